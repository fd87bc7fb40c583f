import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { isPublicKey } from "./publicKey";

/** A key that signs, made of its 32 bytes of seed (RFC 8032). All of it as bytes. */
export type SigningKey = {
  readonly publicKey: Uint8Array;
  readonly sign: (message: string) => Uint8Array;
};

/** The wrappings (PKCS 8 and SPKI) in which Node takes a seed and a public key. */
const seedPrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

export function signingKey(seed: Uint8Array): SigningKey {
  if (seed.length !== 32) throw new Error("a seed has 32 bytes");
  const key = createPrivateKey({ key: Buffer.concat([seedPrefix, seed]), format: "der", type: "pkcs8" });
  const wrapped = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: new Uint8Array(wrapped.subarray(publicPrefix.length)),
    sign: (message) => new Uint8Array(sign(null, Buffer.from(message), key)),
  };
}

/** Whether a signature of a message is by this key. Never by one that `isPublicKey` refuses. */
export function isSignedBy(
  publicKey: Uint8Array,
  message: string | Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== 64 || !isPublicKey(publicKey)) return false;
  const key = keyOf(publicKey);
  return key !== null && verify(null, bytesOf(message), key, signature);
}

const bytesOf = (message: string | Uint8Array) =>
  typeof message === "string" ? Buffer.from(message) : message;

function keyOf(publicKey: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: "der", type: "spki" });
  } catch {
    return null;
  }
}
