import type { useWords } from "~/i18n";
import { fraction, parseFraction, toNumber } from "~/kernel/figures/fraction";

type Words = Pick<ReturnType<typeof useWords>, "t" | "format">;
/** The fewest voters, and their share of the roll: a number, or a fraction as text. Nothing of what is 0 is said. */
export type LeastVoting = { readonly voters: number; readonly share: number | string };

/** Which of the two a quorum asks for. */
export function quorumKind({ voters, share }: LeastVoting): "none" | "voters" | "share" | "both" {
  const hasShare = shareOf(share) > 0;
  if (voters > 0) return hasShare ? "both" : "voters";
  return hasShare ? "share" : "none";
}

const shareOf = (share: number | string): number =>
  typeof share === "number" ? share : toNumber(parseFraction(share) ?? fraction(0));

/** How many have to vote, in a sentence; null where it does not matter. */
export function quorumSaid({ t, format }: Words, least: LeastVoting): string | null {
  const kind = quorumKind(least);
  if (kind === "none") return null;
  const share = format.percent(shareOf(least.share));
  return kind === "share"
    ? t("rules:quorum.share", { share })
    : t(`rules:quorum.${kind}`, { count: least.voters, share });
}
