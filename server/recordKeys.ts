import { hkdfSync } from "node:crypto";
import { signingKey } from "~/kernel/tlog/ed25519";
import type { NamedKey } from "~/kernel/tlog/note";
import { verifierKey } from "~/kernel/tlog/verifierKey";
import { makeSeed, readSeed, seedsIn } from "./seedFile";

/** What seeds are for: `log` signs checkpoints, `receipts` what voters are given. */
export type KeyUse = "log" | "receipts";

/**
 * Keys of record logs, outside of the database. The first seed is made when it is first needed, later ones by `codraft keys rotate`; of what
 * another process put into the folder the next question knows. Each log has keys of its own, made of a seed and its origin, as no key may
 * have two names. The newest first.
 */
export function recordKeys(folder: string, use: KeyUse): (origin: string) => readonly NamedKey[] {
  const known = new Map<string, NamedKey>();
  return (origin) => {
    if (seedsIn(folder, use).length === 0) makeSeed(folder, `${use}.seed`);
    return seedsIn(folder, use).map((name) => {
      const seed = readSeed(folder, name);
      const id = `${Buffer.from(seed).toString("hex")}\n${origin}`;
      const key = known.get(id) ?? keyOf(seed, use, origin);
      known.set(id, key);
      return key;
    });
  };
}

/** Makes the seed of the next keys. From then on they are the newest; what signs a log is for its entries to say. */
export function makeNextSeed(folder: string, use: KeyUse): void {
  const [newest] = seedsIn(folder, use);
  const number = newest === undefined ? 1 : Number(/\d+/.exec(newest)?.[0] ?? 1) + 1;
  makeSeed(folder, number === 1 ? `${use}.seed` : `${use}.${number}.seed`);
}

function keyOf(seed: Uint8Array, use: KeyUse, origin: string): NamedKey {
  const info = `codraft ${use} v1\n${origin}`;
  const signing = signingKey(new Uint8Array(hkdfSync("sha256", seed, new Uint8Array(), info, 32)));
  const name = use === "log" ? origin : `${origin}/receipts`;
  return { verifier: verifierKey(name, signing.publicKey), signing };
}
