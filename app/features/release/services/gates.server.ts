import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { gateSchema } from "~/features/release/contracts/release";
import type { GateRule } from "~/features/release/domain/gates";
import { audit } from "~/features/release/feature";
import type { GateId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, type Knowing } from "~/platform/version.server";
import type { Db } from "~db/client";
import { gates } from "~db/schema/release";

export type GateRow = typeof gates.$inferSelect;

/** The gates of a process in their order. */
export function gatesOf(db: Db, process: Pick<ProcessRow, "id">): Promise<GateRow[]> {
  return db
    .select()
    .from(gates)
    .where(eq(gates.processId, process.id))
    .orderBy(asc(gates.position), asc(gates.id));
}

/** A gate as the form that edits it in a language shows it. */
export const gateShown = ({ title, rule, dueOn }: GateRow, language: Language) => ({
  title: localize(title, language).text,
  kind: rule.kind,
  least: "least" in rule ? rule.least : 1,
  dueOn,
});

/**
 * Declares a gate, or changes one (its title in the language it is edited in). `edited_meanwhile` where the form
 * knew another one than is stored.
 */
export async function saveGate(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  language: Language,
  input: Knowing<z.infer<typeof gateSchema>>,
): Promise<Result<{ id: GateId }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["gates.set"], subject: input.title } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await gatesOf(tx, process);
    const values = { rule: ruleIn(input), dueOn: input.dueOn };
    if (input.id === null) {
      const id = deps.newId() as GateId;
      const position = Math.max(0, ...known.map((one) => one.position)) + 1;
      await tx
        .insert(gates)
        .values({ id, processId: process.id, title: plain(input.title, language), ...values, position });
      return ok({ id });
    }
    const row = known.find(({ id }) => id === input.id);
    if (!row) return fail({ code: "not_found" });
    if (isStale(input.seen, gateShown(row, language))) return fail({ code: "edited_meanwhile" });
    await tx
      .update(gates)
      .set({ ...values, title: withText(row.title, language, input.title) })
      .where(eq(gates.id, row.id));
    return ok({ id: row.id });
  });
}

function ruleIn({ kind, least }: Pick<z.infer<typeof gateSchema>, "kind" | "least">): GateRule {
  return kind === "systems" || kind === "endorsements" ? { kind, least } : { kind };
}

/** Takes a gate away. Snapshots that were taken keep it as it was. */
export async function removeGate(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: string,
): Promise<Result<undefined, Refusal>> {
  const known = (await gatesOf(deps.db, process)).find((one) => one.id === id);
  if (!known) return fail({ code: "not_found" });
  const subject = `${localize(known.title, "en").text} ✗`;
  const change = { processId: process.id, actor, action: audit["gates.set"], subject } as const;
  return changeProcess(deps, change, async (tx) => {
    const [gone] = await tx
      .delete(gates)
      .where(and(eq(gates.id, id as GateId), eq(gates.processId, process.id)))
      .returning({ id: gates.id });
    return gone ? ok() : fail({ code: "not_found" });
  });
}
