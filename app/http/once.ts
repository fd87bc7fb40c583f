/** Loads what is asked for under a key, once; everyone who asks later is given the same. */
export type Once = <T>(key: unknown, load: () => Promise<T>) => Promise<T>;

/** A memory for what one request looks up. */
export function remember(): Once {
  const loaded = new Map<unknown, Promise<unknown>>();
  return <T>(key: unknown, load: () => Promise<T>) => {
    const known = loaded.get(key) as Promise<T> | undefined;
    if (known) return known;
    const loading = load();
    loaded.set(key, loading);
    return loading;
  };
}
