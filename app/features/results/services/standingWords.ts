import type { CountStanding } from "~/features/plans/domain/standing";
import type { Translate } from "~/platform/deps";

/** How a count relates to the sealed plans, in a few words, for files, feeds and pictures, which are seen without their page. */
export const standingWords = (
  t: Translate,
  { standing, plan }: Pick<CountStanding, "standing" | "plan">,
): string => t(`results:standing.${standing}`, { number: plan ?? 0 });

/** The title of a count, with its standing unless it is its plan's complete one or from before there were plans. */
export function markedTitle(
  t: Translate,
  title: string,
  count: Pick<CountStanding, "standing" | "plan">,
): string {
  const isMarked = count.standing === "explored" || count.standing === "incomplete";
  return isMarked ? `${standingWords(t, count)} · ${title}` : title;
}
