import { frontierRoot, grown } from "~/kernel/tlog/frontier";

/** What was signed last of a log: its size, and the roots of its full subtrees. It is kept where the database is not. */
export type Signed = { readonly size: number; readonly frontier: readonly string[] };

/**
 * Why a log is signed no more: the database has fewer entries than were signed, or others; a witness has seen more than was signed here; the
 * database has checkpoints of which nothing was kept here; or the log began under another key than this server's.
 */
export const guardFaults = ["smaller", "other", "witness", "forgotten", "other-key"] as const;
export type GuardFault = (typeof guardFaults)[number];

/** What the database says of the log at the size that was signed; null where it has none of that size. */
export type Stands = { readonly size: number; readonly frontierAt: readonly string[] | null };

/** Whether what the database has begins with what was signed. */
export function guardFault(signed: Signed, { size, frontierAt }: Stands): GuardFault | null {
  if (size < signed.size) return "smaller";
  if (signed.size === 0) return null;
  return frontierAt?.join() === signed.frontier.join() ? null : "other";
}

/** The tree that was signed, with these leaves after it: it cannot but begin with what was signed. */
export function extended({ size, frontier }: Signed, leaves: readonly string[]): Signed {
  const nodes = leaves.reduce((so, leaf, at) => grown(so, size + at, leaf), frontier);
  return { size: size + leaves.length, frontier: nodes };
}

export const rootOf = ({ frontier }: Signed) => frontierRoot(frontier);
