import { sha256Hex } from "~/kernel/hash/canonical";
import { BoundedCache } from "~/platform/boundedCache";

/** What tasks gave for texts, as JSON, by the hash of all that it was made of: never out of date. */
const kept = new BoundedCache<string>(8_000_000, (made) => made.length);

/**
 * What is made of each of some texts, and of what all of them are held against (`about`, which says all of it): made for those alone
 * for which it has not been made before.
 */
export async function keptOf<T>(
  about: string,
  texts: readonly string[],
  make: (missing: readonly number[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const keys = texts.map((text) => sha256Hex(`${about}\n${text}`));
  const found = new Map<string, string>();
  for (const key of keys) {
    const known = kept.get(key);
    if (known !== undefined) found.set(key, known);
  }
  const missing = keys.flatMap((key, at) => (found.has(key) || keys.indexOf(key) < at ? [] : [at]));
  if (missing.length > 0) {
    const made = await make(missing);
    for (const [nth, at] of missing.entries()) {
      const json = JSON.stringify(made[nth]);
      const key = keys[at];
      if (json === undefined || key === undefined) throw new Error("a text was left out");
      kept.set(key, json);
      found.set(key, json);
    }
  }
  return keys.map((key) => JSON.parse(found.get(key) ?? "null") as T);
}
