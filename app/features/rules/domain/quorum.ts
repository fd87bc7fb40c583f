import { compare, fraction, parseFraction } from "~/kernel/figures/fraction";

/**
 * How many have to vote before a count says anything: at least `voters`, and at least `turnout` of those on the roll
 * (a fraction as text, like every threshold). Declared with the rule, before anybody votes.
 */
export type Quorum = { readonly voters: number; readonly turnout: string };

export type QuorumVerdict = {
  /** The fewest voters that would do, of those on the roll. */
  readonly needed: number;
  readonly isReached: boolean;
};

/** Whether enough voted; null where the rule asks for no quorum. `voters` and `onRoll` are heads. */
export function quorumVerdict(
  quorum: Quorum | undefined,
  { voters, onRoll }: { readonly voters: number; readonly onRoll: number },
): QuorumVerdict | null {
  if (!quorum) return null;
  const needed = Math.max(quorum.voters, leastOf(quorum.turnout, onRoll));
  return { needed, isReached: voters >= needed };
}

/** The smallest whole number that is at least so large a share of a roll. */
function leastOf(share: string, onRoll: number): number {
  const { num, den } = parseFraction(share) ?? fraction(0);
  return Number((num * BigInt(onRoll) + den - 1n) / den);
}

/** Whether a turnout is one: from none of a roll to all of it. */
export function isTurnout(text: string): boolean {
  const share = parseFraction(text);
  return share !== undefined && compare(share, fraction(0)) >= 0 && compare(share, fraction(1)) <= 0;
}
