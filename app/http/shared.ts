import type { Deps, Shared } from "~/platform/deps";

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
