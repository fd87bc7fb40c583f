type OfBallots = { readonly kind: string; readonly ballots: string };

/**
 * The ballot logs that these entries, in their order, declare void: those that were open then. What is said of one that had closed counts for
 * nothing, so that nobody gets rid of a vote of which they know how it went.
 */
export function voidedIn(entries: readonly OfBallots[]): ReadonlySet<string> {
  const open = new Set<string>();
  const voided = new Set<string>();
  for (const { kind, ballots } of entries) {
    if (kind === "open") open.add(ballots);
    if (kind === "close") open.delete(ballots);
    if (kind === "void" && open.has(ballots)) voided.add(ballots);
  }
  return voided;
}
