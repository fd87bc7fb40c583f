import { audit } from "~/features/processes/feature";
import { chosenOf, offeredNames, requiredPolicy } from "~/features/recordlog/domain/witnessed";
import { recordHead } from "~/features/recordlog/services/read.server";
import { keysOfLog } from "~/features/recordlog/services/verifierKeys.server";
import { declaredPolicy } from "~/features/recordlog/services/witnessed.server";
import { sha256Hex } from "~/kernel/hash/sha256";
import type { ProcessId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";
import { policyText } from "~/kernel/witness/policy";
import type { Actor, Deps } from "~/platform/deps";
import { recordPolicies } from "~db/schema/recordlog";
import { changeProcess } from "./changeProcess.server";

/** What an organizer can choose of, and what was declared last. */
export async function witnessesPage({ db, recordLog }: Pick<Deps, "db" | "recordLog">, processId: ProcessId) {
  const policy = recordLog.witnesses.policy();
  const head = await recordHead(db, processId);
  const declared = head && (await declaredPolicy(db, head.origin));
  return {
    offered: policy ? offeredNames(policy) : [],
    chosen: declared ? chosenOf(declared.policy) : { names: [], least: 0 },
  };
}

/** Which witnesses, and how many of them; null for all. */
export type Required = { readonly names: readonly string[]; readonly least: number | null };

/**
 * Declares which of the operator's witnesses have to have seen the record log; nobody, where none is named. Refuses names that the operator
 * does not offer, and more than were chosen (`witness_unknown`).
 */
export function declareWitnesses(
  deps: Deps,
  actor: Actor,
  process: { readonly id: ProcessId },
  { names, least }: Required,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["witnesses.declared"] };
  return changeProcess(deps, change, async (tx, note) => {
    const operator = deps.recordLog.witnesses.policy();
    const offered = operator ? offeredNames(operator) : [];
    const enough = least ?? names.length;
    const isOffered = names.every((name) => offered.includes(name)) && enough <= names.length;
    const head = await recordHead(tx, process.id);
    if (!operator || !head || !isOffered || new Set(names).size < names.length)
      return fail({ code: "witness_unknown" });
    const key = readVerifierKey((await keysOfLog(tx, head.origin))?.keys[0] ?? "");
    if (!key) throw new Error("a log names no key");
    const text = policyText(requiredPolicy(operator, key, { names, least: Math.max(enough, 1) }));
    const hash = sha256Hex(text);
    await tx.insert(recordPolicies).values({ log: head.origin, hash, text }).onConflictDoNothing();
    note({ kind: "policy", policy: hash });
    return ok();
  });
}
