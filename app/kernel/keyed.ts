/**
 * Values under names that people chose: components, criteria, groups, workgroups, languages, fields. Every object
 * answers to `constructor` and `toString` by inheritance, and a value written through what it answers reaches all
 * objects of the server. So such names never index an object directly: values are read by `ownValue` and written by `put`,
 * or stand in a Map. `tests/keyed.test.ts` asks the compiler for every place that does otherwise.
 */
type Keyed<V> = Readonly<Record<string, V>>;

/** What an object itself has under a name; never what it inherits. */
export function ownValue<V>(
  values: Keyed<V> | null | undefined,
  name: string | null | undefined,
): V | undefined {
  if (values === null || values === undefined || name === null || name === undefined) return undefined;
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Gives an object a value of its own under any name, `__proto__` too, which an assignment would not. */
export function put<V>(values: Record<string, V>, name: string, value: NoInfer<V>): void {
  Object.defineProperty(values, name, { value, configurable: true, enumerable: true, writable: true });
}

/** Adds to a sum under any name. */
export function addTo(sums: Record<string, number>, name: string, more: number): void {
  put(sums, name, (ownValue(sums, name) ?? 0) + more);
}

/** Rows by what they have in common, each in the order in which it came. */
export function groupedBy<K, V>(rows: Iterable<V>, keyOf: (row: V) => K): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
