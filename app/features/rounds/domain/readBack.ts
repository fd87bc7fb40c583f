import type { Language } from "~/kernel/language/languages";
import type { LocalizedView } from "~/kernel/language/localized";

/** The language in which a ballot is read, and its words. */
export type BallotWords = { readonly language: Language; readonly t: (key: string) => string };

/** What a ballot says to one thing that it was asked, in words for its voter. */
export type BallotLine = {
  readonly asked: LocalizedView;
  /** One answer without a name, or an answer to each part of what was asked. */
  readonly answers: readonly { readonly part: LocalizedView | null; readonly answer: string }[];
  /** The reason that was given with it, unless it is not shown or was erased. */
  readonly reason: string | null;
};

/** Lines that say the same and no more are said together. */
export type BallotGroup = { readonly asked: readonly LocalizedView[] } & Omit<BallotLine, "asked">;

/** The lines of a ballot as they are shown: what has one answer and no reason stands with all else of that answer, at the end. */
export function groupedLines(lines: readonly BallotLine[]): BallotGroup[] {
  const alone: BallotGroup[] = [];
  const together = new Map<
    string,
    { asked: LocalizedView[]; answers: BallotLine["answers"]; reason: null }
  >();
  for (const { asked, answers, reason } of lines) {
    const [first] = answers;
    if (!first || answers.length > 1 || first.part || reason !== null) {
      alone.push({ asked: [asked], answers, reason });
      continue;
    }
    const group = together.get(first.answer);
    if (group) group.asked.push(asked);
    else together.set(first.answer, { asked: [asked], answers, reason: null });
  }
  return [...alone, ...together.values()];
}

/** What became of a ballot after it was cast. */
export type BallotStanding = "last" | "revised" | "withdrawn";

/** Whether a ballot is the last word of its voter, by the entry that is: its leaf and what it does. */
export function standingOf(
  leaf: string,
  last: { readonly leaf: string | null; readonly kind: "cast" | "withdraw" | null },
): BallotStanding {
  if (last.leaf === leaf) return "last";
  return last.kind === "withdraw" ? "withdrawn" : "revised";
}
