/** Where the pages of a round or an approval are, below the address of its process or of its organizers. */
export const roundPath = ({ kind, number }: { readonly kind: string; readonly number: number }): string =>
  `${kind === "approval" ? "approvals" : "rounds"}/${number}`;
