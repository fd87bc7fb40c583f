import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { secondOf } from "~/features/confirmations/services/secondOf.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { changesOf, recordChanges, saysTheSame } from "~/features/processes/services/changes.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type GateAt, gateChange } from "~/features/release/contracts/gateChange";
import type { gateSchema, removeGateSchema } from "~/features/release/contracts/release";
import type { GateRule } from "~/features/release/domain/gates";
import { audit } from "~/features/release/feature";
import type { GateId, UserId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, type Knowing, versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { gates } from "~db/schema/release";
import { gatesHash } from "./recordedHashes.server";

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

export const gateAt = ({ title, rule, dueOn }: Pick<GateRow, "title" | "rule" | "dueOn">): GateAt => ({
  title: { ...title, basedOn: title.basedOn ?? {} },
  kind: rule.kind,
  least: "least" in rule ? rule.least : null,
  dueOn,
});

/** How the gates of a process came to be as they are, for a reader of a language; the newest first. */
export async function gateChanges(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  language: Language,
  asked: number,
) {
  const { rows, ...paging } = await changesOf(deps, [gateChange], process.id, asked);
  const shown = (gate: GateAt | null) => gate && { ...gate, title: localize(gate.title, language) };
  return {
    ...paging,
    rows: rows.map(({ before, after, kind: _, subject: __, ...row }) => ({
      ...row,
      before: shown(before),
      after: shown(after),
    })),
  };
}

export type GateInput = Knowing<Omit<z.infer<typeof gateSchema>, "reason">> & {
  readonly reason?: string;
  /** The request of another organizer that is confirmed with it. */
  readonly asked?: string;
};

/** Whose request a change of gates confirms, where a plan in force asks for a second organizer. */
async function confirmedGates(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  held: {
    readonly actor: Actor | null;
    readonly thing: string;
    readonly seen: string;
    readonly asked?: string;
  },
) {
  const since = held.actor && (await secondFor(tx, process.id, "gates", "any"));
  const { actor, thing, seen, asked } = held;
  return secondOf(deps, tx, { process, actor, act: "gates", thing, since, asked, seen: () => seen });
}

/**
 * Declares a gate, or changes one (its title in the language it is edited in); its history says so for good, with the
 * reason. `edited_meanwhile` where the form knew another one than is stored, `invalid` for a change without a reason.
 */
export async function saveGate(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  language: Language,
  input: GateInput,
): Promise<Result<{ id: GateId }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["gates.set"], subject: input.title } as const;
  return changeProcess(deps, change, async (tx, note) => {
    const known = await gatesOf(tx, process);
    const values = { rule: ruleIn(input), dueOn: input.dueOn };
    const { reason = "", asked } = input;
    const row = known.find(({ id }) => id === input.id);
    const held = { actor, ...gateThing(input, row, language), ...(asked ? { asked } : {}) };
    const confirmed = await confirmedGates(deps, tx, process, held);
    if (!confirmed.ok) return confirmed;
    const by = confirmed.value ? { id: confirmed.value.by as UserId } : actor;
    const of = { kind: gateChange, processId: process.id, scope: process.id, actor: by };
    if (input.id === null) {
      const id = deps.newId() as GateId;
      const position = Math.max(0, ...known.map((one) => one.position)) + 1;
      const made = { ...values, title: plain(input.title, language) };
      await tx.insert(gates).values({ id, processId: process.id, ...made, position });
      await recordChanges(deps, tx, of, [{ subject: id, before: null, after: gateAt(made), reason }]);
      note({ kind: "gates", gates: await gatesHash(tx, process) }, confirmed.value);
      return ok({ id });
    }
    if (!row) return fail({ code: "not_found" });
    if (isStale(input.seen, gateShown(row, language))) return fail({ code: "edited_meanwhile" });
    const next = { ...values, title: withText(row.title, language, input.title) };
    if (saysTheSame(gateChange, gateAt(row), gateAt(next))) return ok({ id: row.id });
    if (reason === "") return fail({ code: "invalid", fields: { reason: "errors:field.empty" } });
    await tx.update(gates).set(next).where(eq(gates.id, row.id));
    const changed = { subject: row.id, before: gateAt(row), after: gateAt(next), reason };
    await recordChanges(deps, tx, of, [changed]);
    note({ kind: "gates", gates: await gatesHash(tx, process) }, confirmed.value);
    return ok({ id: row.id });
  });
}

/** By what a change of a gate is told from others, and what it changes. */
export function gateThing(input: GateInput, row: GateRow | undefined, language: Language) {
  if (row) return { thing: row.id as string, seen: versionOf(gateAt(row)) };
  const { title, kind, least, dueOn } = input;
  return { thing: `new ${cut(versionOf({ title, kind, least, dueOn, language }), 12)}`, seen: "" };
}

function ruleIn({ kind, least }: Pick<z.infer<typeof gateSchema>, "kind" | "least">): GateRule {
  return kind === "systems" || kind === "endorsements" ? { kind, least } : { kind };
}

/** Takes a gate away: its history keeps it, with the reason, and snapshots that were taken keep it as it was. */
export async function removeGate(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { id, reason, asked }: z.infer<typeof removeGateSchema> & { readonly asked?: string },
): Promise<Result<undefined, Refusal>> {
  const known = (await gatesOf(deps.db, process)).find((one) => one.id === id);
  if (!known) return fail({ code: "not_found" });
  const subject = `${localize(known.title, "en").text} ✗`;
  const change = { processId: process.id, actor, action: audit["gates.set"], subject } as const;
  return changeProcess(deps, change, async (tx, note) => {
    const [gone] = await tx
      .delete(gates)
      .where(and(eq(gates.id, id as GateId), eq(gates.processId, process.id)))
      .returning();
    if (!gone) return fail({ code: "not_found" });
    const held = { actor, thing: id, seen: versionOf(gateAt(gone)), ...(asked ? { asked } : {}) };
    const confirmed = await confirmedGates(deps, tx, process, held);
    if (!confirmed.ok) return confirmed;
    const by = confirmed.value ? { id: confirmed.value.by as UserId } : actor;
    const of = { kind: gateChange, processId: process.id, scope: process.id, actor: by };
    await recordChanges(deps, tx, of, [{ subject: gone.id, before: gateAt(gone), after: null, reason }]);
    note({ kind: "gates", gates: await gatesHash(tx, process) }, confirmed.value);
    return ok();
  });
}
