import { hkdfSync } from "node:crypto";
import type { LogKeys, NamedKey } from "~/features/recordlog/services/recordLogDeps";
import { signingKey } from "~/kernel/tlog/ed25519";
import { verifierKey } from "~/kernel/tlog/verifierKey";
import { seedIn } from "./seedFile";

/**
 * The keys of this server's record logs, outside of the database: a seed for checkpoints and one for receipts, made when they
 * are first needed. Each log has keys of its own, made of the seed and its origin, as no key may have two names.
 */
export function recordKeys(folder: string): (origin: string) => LogKeys {
  const seeds = { log: seedIn(folder, "log.seed"), receipts: seedIn(folder, "receipts.seed") };
  const known = new Map<string, LogKeys>();
  return (origin) => {
    const keys = known.get(origin) ?? {
      log: keyOf(seeds.log(), `codraft log v1\n${origin}`, origin),
      receipts: keyOf(seeds.receipts(), `codraft receipts v1\n${origin}`, `${origin}/receipts`),
    };
    known.set(origin, keys);
    return keys;
  };
}

function keyOf(seed: Uint8Array, use: string, name: string): NamedKey {
  const signing = signingKey(new Uint8Array(hkdfSync("sha256", seed, new Uint8Array(), use, 32)));
  return { verifier: verifierKey(name, signing.publicKey), signing };
}
