import { type CanonicalValue, canonicalHash, canonicalJson } from "./canonical";

/**
 * A value as it is published and hashed: canonical JSON knows no booleans, so that "yes" and "no" stand
 * for them, as in the entries of a log.
 */
export function documentText(value: unknown): string {
  return canonicalJson(published(value));
}

/** SHA-256 of `documentText`, as hex. */
export function documentHash(value: unknown): string {
  return canonicalHash(published(value));
}

function published(value: unknown): CanonicalValue {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(published);
  if (typeof value !== "object" || value === null) return value as CanonicalValue;
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(fields.map(([key, one]) => [key, published(one)]));
}
