import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Witnesses, WitnessReply } from "~/features/recordlog/services/recordLogDeps";
import { signingKey } from "~/kernel/tlog/ed25519";
import { algorithms, type VerifierKey, verifierKey } from "~/kernel/tlog/verifierKey";
import type { Group, Policy } from "~/kernel/witness/policy";
import { answerRequest, type Desk } from "~server/witness/desk";

const seed = (byte: number) => new Uint8Array(32).fill(byte);

export type StoodWitness = {
  readonly desk: Desk;
  readonly url: string;
  /** What it was asked, oldest first. */
  readonly asked: string[];
  /** What it answers in place of what it has seen, as long as it is set. */
  instead: WitnessReply | undefined;
};

/** Witnesses as the command runs them, asked in this process; `logKey`: of the logs that they know. */
export function witnesses(
  names: readonly string[],
  logKey: (origin: string) => VerifierKey,
  now: () => Date,
  groups: readonly Group[] = [],
): Witnesses & { readonly all: Readonly<Record<string, StoodWitness>> } {
  const known = new Map<string, VerifierKey>();
  const all = Object.fromEntries(
    names.map((name, at): [string, StoodWitness] => {
      const signing = signingKey(seed(100 + at));
      const key = verifierKey(`witness.example/${name}`, signing.publicKey, algorithms.cosignature);
      const folder = mkdtempSync(join(tmpdir(), "codraft-witness-"));
      const desk: Desk = { logKeys: () => [...known.values()], key, signing, folder, now };
      return [name, { desk, url: `http://${name}.example`, asked: [], instead: undefined }];
    }),
  );
  const policy: Policy = {
    logs: [],
    witnesses: Object.entries(all).map(([name, { desk, url }]) => ({ name, key: desk.key, url })),
    groups,
    quorum: null,
  };
  const ask = async (url: string, body: string): Promise<WitnessReply> => {
    const one = Object.values(all).find((witness) => witness.url === url);
    if (!one) return null;
    one.asked.push(body);
    if (one.instead !== undefined) return one.instead;
    const origin = /\n\n([^\n]+)\n/.exec(body)?.[1] ?? "";
    known.set(origin, logKey(origin));
    return answerRequest(one.desk, body);
  };
  return { policy: () => policy, ask, all };
}
