import type { ReactNode } from "react";
import type { CountStanding } from "~/features/plans/domain/standing";
import { useWords } from "~/i18n";

type Props = Pick<CountStanding, "standing" | "plan">;

/** How a count stands to the plan that was sealed, in two or three words, wherever the count is named. */
export function StandingLabel({ standing, plan }: Props): ReactNode {
  const { t } = useWords();
  const isMarked = standing === "explored" || standing === "incomplete";
  const said = t(`results:standing.${standing}`, { number: plan ?? 0 });
  return isMarked ? <strong className="frag">{said}</strong> : said;
}
