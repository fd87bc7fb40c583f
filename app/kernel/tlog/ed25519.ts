import { createPrivateKey, createPublicKey, sign } from "node:crypto";

/** A key that signs, made of its 32 bytes of seed (RFC 8032). All of it as bytes. */
export type SigningKey = {
  readonly publicKey: Uint8Array;
  readonly sign: (message: string) => Uint8Array;
};

/** The wrapping (PKCS 8) in which Node takes a seed, and how much of one (SPKI) stands before a public key. */
const seedPrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefixBytes = 12;

export function signingKey(seed: Uint8Array): SigningKey {
  if (seed.length !== 32) throw new Error("a seed has 32 bytes");
  const key = createPrivateKey({ key: Buffer.concat([seedPrefix, seed]), format: "der", type: "pkcs8" });
  const wrapped = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: new Uint8Array(wrapped.subarray(publicPrefixBytes)),
    sign: (message) => new Uint8Array(sign(null, Buffer.from(message), key)),
  };
}
