import { and, eq } from "drizzle-orm";
import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Reveal } from "~/features/rounds/domain/values";
import { audit } from "~/features/rounds/feature";
import { type RoundRow, roundsOf } from "~/features/rounds/services/read.server";
import { type Rule, resolveMerge } from "~/features/rules/domain/rule";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { RoundId, WorkgroupId } from "~/kernel/ids";
import { type Localized, plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { rounds } from "~db/schema/rounds";

export type RoundInput = {
  readonly title: string;
  /** Null: a public round. */
  readonly workgroupId: WorkgroupId | null;
  readonly rule: Rule;
  /** Component keys; empty means all of the current list. */
  readonly asked: readonly string[];
  readonly offersNotNecessary: boolean;
  /** Whether "I cannot judge" is an answer of its own, beside leaving a cell blank. */
  readonly offersCannotJudge?: boolean;
  readonly attribution: "named" | "pseudonymous";
  readonly reveal: Reveal;
  readonly closesAt: Date | null;
  readonly note?: Localized | null;
};

/**
 * Sets up a round, or changes one that is still a draft. What it will ask is bound to the current
 * version of the component list. Nothing here can be changed once it is open.
 */
export async function draftRound(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  input: RoundInput,
  existing?: RoundRow,
): Promise<Result<{ number: number; id: RoundId }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: existing ? audit["round.edited"] : audit["round.drafted"],
    subject: input.title,
  };
  return changeProcess(deps, change, async (tx) => {
    if (existing && existing.state !== "draft") return fail({ code: "round_not_draft" });
    if (existing && (await isPlanned(tx, existing))) return fail({ code: "round_planned" });
    const groups = await workgroupsOf(tx, process.id);
    if (input.workgroupId && !groups.some(({ id }) => id === input.workgroupId)) {
      return fail({ code: "invalid", fields: { workgroup: "errors:field.workgroup" } });
    }
    const componentVersion = await currentListVersion(tx, process.id);
    const listed = (await componentsAt(tx, process.id, componentVersion)).map(({ key }) => key);
    const asked = input.asked.length > 0 ? listed.filter((key) => input.asked.includes(key)) : listed;
    if (asked.length === 0) return fail({ code: "invalid", fields: { asked: "errors:field.components" } });
    const merged = [...(resolveMerge(input.rule.merge) ?? [])].flat();
    if (merged.some((key) => !listed.includes(key)))
      return fail({ code: "invalid", fields: { rule: "errors:rule.merge" } });
    const values = {
      workgroupId: input.workgroupId,
      title: plain(input.title, process.sourceLanguage),
      componentVersion,
      asked,
      offersNotNecessary: input.offersNotNecessary,
      offersCannotJudge: input.offersCannotJudge ?? false,
      attribution: input.attribution,
      reveal: input.reveal,
      rule: input.rule,
      ruleHash: ruleHash(input.rule),
      note: input.note ?? null,
      closesAt: input.closesAt,
    };
    if (existing?.opensAt && values.closesAt && values.closesAt <= existing.opensAt)
      return fail({ code: "invalid", fields: { closesAt: "errors:field.beforeOpening" } });
    if (existing) {
      const [still] = await tx
        .update(rounds)
        .set(values)
        .where(and(eq(rounds.id, existing.id), eq(rounds.state, "draft")))
        .returning();
      return still ? ok({ number: still.number, id: still.id }) : fail({ code: "round_not_draft" });
    }
    const number = Math.max(0, ...(await roundsOf(tx, process.id)).map((round) => round.number)) + 1;
    const id = deps.newId() as RoundId;
    await tx
      .insert(rounds)
      .values({ id, processId: process.id, number, state: "draft", ...values, createdAt: deps.now() });
    return ok({ number, id });
  });
}

/** Deletes a draft that was never opened. */
export async function discardRound(
  deps: Deps,
  actor: Actor,
  round: RoundRow,
): Promise<Result<undefined, Refusal>> {
  const change: Change = {
    processId: round.processId,
    actor,
    action: deps.roundKinds[round.kind].actions.discarded,
    subject: String(round.number),
  };
  return changeProcess(deps, change, async (tx) => {
    if (await isPlanned(tx, round)) return fail({ code: "round_planned" });
    const gone = await tx
      .delete(rounds)
      .where(and(eq(rounds.id, round.id), eq(rounds.state, "draft")))
      .returning();
    return gone.length > 0 ? ok() : fail({ code: "round_not_draft" });
  });
}

/** Whether a sealed plan names a round, which then stays as it was sealed. */
async function isPlanned(tx: Db, { id }: Pick<RoundRow, "id">): Promise<boolean> {
  const [round] = await tx.select({ plan: rounds.plan }).from(rounds).where(eq(rounds.id, id));
  return (round?.plan ?? null) !== null;
}
