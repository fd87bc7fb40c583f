import type { Verdict } from "~/features/reviews/domain/flips";
import { useWords } from "~/i18n";

/** What a system's reviews come to, in a word. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { t } = useWords();
  return <span className={`verdict-mark verdict-mark-${verdict}`}>{t(`reviews:verdict.${verdict}`)}</span>;
}
