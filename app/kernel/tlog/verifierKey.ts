import { isPublicKey } from "../ed25519/publicKey";
import { fromBase64, hexOf, toBase64 } from "../hash/bytes";
import { sha256 } from "../hash/sha256";

/** What a key signs, as the first byte of its published form: notes as they are, or checkpoints with a time. */
export const algorithms = { ed25519: 1, cosignature: 4 } as const;
type Algorithm = (typeof algorithms)[keyof typeof algorithms];

/** A key under its name, as C2SP's signed-note publishes it: NAME+ID+KEY. */
export type VerifierKey = {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly publicKey: Uint8Array;
  /** The first four bytes of the hash of name, algorithm and key, as hex. */
  readonly id: string;
};

/** A name is not empty and has neither spaces nor a plus. */
export const isKeyName = (name: string) => name !== "" && !/[\s+]/u.test(name) && name.isWellFormed();

export function verifierKey(
  name: string,
  publicKey: Uint8Array,
  algorithm: Algorithm = algorithms.ed25519,
): VerifierKey {
  if (!isKeyName(name)) throw new Error("no key can have this name");
  const id = hexOf(sha256(`${name}\n`, Uint8Array.of(algorithm), publicKey).subarray(0, 4));
  return { name, algorithm, publicKey, id };
}

export function verifierKeyText({ name, algorithm, publicKey, id }: VerifierKey): string {
  return `${name}+${id}+${toBase64(Uint8Array.of(algorithm, ...publicKey))}`;
}

/** The key that a text is, or null: also where its id is not of it, or where it would let anybody sign. */
export function readVerifierKey(text: string): VerifierKey | null {
  const [, name = "", id, encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (!bytes || !isKeyName(name)) return null;
  const algorithm = Object.values(algorithms).find((known) => known === bytes[0]);
  const publicKey = bytes.subarray(1);
  if (algorithm === undefined || !isPublicKey(publicKey)) return null;
  const key = verifierKey(name, publicKey, algorithm);
  return key.id === id ? key : null;
}
