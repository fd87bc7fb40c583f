import { and, eq } from "drizzle-orm";
import type { ClauseKind } from "~/features/drafts/domain/clause";
import { audit } from "~/features/drafts/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ClauseId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { isHalfway } from "~/kernel/text/cut";
import { noText } from "~/kernel/text/stored";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { draftClauses, drafts } from "~db/schema/drafts";
import {
  type ClauseRow,
  clauseRows,
  type DraftRow,
  holdWorking,
  languageOfText,
  removedRows,
} from "./findDraft.server";
import { revisionCame } from "./revisions.server";

export type Arrangement =
  /** A new clause after another one; after null: at the beginning. */
  | { readonly kind: "add"; readonly after: ClauseId | null; readonly as: ClauseKind }
  | { readonly kind: "move"; readonly clause: ClauseId; readonly by: "up" | "down" }
  /** `at`: the character of the body where the second clause begins. */
  | { readonly kind: "split"; readonly clause: ClauseId; readonly at: number; readonly revision: number }
  /** With the clause that follows. */
  | { readonly kind: "merge"; readonly clause: ClauseId }
  | { readonly kind: "remove"; readonly clause: ClauseId }
  | { readonly kind: "restore"; readonly clause: ClauseId };

type Step = {
  readonly tx: Db;
  readonly clauses: ClauseRow[];
  readonly draft: DraftRow;
  readonly actor: Actor;
};

/**
 * Changes which clauses a working version has, and their order. Returns the clause that was changed
 * or made. `not_found` when it is gone; `draft_published` when the version is public.
 */
export async function arrangeClauses(
  deps: Deps,
  actor: Actor,
  draft: DraftRow,
  arrangement: Arrangement,
): Promise<Result<{ clause: ClauseId }, Refusal>> {
  const change = {
    processId: draft.processId,
    actor,
    action: audit["draft.arranged"],
    subject: draft.label,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const held = await holdWorking(tx, draft, "update");
    if (!held) return fail({ code: "draft_published" });
    const step: Step = { tx, clauses: await clauseRows(tx, draft.id), draft: held, actor };
    const done = await apply(deps, step, arrangement);
    if (!done.ok) return done;
    await renumber(tx, done.value.clauses);
    await tx
      .update(drafts)
      .set({ arrangement: held.arrangement + 1 })
      .where(eq(drafts.id, draft.id));
    return ok({ clause: done.value.clause });
  });
}

type Applied = Result<{ clause: ClauseId; clauses: ClauseRow[] }, Refusal>;

async function apply(deps: Deps, step: Step, arrangement: Arrangement): Promise<Applied> {
  switch (arrangement.kind) {
    case "add":
      return add(deps, step, arrangement.after, arrangement.as);
    case "restore":
      return restore(step, arrangement.clause);
    default: {
      const at = step.clauses.findIndex(({ clauseId }) => clauseId === arrangement.clause);
      if (at === -1) return fail({ code: "not_found" });
      return applyTo(deps, step, arrangement, at);
    }
  }
}

async function applyTo(
  deps: Deps,
  step: Step,
  arrangement: Exclude<Arrangement, { kind: "add" | "restore" }>,
  at: number,
): Promise<Applied> {
  const clauses = [...step.clauses];
  const row = clauses[at] as ClauseRow;
  switch (arrangement.kind) {
    case "move": {
      const to = arrangement.by === "up" ? at - 1 : at + 1;
      const other = clauses[to];
      if (!other) return fail({ code: "invalid" });
      clauses[at] = other;
      clauses[to] = row;
      return ok({ clause: row.clauseId, clauses });
    }
    case "remove": {
      await update(step, row, { removedAt: deps.now(), position: row.position });
      clauses.splice(at, 1);
      return ok({ clause: (clauses[at - 1] ?? row).clauseId, clauses });
    }
    case "split": {
      if (row.revision !== arrangement.revision) return fail({ code: "edited_meanwhile" });
      const first = row.body.slice(0, arrangement.at).trimEnd();
      const second = row.body.slice(arrangement.at).trimStart();
      if (first === "" || second === "" || isHalfway(row.body, arrangement.at))
        return fail({ code: "invalid", fields: { at: "errors:field.splitAt" } });
      const halves = await storeTexts(step.tx, { first: ["clause", first], second: ["clause", second] });
      if (!halves.ok) return halves;
      const edited = { editedBy: step.actor.id, editedAt: deps.now() };
      const revision = row.revision + 1;
      await update(step, row, { body: halves.value.first, revision, ...edited });
      await revisionCame(step.tx, { ...row, revision }, { source: "split" });
      const made = {
        ...row,
        clauseId: deps.newId() as ClauseId,
        heading: "",
        body: halves.value.second,
        revision: 1,
        origins: [row.clauseId],
        ...edited,
      };
      await step.tx.insert(draftClauses).values({ ...made });
      await revisionCame(step.tx, made, { source: "split" });
      clauses.splice(at + 1, 0, made);
      return ok({ clause: made.clauseId, clauses });
    }
    case "merge": {
      const next = clauses[at + 1];
      if (!next || next.kind === "section" || row.kind === "section") return fail({ code: "invalid" });
      const body = [row.body, next.heading && `**${next.heading}**`, next.body].filter(Boolean).join("\n\n");
      const joined = await storeTexts(step.tx, { body: ["clause", body] });
      if (!joined.ok) return joined;
      // A half that comes back to the clause it was split off from is no clause of the version before.
      const own = next.origins.includes(row.clauseId) ? [] : [next.clauseId];
      const origins = new Set([...row.origins, ...own, ...next.origins]);
      origins.delete(row.clauseId);
      await update(step, row, {
        ...joined.value,
        revision: row.revision + 1,
        origins: [...origins],
        editedBy: step.actor.id,
        editedAt: deps.now(),
      });
      await revisionCame(step.tx, { ...row, revision: row.revision + 1 }, { source: "joined" });
      await update(step, next, { removedAt: deps.now() });
      clauses.splice(at + 1, 1);
      return ok({ clause: row.clauseId, clauses });
    }
    default:
      return arrangement satisfies never;
  }
}

async function add(deps: Deps, step: Step, after: ClauseId | null, kind: ClauseKind): Promise<Applied> {
  const at = after === null ? 0 : step.clauses.findIndex(({ clauseId }) => clauseId === after) + 1;
  if (after !== null && at === 0) return fail({ code: "not_found" });
  const made: ClauseRow = {
    draftId: step.draft.id,
    clauseId: deps.newId() as ClauseId,
    position: at,
    kind,
    heading: "",
    body: noText,
    stability: "likely",
    origins: [],
    revision: 1,
    editedBy: step.actor.id,
    editedAt: deps.now(),
    removedAt: null,
    language: await languageOfText(step.tx, step.draft),
  };
  await step.tx.insert(draftClauses).values({ ...made });
  const clauses = [...step.clauses];
  clauses.splice(at, 0, made);
  return ok({ clause: made.clauseId, clauses });
}

async function restore(step: Step, clause: ClauseId): Promise<Applied> {
  const row = (await removedRows(step.tx, step.draft.id)).find(({ clauseId }) => clauseId === clause);
  if (!row) return fail({ code: "not_found" });
  await update(step, row, { removedAt: null });
  const clauses = [...step.clauses];
  clauses.splice(Math.min(row.position, clauses.length), 0, row);
  return ok({ clause, clauses });
}

function update(step: Step, row: ClauseRow, values: Partial<ClauseRow>) {
  return step.tx
    .update(draftClauses)
    .set(values)
    .where(and(eq(draftClauses.draftId, row.draftId), eq(draftClauses.clauseId, row.clauseId)));
}

async function renumber(tx: Db, clauses: readonly ClauseRow[]): Promise<void> {
  for (const [position, row] of clauses.entries()) {
    if (row.position === position) continue;
    await tx
      .update(draftClauses)
      .set({ position })
      .where(and(eq(draftClauses.draftId, row.draftId), eq(draftClauses.clauseId, row.clauseId)));
  }
}
