import type { BallotLine, BallotWords } from "~/features/rounds/domain/readBack";
import { type Localized, type LocalizedView, localize } from "~/kernel/language/localized";
import { placedIn } from "./position";

/** A position on a draft in words, and the groups and the region in which it counts. */
export function positionLines(
  groups: readonly { readonly key: string; readonly title: Localized }[],
  choices: unknown,
  { language, t }: BallotWords,
): BallotLine[] {
  const placed = placedIn(choices);
  if (!placed) return [];
  const inWords = (text: string): LocalizedView => ({ text, language, state: "source" });
  const line = (asked: string, answers: readonly string[]): BallotLine => ({
    asked: inWords(t(asked)),
    answers: answers.map((answer) => ({ part: null, answer })),
    reason: null,
  });
  const nameOf = (key: string) => {
    const known = groups.find((one) => one.key === key);
    return known ? localize(known.title, language).text : key;
  };
  const places = [
    ...placed.groups.map(nameOf),
    ...(placed.region ? [t(`common:region.${placed.region}`)] : []),
  ];
  return [
    line("approvals:form.position", [t(`approvals:position.${placed.position}`)]),
    ...(places.length > 0 ? [line("approvals:form.counts", places)] : []),
  ];
}
