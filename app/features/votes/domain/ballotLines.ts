import type { BallotLine, BallotWords } from "~/features/rounds/domain/readBack";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { ownValue } from "~/kernel/keyed";
import { type Localized, localize } from "~/kernel/language/localized";
import { choiceForAll } from "./fill";

type Named = { readonly key: string; readonly title: Localized };

/** A ballot component by component, in words; one answer where all criteria have the same. */
export function ballotLines(
  form: { readonly components: readonly Named[]; readonly criteria: readonly Named[] },
  ballot: { readonly choices: Choices; readonly notes: Readonly<Record<string, string>> },
  { language, t }: BallotWords,
): BallotLine[] {
  const keys = { criteria: form.criteria.map(({ key }) => key) };
  const word = (choice: string | undefined) => t(`votes:choice.${choice ?? "blankLong"}`);
  return form.components.map(({ key, title }) => {
    const row = ownValue(ballot.choices, key);
    const forAll = choiceForAll(keys, row);
    return {
      asked: localize(title, language),
      answers:
        forAll || !row
          ? [{ part: null, answer: word(forAll ?? undefined) }]
          : form.criteria.map((one) => ({
              part: localize(one.title, language),
              answer: word(ownValue(row, one.key)),
            })),
      reason: ownValue(ballot.notes, key) ?? null,
    };
  });
}
