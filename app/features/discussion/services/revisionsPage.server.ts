import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { aroundChanges } from "~/features/drafts/domain/aroundChanges";
import { numberClauses } from "~/features/drafts/domain/clause";
import type { EditedText } from "~/features/drafts/domain/mergeEdits";
import { clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { pageFrom } from "~/kernel/paging";
import { titleOrBeginning } from "~/kernel/text/cut";
import { compareWords, type WordPart } from "~/kernel/text/wordDiff";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { clauseRevisions, drafts } from "~db/schema/drafts";

const perPage = 20;
const before = alias(clauseRevisions, "before");
const versions = alias(drafts, "versions");

/** A page of what was saved in a version, or in one clause of it, the newest first. */
export async function readRevisions(
  { db }: Pick<Deps, "db">,
  draft: DraftRow,
  clauseId: ClauseId | null,
  asked: number,
) {
  const wanted = and(
    eq(clauseRevisions.draftId, draft.id),
    clauseId ? eq(clauseRevisions.clauseId, clauseId) : undefined,
  );
  const [paged, names] = await Promise.all([
    pageFrom(db.$count(clauseRevisions, wanted), (window) => rowsOf(db, wanted, window), { asked, perPage }),
    clauseNames(db, draft),
  ]);
  const newest = clauseId ? await newestOf(db, draft, clauseId) : null;
  return {
    page: paged.page,
    pages: paged.pages,
    newest,
    name: clauseId ? (names.get(clauseId) ?? null) : null,
    revisions: paged.rows.map((row) => ({
      clause: { id: row.clauseId, name: names.get(row.clauseId) ?? null },
      revision: row.revision,
      source: row.source,
      fromRevision: row.fromRevision,
      comment: row.comment?.id ? row.comment : null,
      who: row.name || row.email,
      at: row.savedAt,
      ...changesOf(row.before, row),
    })),
  };
}

export type RevisionList = Awaited<ReturnType<typeof readRevisions>>;

function rowsOf(db: Deps["db"], wanted: SQL | undefined, window: { limit: number; offset: number }) {
  return db
    .select({
      clauseId: clauseRevisions.clauseId,
      revision: clauseRevisions.revision,
      kind: clauseRevisions.kind,
      heading: clauseRevisions.heading,
      body: clauseRevisions.body,
      stability: clauseRevisions.stability,
      source: clauseRevisions.source,
      fromRevision: clauseRevisions.fromRevision,
      savedAt: clauseRevisions.savedAt,
      name: users.displayName,
      email: users.email,
      comment: { id: comments.id, number: comments.number, label: versions.label },
      before: { kind: before.kind, heading: before.heading, body: before.body, stability: before.stability },
    })
    .from(clauseRevisions)
    .leftJoin(users, eq(users.id, clauseRevisions.savedBy))
    .leftJoin(comments, eq(comments.id, clauseRevisions.commentId))
    .leftJoin(versions, eq(versions.id, comments.draftId))
    .leftJoin(
      before,
      and(
        eq(before.draftId, clauseRevisions.draftId),
        eq(before.clauseId, clauseRevisions.clauseId),
        sql`${before.revision} = (select max(earlier.revision) from clause_revisions earlier
          where earlier.draft_id = ${clauseRevisions.draftId} and earlier.clause_id = ${clauseRevisions.clauseId}
            and earlier.revision < ${clauseRevisions.revision})`,
      ),
    )
    .where(wanted)
    .orderBy(desc(clauseRevisions.savedAt), desc(clauseRevisions.revision), clauseRevisions.clauseId)
    .limit(window.limit)
    .offset(window.offset);
}

type Changes = {
  readonly heading: readonly WordPart[];
  readonly body: readonly WordPart[];
  /** What else became of it, by the names of the choices. */
  readonly kind: EditedText["kind"] | null;
  readonly stability: EditedText["stability"] | null;
};

function changesOf(was: EditedText | null, now: EditedText): Changes {
  return {
    heading: was?.heading === now.heading ? [] : compareWords(was?.heading ?? "", now.heading),
    body: was?.body === now.body ? [] : aroundChanges(compareWords(was?.body ?? "", now.body)),
    kind: was && was.kind !== now.kind ? now.kind : null,
    stability: was && was.stability !== now.stability ? now.stability : null,
  };
}

/** The clauses that a version has now, by number and heading. */
async function clauseNames(db: Deps["db"], draft: DraftRow): Promise<ReadonlyMap<ClauseId, string>> {
  const rows = await clauseRows(db, draft.id);
  const numbers = numberClauses(rows);
  return new Map(
    rows.map(({ clauseId, heading, body }, at) => [
      clauseId,
      `${numbers[at]} ${titleOrBeginning(heading, body, 60)}`,
    ]),
  );
}

async function newestOf(db: Deps["db"], draft: DraftRow, clauseId: ClauseId): Promise<number | null> {
  const [row] = await db
    .select({ revision: sql<number>`max(${clauseRevisions.revision})`.mapWith(Number) })
    .from(clauseRevisions)
    .where(and(eq(clauseRevisions.draftId, draft.id), eq(clauseRevisions.clauseId, clauseId)));
  return row?.revision ?? null;
}

/** Two texts that a clause had, held against each other; null where one of them is not known. */
export async function compareRevisions(
  { db }: Pick<Deps, "db">,
  draft: DraftRow,
  clauseId: ClauseId,
  [from, to]: readonly [number, number],
) {
  const rows = await db
    .select()
    .from(clauseRevisions)
    .where(
      and(
        eq(clauseRevisions.draftId, draft.id),
        eq(clauseRevisions.clauseId, clauseId),
        inArray(clauseRevisions.revision, [from, to]),
      ),
    );
  const [old, now] = [from, to].map((one) => rows.find(({ revision }) => revision === one));
  if (!old || !now) return null;
  return {
    from,
    to,
    heading: compareWords(old.heading, now.heading),
    body: compareWords(old.body, now.body),
    kinds: [old.kind, now.kind] as const,
    stabilities: [old.stability, now.stability] as const,
  };
}
