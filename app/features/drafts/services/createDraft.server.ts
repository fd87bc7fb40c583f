import { and, desc, eq, isNotNull } from "drizzle-orm";
import { audit } from "~/features/drafts/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ChecklistId, DraftId } from "~/kernel/ids";
import { plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { draftClauses, drafts, translations } from "~db/schema/drafts";
import { checklists, compilations } from "~db/schema/results";
import { clauseRows, type DraftRow } from "./findDraft.server";

/**
 * Begins the next version: with the clauses, the checklist and the translations of the newest
 * published one, or empty if there is none. Only one working version at a time (`already_exists`),
 * with a label of its own.
 */
export async function createDraft(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  label: string,
): Promise<Result<{ label: string }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["draft.begun"], subject: label } as const;
  return changeProcess(deps, change, async (tx) => {
    const earlier = await tx
      .select()
      .from(drafts)
      .where(eq(drafts.processId, process.id))
      .orderBy(desc(drafts.number));
    if (earlier.some((one) => one.state === "working"))
      return fail({ code: "already_exists", fields: { label: "errors:field.working" } });
    if (earlier.some((one) => one.label === label))
      return fail({ code: "already_exists", fields: { label: "errors:field.taken" } });
    const [previous] = earlier;
    const id = deps.newId() as DraftId;
    await tx.insert(drafts).values({
      id,
      processId: process.id,
      number: (previous?.number ?? 0) + 1,
      label,
      state: "working",
      note: plain("", process.sourceLanguage),
      checklistId: await nextChecklist(deps, tx, process, previous ?? null, label),
      createdAt: deps.now(),
    });
    if (previous) await copyText(deps, tx, previous, id);
    return ok({ label });
  });
}

/** A copy of the previous version's checklist, answering the newest published votes. */
async function nextChecklist(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  previous: DraftRow | null,
  label: string,
): Promise<ChecklistId> {
  const all = await tx.select().from(checklists).where(eq(checklists.processId, process.id));
  const taken = await tx
    .select({ id: drafts.checklistId })
    .from(drafts)
    .where(eq(drafts.processId, process.id));
  // A checklist that was made of a result for this very version is the one that was meant.
  const prepared = all.find((one) => one.draftLabel === label && !taken.some(({ id }) => id === one.id));
  if (prepared) return prepared.id;
  const before = all.find((one) => one.id === previous?.checklistId);
  const [newest] = await tx
    .select()
    .from(compilations)
    .where(and(eq(compilations.processId, process.id), isNotNull(compilations.publishedAt)))
    .orderBy(desc(compilations.publishedAt), desc(compilations.number));
  const id = deps.newId() as ChecklistId;
  await tx.insert(checklists).values({
    id,
    processId: process.id,
    compilationId: newest?.id ?? null,
    number: Math.max(0, ...all.map((one) => one.number)) + 1,
    draftLabel: label,
    items: before?.items ?? [],
    reasons: before?.reasons ?? {},
    createdAt: deps.now(),
    updatedAt: deps.now(),
  });
  return id;
}

async function copyText(deps: Deps, tx: Db, previous: DraftRow, draftId: DraftId): Promise<void> {
  // Origins tell of the step from one version to the next; the copy has taken no step yet.
  const fresh = { draftId, origins: [], revision: 1, editedAt: deps.now() };
  const clauses = await clauseRows(tx, previous.id);
  await insertMany(
    tx,
    draftClauses,
    clauses.map((one) => ({ ...one, ...fresh })),
  );
  const translated = await tx.select().from(translations).where(eq(translations.scopeId, previous.id));
  await insertMany(
    tx,
    translations,
    translated.map((one) => ({ ...one, scopeId: draftId })),
  );
}
