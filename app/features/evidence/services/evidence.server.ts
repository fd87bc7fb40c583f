import { and, asc, desc, eq, inArray, ne, type SQL } from "drizzle-orm";
import type { Comparison } from "~/features/drafts/services/compareDrafts.server";
import { type DraftRow, holdWorking } from "~/features/drafts/services/findDraft.server";
import { audit } from "~/features/evidence/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type {
  ClauseId,
  CommentId,
  CompilationId,
  DraftId,
  RecordId,
  SystemId,
  TownhallId,
} from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";
import { townhalls } from "~db/schema/meetings";
import { records } from "~db/schema/records";
import { compilations } from "~db/schema/results";
import { systems } from "~db/schema/reviews";

/** What a change of a clause can be founded on, as an editor names it. */
export type Cited =
  | { readonly kind: "component"; readonly compilation: number; readonly component: string }
  | { readonly kind: "comment"; readonly draft: string; readonly number: number }
  | { readonly kind: "record"; readonly number: number }
  | { readonly kind: "townhall"; readonly number: number }
  | { readonly kind: "system"; readonly key: string };

type Source = Pick<
  typeof evidence.$inferInsert,
  "compilationId" | "component" | "commentId" | "recordId" | "townhallId" | "systemId"
>;

/** Names what a clause of a working version rests on. `not_found` where there is no such thing to cite. */
export async function cite(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  draft: DraftRow,
  { clauseId, cited, note }: { readonly clauseId: ClauseId; readonly cited: Cited; readonly note: string },
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["evidence.changed"],
    subject: draft.label,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    if (!(await holdWorking(tx, draft, "update"))) return fail({ code: "draft_published" });
    const [clause] = await tx
      .select({ id: draftClauses.clauseId })
      .from(draftClauses)
      .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
      .where(and(eq(draftClauses.clauseId, clauseId), eq(drafts.processId, process.id)))
      .limit(1);
    const source = clause && (await sourceOf(tx, process, cited));
    if (!source) return fail({ code: "not_found", fields: { cited: "errors:field.notThere" } });
    await tx.insert(evidence).values({
      id: deps.newId(),
      draftId: draft.id,
      clauseId,
      ...source,
      note,
      addedBy: actor.id,
      addedAt: deps.now(),
    });
    return ok();
  });
}

/** Takes a citation back while the version is a working one. */
export async function uncite(
  deps: Deps,
  actor: Actor,
  draft: DraftRow,
  id: string,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: draft.processId,
    actor,
    action: audit["evidence.changed"],
    subject: draft.label,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    if (!(await holdWorking(tx, draft, "update"))) return fail({ code: "draft_published" });
    const isIt = and(eq(evidence.id, id), eq(evidence.draftId, draft.id));
    const [gone] = await tx.delete(evidence).where(isIt).returning({ id: evidence.id });
    return gone ? ok() : fail({ code: "not_found" });
  });
}

async function sourceOf(tx: Db, process: ProcessRow, cited: Cited): Promise<Source | null> {
  switch (cited.kind) {
    case "component": {
      const [found] = await tx
        .select()
        .from(compilations)
        .where(and(eq(compilations.processId, process.id), eq(compilations.number, cited.compilation)));
      const isCounted = found?.result.components.some(({ component }) => component === cited.component);
      return found?.publishedAt && isCounted ? { compilationId: found.id, component: cited.component } : null;
    }
    case "comment": {
      const [found] = await tx
        .select({ id: comments.id })
        .from(comments)
        .innerJoin(drafts, eq(drafts.id, comments.draftId))
        .where(
          and(
            eq(drafts.processId, process.id),
            eq(drafts.label, cited.draft),
            eq(comments.number, cited.number),
          ),
        );
      return found ? { commentId: found.id } : null;
    }
    case "record": {
      const [found] = await tx
        .select({ id: records.id })
        .from(records)
        .where(and(eq(records.processId, process.id), eq(records.number, cited.number)));
      return found ? { recordId: found.id } : null;
    }
    case "townhall": {
      const [found] = await tx
        .select({ id: townhalls.id })
        .from(townhalls)
        .where(
          and(
            eq(townhalls.processId, process.id),
            eq(townhalls.number, cited.number),
            inArray(townhalls.state, ["live", "ended"]),
          ),
        );
      return found ? { townhallId: found.id } : null;
    }
    case "system": {
      const [found] = await tx
        .select({ id: systems.id })
        .from(systems)
        .where(and(eq(systems.processId, process.id), eq(systems.key, cited.key)));
      return found ? { systemId: found.id } : null;
    }
    default:
      return cited satisfies never;
  }
}

/** Evidence of clauses in one version or several, with what pages need to name and link it. */
export async function evidenceOf(db: Db, draftIds: readonly DraftId[], clauseIds?: readonly ClauseId[]) {
  if (draftIds.length === 0) return [];
  const rows = await db
    .select({
      id: evidence.id,
      draftId: evidence.draftId,
      clauseId: evidence.clauseId,
      note: evidence.note,
      component: evidence.component,
      compilation: compilations.number,
      result: compilations.result,
      comment: comments.number,
      commentId: evidence.commentId,
      commentHidden: comments.hiddenAt,
      commentDraft: drafts.label,
      record: records.number,
      recordKind: records.kind,
      recordTitle: records.title,
      recordDate: records.date,
      townhall: townhalls.number,
      townhallTitle: townhalls.title,
      townhallAt: townhalls.startsAt,
      system: systems.key,
      systemName: systems.name,
    })
    .from(evidence)
    .leftJoin(compilations, eq(compilations.id, evidence.compilationId))
    .leftJoin(comments, eq(comments.id, evidence.commentId))
    .leftJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(records, eq(records.id, evidence.recordId))
    .leftJoin(townhalls, eq(townhalls.id, evidence.townhallId))
    .leftJoin(systems, eq(systems.id, evidence.systemId))
    .where(
      and(
        inArray(evidence.draftId, [...draftIds]),
        clauseIds ? inArray(evidence.clauseId, [...clauseIds]) : undefined,
      ),
    )
    .orderBy(asc(evidence.addedAt), asc(evidence.id));
  return rows.map(({ result, ...row }) => ({
    ...row,
    band: result?.components.find(({ component }) => component === row.component)?.band ?? null,
  }));
}

export type EvidenceRow = Awaited<ReturnType<typeof evidenceOf>>[number];

/** The changes of clauses in a comparison that cite nothing. Titles of sections need no reason. */
export function unexplained(comparison: Comparison, cited: ReadonlySet<string>) {
  return comparison.changes.filter(({ kind, moved, from, to }) => {
    if (kind === "kept" && !moved) return false;
    const rows =
      to.length > 0
        ? to.map((index) => comparison.after[index])
        : from.map((index) => comparison.before[index]);
    if (rows.every((row) => row?.kind === "section")) return false;
    return !rows.some((row) => row && cited.has(row.clauseId));
  });
}

/** The clauses that something shaped, newest version first; of working versions only for organizers. */
export async function shapedBy(
  db: Db,
  source:
    | { readonly comment: CommentId }
    | { readonly record: RecordId }
    | { readonly townhall: TownhallId }
    | { readonly system: SystemId }
    | { readonly compilation: CompilationId },
  withWorking: boolean,
) {
  const cites =
    "comment" in source
      ? eq(evidence.commentId, source.comment)
      : "record" in source
        ? eq(evidence.recordId, source.record)
        : "townhall" in source
          ? eq(evidence.townhallId, source.townhall)
          : "system" in source
            ? eq(evidence.systemId, source.system)
            : eq(evidence.compilationId, source.compilation);
  return clausesCiting(db, cites, withWorking);
}

/** The clauses whose evidence meets a condition, newest version first; of working versions only where they are asked for. */
export async function clausesCiting(db: Db, cites: SQL, withWorking: boolean) {
  return db
    .selectDistinct({
      component: evidence.component,
      label: drafts.label,
      version: drafts.number,
      clauseId: evidence.clauseId,
      heading: draftClauses.heading,
      body: draftClauses.body,
    })
    .from(evidence)
    .innerJoin(drafts, eq(drafts.id, evidence.draftId))
    .leftJoin(
      draftClauses,
      and(eq(draftClauses.draftId, evidence.draftId), eq(draftClauses.clauseId, evidence.clauseId)),
    )
    .where(and(cites, withWorking ? undefined : ne(drafts.state, "working")))
    .orderBy(desc(drafts.number));
}

/** What a page calls a clause that something shaped: its heading, else how it begins. */
export function clauseTitle({
  label,
  clauseId,
  component,
  heading,
  body,
}: Awaited<ReturnType<typeof clausesCiting>>[number]) {
  return { label, clauseId, component, title: titleOrBeginning(heading, body ?? "") };
}
