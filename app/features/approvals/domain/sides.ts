import type { Tallied } from "./result";

/** How many of the positions take a side. */
export function sidesOf({ counts }: Pick<Tallied, "counts">): number {
  return counts.approve + counts.reservations + counts.object;
}
