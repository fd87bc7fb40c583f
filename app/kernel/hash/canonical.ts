import serialize from "canonicalize";
import { sha256Hex } from "./sha256";

export { sha256Hex };

export type CanonicalValue =
  | string
  | number
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/** What a type must be like for its values to have a canonical form: no floats can be told from integers, all else can. */
export type Canonical<T> = T extends string | number | null
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Canonical<Item>[]
    : T extends boolean | bigint | symbol | undefined | ((...args: never) => unknown)
      ? never
      : { readonly [Key in keyof T]: Canonical<T[Key]> };

/**
 * Canonical JSON: RFC 8785 restricted to strings, null, safe integers, arrays and objects.
 * Floats and booleans are left out because readers in other languages disagree about them;
 * every string is brought to NFC so that one name has one hash.
 * Throws on anything else: such a value is a bug, never input (input is parsed before).
 */
export function canonicalJson<T>(value: T & Canonical<T>): string {
  const text = serialize(normalized(value));
  if (text === undefined) throw new Error("value has no canonical form");
  return text;
}

/** Whether a text is the canonical form of what was read from it. */
export function isCanonicalOf(text: string, value: unknown): boolean {
  // Most texts are plain: for them it is enough that they come out again as they are, with their keys in order.
  const isPlain = /^[\x20-\x7e]*$/.test(text) && !text.includes("\\u");
  if (isPlain && isInOrder(value) && JSON.stringify(value) === text) return true;
  return canonicalJson(value as CanonicalValue) === text;
}

/** Whether all keys rise, and nothing is there that has no canonical form. */
function isInOrder(value: unknown): boolean {
  if (value === null || typeof value === "string") return true;
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before = "";
  for (const key of Object.keys(value)) {
    if (before > key) return false;
    before = key;
  }
  return Object.values(value).every(isInOrder);
}

/** SHA-256 of the UTF-8 bytes of the canonical JSON, as 64 lower-case hex digits. */
export function canonicalHash<T>(value: T & Canonical<T>): string {
  return sha256Hex(canonicalJson(value));
}

function normalized(value: unknown): CanonicalValue {
  if (value === null) return null;
  if (typeof value === "string") return normalizedText(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new Error(`not a safe integer: ${value}`);
    return value === 0 ? 0 : value;
  }
  if (Array.isArray(value)) return value.map(normalized);
  if (typeof value === "object") {
    const entries = Object.entries(value).map(
      ([key, inner]) => [normalizedText(key), normalized(inner)] as const,
    );
    if (new Set(entries.map(([key]) => key)).size < entries.length)
      throw new Error("two keys are one in NFC");
    return Object.fromEntries(entries);
  }
  throw new Error(`no canonical form for a ${typeof value}`);
}

function normalizedText(text: string): string {
  if (!text.isWellFormed()) throw new Error("a lone surrogate has no UTF-8 form");
  return text.normalize("NFC");
}
