/** Keys as an entry of a log names them (`begin`, `keys`): of each list the first one signs from there on. */
export type NamedKeys = {
  /** Of the entry. */
  readonly index: number;
  readonly at: Date;
  /** Of checkpoints and of receipts, as verifier keys. */
  readonly keys: readonly string[];
  readonly receipts: readonly string[];
};

/** The lists that hold for a log of so many entries: those of the last entry among them that names keys. */
export function keysAt(named: readonly NamedKeys[], size: number): NamedKeys | undefined {
  return named.findLast(({ index }) => index < size) ?? named[0];
}

/** Milliseconds for which the key before a new one goes on signing, so that who knows only the former one reads of the new one. */
const bothSignFor = 30 * 24 * 3_600_000;

/**
 * The keys under which a log of which so much was signed is signed next: the one that its entries name last, and each before it whose
 * change no checkpoint covers yet. Those without which a change would be announced by nobody have to be there, others may be gone.
 */
export function signingKeys(
  named: readonly NamedKeys[],
  { signed, now }: { readonly signed: number; readonly now: Date },
): { readonly needed: readonly string[]; readonly also: readonly string[] } {
  const needed = new Set<string>();
  const also = new Set<string>();
  named.forEach(({ index, at, keys: [key] }, place) => {
    const former = named[place - 1]?.keys[0];
    if (place === named.length - 1 && key !== undefined) needed.add(key);
    if (former === undefined) return;
    if (index >= signed) needed.add(former);
    else if (place === named.length - 1 && now.getTime() - at.getTime() < bothSignFor) also.add(former);
  });
  return { needed: [...needed], also: [...also].filter((key) => !needed.has(key)) };
}
