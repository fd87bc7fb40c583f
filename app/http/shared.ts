import type { Deps } from "~/platform/deps";

/** What tells one reading from another: plain values. */
type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | readonly Plain[]
  | { readonly [name: string]: unknown };

/**
 * A reader of what is the same for all who may see it. All that it depends on is in its arguments and in the
 * database: a function of a module, never one that closes over who asks.
 */
export type SharedReader<Args extends readonly Plain[], T> = (deps: Deps, ...args: Args) => Promise<T>;

/**
 * Reads what many pages show, once for all of them until a table that it was read from has changed. What comes back is
 * shared, so it is frozen.
 */
export type Shared = <Args extends readonly Plain[], T>(
  read: SharedReader<Args, T>,
  ...args: Args
) => Promise<T>;

/** Where nothing is shared: each reading is made for the one who asks. */
export function unshared(deps: Deps): Shared {
  return async (read, ...args) => frozen(await read(deps, ...args));
}

/** Frozen through and through, so that nobody changes what others are given. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  Object.freeze(value);
  for (const one of Object.values(value)) frozen(one);
  return value;
}
