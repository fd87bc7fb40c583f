import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne } from "drizzle-orm";
import type { Clause } from "~/features/drafts/domain/clause";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, DraftId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import { defaultLanguage } from "~/kernel/language/languages";
import { type Paged, pageFrom } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { withoutSearch } from "~db/schema/columns";
import { draftClauses, drafts } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";

export type DraftRow = typeof drafts.$inferSelect;
export type ClauseRow = Omit<typeof draftClauses.$inferSelect, "search">;

const clauseColumns = withoutSearch(draftClauses);

/** The versions of a process in order; working ones only for those who may edit them. */
export function listDrafts(deps: Pick<Deps, "db">, process: ProcessRow, withWorking: boolean) {
  return deps.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.processId, process.id), withWorking ? undefined : ne(drafts.state, "working")))
    .orderBy(asc(drafts.number));
}

/** A page of the versions of a process, the newest first; `more` are read beyond its end. */
export function draftPages(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  { asked, perPage, more = 0 }: { readonly asked: number; readonly perPage?: number; readonly more?: number },
  withWorking: boolean,
): Promise<Paged<DraftRow>> {
  const wanted = and(eq(drafts.processId, process.id), withWorking ? undefined : ne(drafts.state, "working"));
  return pageFrom(
    deps.db.$count(drafts, wanted),
    ({ limit, offset }) =>
      deps.db
        .select()
        .from(drafts)
        .where(wanted)
        .orderBy(desc(drafts.number))
        .limit(limit + more)
        .offset(offset),
    { asked, ...(perPage ? { perPage } : {}) },
  );
}

/** The version that is being written; null if there is none. */
export async function workingDraft(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
): Promise<DraftRow | null> {
  const [draft] = await deps.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.processId, process.id), eq(drafts.state, "working")));
  return draft ?? null;
}

/** A version by its label; null if there is none for this reader. */
export async function findDraft(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  label: string | undefined,
  withWorking: boolean,
): Promise<DraftRow | null> {
  const [draft] = await deps.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.processId, process.id), eq(drafts.label, label ?? "")));
  return draft && (draft.state !== "working" || withWorking) ? draft : null;
}

/**
 * Locks a version that is still being written until the transaction ends: "share" keeps others from publishing it, "update" from
 * writing in it as well. Null if it has been published.
 */
export async function holdWorking(
  tx: Db,
  { id }: Pick<DraftRow, "id">,
  strength: "share" | "update",
): Promise<DraftRow | null> {
  const [held] = await tx.select().from(drafts).where(eq(drafts.id, id)).for(strength);
  return held?.state === "working" ? held : null;
}

/** The published version before another one (or before a working one); null for the first. */
export async function versionBefore(db: Db, draft: DraftRow): Promise<DraftRow | null> {
  const [before] = await db
    .select()
    .from(drafts)
    .where(
      and(
        eq(drafts.processId, draft.processId),
        ne(drafts.state, "working"),
        lt(drafts.number, draft.number),
      ),
    )
    .orderBy(desc(drafts.number))
    .limit(1);
  return before ?? null;
}

/** The clauses of a version in order, without those taken out of it. */
export function clauseRows(db: Db, draftId: DraftId): Promise<ClauseRow[]> {
  return db
    .select(clauseColumns)
    .from(draftClauses)
    .where(and(eq(draftClauses.draftId, draftId), isNull(draftClauses.removedAt)))
    .orderBy(asc(draftClauses.position));
}

/** The same, to be shared. */
export function clausesOf(deps: Pick<Deps, "db">, draftId: DraftId): Promise<ClauseRow[]> {
  return clauseRows(deps.db, draftId);
}

/** Clauses that were removed from a working version and can be put back. */
export function removedRows(db: Db, draftId: DraftId): Promise<ClauseRow[]> {
  return db
    .select(clauseColumns)
    .from(draftClauses)
    .where(and(eq(draftClauses.draftId, draftId), isNotNull(draftClauses.removedAt)))
    .orderBy(asc(draftClauses.position), asc(draftClauses.removedAt), asc(draftClauses.clauseId));
}

/** Clauses in every version that has them, in the order of its text. */
export function clauseThroughVersions(db: Db, ids: readonly ClauseId[], draftIds: readonly DraftId[]) {
  return db
    .select(clauseColumns)
    .from(draftClauses)
    .where(
      and(
        inArray(draftClauses.clauseId, [...ids]),
        inArray(draftClauses.draftId, [...draftIds]),
        isNull(draftClauses.removedAt),
      ),
    )
    .orderBy(asc(draftClauses.position));
}

/** The language in which a process writes its drafts. */
export async function languageOfText(db: Db, draft: DraftRow): Promise<ContentLanguage> {
  const [process] = await db
    .select({ language: processes.sourceLanguage })
    .from(processes)
    .where(eq(processes.id, draft.processId));
  return process?.language ?? defaultLanguage;
}

export function asClause({ clauseId, kind, heading, body, stability, origins }: ClauseRow): Clause {
  return { id: clauseId, kind, heading, body, stability, origins };
}

/** The process of a version that is being written, as addresses name it; null for any other version, and for none. */
export async function slugOfWorking(db: Db, draftId: string): Promise<string | null> {
  const [found] = await db
    .select({ slug: processes.slug })
    .from(drafts)
    .innerJoin(processes, eq(processes.id, drafts.processId))
    .where(and(eq(drafts.id, draftId as DraftRow["id"]), eq(drafts.state, "working")));
  return found?.slug ?? null;
}
