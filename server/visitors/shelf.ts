/** What is kept under names, up to so many bytes in all: what was asked for longest ago goes first. */
export function shelf<T extends { readonly bytes: () => number }>(mostBytes: number) {
  const all = new Map<string, { readonly value: T; bytes: number }>();
  let total = 0;
  const remove = (name: string) => {
    total -= all.get(name)?.bytes ?? 0;
    all.delete(name);
  };
  const weigh = (name: string) => {
    const one = all.get(name);
    if (!one) return;
    total -= one.bytes;
    // What the keeping itself takes counts too, so that many small things have their bound.
    one.bytes = one.value.bytes() + 2 * name.length + 1000;
    total += one.bytes;
    for (const oldest of all.keys()) {
      if (total <= mostBytes) break;
      remove(oldest);
    }
  };
  return {
    find: (name: string): T | undefined => {
      const one = all.get(name);
      if (!one) return undefined;
      all.delete(name);
      all.set(name, one);
      return one.value;
    },
    keep: (name: string, value: T): void => {
      remove(name);
      all.set(name, { value, bytes: 0 });
      weigh(name);
    },
    /** To be called when something that is kept may have grown. */
    weigh,
    drop: remove,
    bytes: () => total,
  };
}

export type Shelf<T extends { readonly bytes: () => number }> = ReturnType<typeof shelf<T>>;
