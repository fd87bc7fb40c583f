import { and, asc, desc, eq, isNull, ne } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, DraftId, TownhallId } from "~/kernel/ids";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { draftClauses, drafts } from "~db/schema/drafts";
import { townhallClauses, townhalls } from "~db/schema/meetings";

export async function clauseIsIn(db: Db, draftId: DraftId, clauseId: ClauseId): Promise<boolean> {
  const [row] = await db
    .select({ id: draftClauses.clauseId })
    .from(draftClauses)
    .where(
      and(
        eq(draftClauses.draftId, draftId),
        eq(draftClauses.clauseId, clauseId),
        isNull(draftClauses.removedAt),
      ),
    );
  return row !== undefined;
}

/** The clauses a meeting touched, in the order of the text. */
export async function clausesTouched(db: Db, townhallId: TownhallId) {
  const rows = await db
    .select({
      draft: drafts.label,
      clause: townhallClauses.clauseId,
      heading: draftClauses.heading,
      body: draftClauses.body,
    })
    .from(townhallClauses)
    .innerJoin(drafts, eq(drafts.id, townhallClauses.draftId))
    .innerJoin(
      draftClauses,
      and(
        eq(draftClauses.draftId, townhallClauses.draftId),
        eq(draftClauses.clauseId, townhallClauses.clauseId),
      ),
    )
    .where(eq(townhallClauses.townhallId, townhallId))
    .orderBy(asc(drafts.number), asc(draftClauses.position));
  return rows.map(({ draft, clause, ...text }) => ({
    draft,
    clause: clause as string,
    title: titleOrBeginning(text.heading, text.body),
  }));
}

/** The townhalls that touched a clause, oldest first. */
export function townhallsAbout({ db }: Pick<Deps, "db">, clauseId: ClauseId) {
  return db
    .select({ number: townhalls.number, title: townhalls.title, startsAt: townhalls.startsAt })
    .from(townhallClauses)
    .innerJoin(townhalls, eq(townhalls.id, townhallClauses.townhallId))
    .where(and(eq(townhallClauses.clauseId, clauseId), ne(townhalls.state, "cancelled")))
    .orderBy(asc(townhalls.startsAt), asc(townhalls.number));
}

/** The clauses that can be shown, commented on or noted: those of one version, else of the newest published one. */
export async function clausesToName(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  draftId: DraftId | null,
) {
  const [draft] = await deps.db
    .select({ id: drafts.id, label: drafts.label, state: drafts.state })
    .from(drafts)
    .where(
      and(
        eq(drafts.processId, process.id),
        ne(drafts.state, "working"),
        draftId ? eq(drafts.id, draftId) : undefined,
      ),
    )
    .orderBy(desc(drafts.number))
    .limit(1);
  if (!draft) return { draft: null, clauses: [] };
  const rows = await deps.db
    .select({ id: draftClauses.clauseId, heading: draftClauses.heading, body: draftClauses.body })
    .from(draftClauses)
    .where(
      and(
        eq(draftClauses.draftId, draft.id),
        isNull(draftClauses.removedAt),
        ne(draftClauses.kind, "section"),
      ),
    )
    .orderBy(asc(draftClauses.position))
    .limit(500);
  return {
    draft: draft.label,
    clauses: rows.map(({ id, ...text }) => ({
      id: id as string,
      title: titleOrBeginning(text.heading, text.body),
    })),
  };
}
