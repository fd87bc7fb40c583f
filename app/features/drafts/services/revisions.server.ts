import { and, eq, max } from "drizzle-orm";
import type { RevisionSource } from "~/features/drafts/domain/clause";
import type { EditedText } from "~/features/drafts/domain/mergeEdits";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { clauseRevisions, draftClauses } from "~db/schema/drafts";
import type { ClauseRow, DraftRow } from "./findDraft.server";

type Place = Pick<ClauseRow, "draftId" | "clauseId">;
type At = Place & Pick<ClauseRow, "revision">;

/** Where a text came from, unless somebody simply wrote it. */
export type Came = {
  readonly source: RevisionSource;
  readonly commentId?: CommentId;
  readonly fromRevision?: number;
};

export const textOf = ({ kind, heading, body, stability }: EditedText): EditedText => ({
  kind,
  heading,
  body,
  stability,
});

const isRevision = ({ draftId, clauseId, revision }: At) =>
  and(
    eq(clauseRevisions.draftId, draftId),
    eq(clauseRevisions.clauseId, clauseId),
    eq(clauseRevisions.revision, revision),
  );

/** Says where the revision of a clause that this transaction wrote came from. */
export async function revisionCame(tx: Db, at: At, came: Came): Promise<void> {
  await tx.update(clauseRevisions).set(came).where(isRevision(at));
}

/** The same for all clauses of a version that this transaction wrote at one moment. */
export async function revisionsCame(
  tx: Db,
  draft: Pick<DraftRow, "id">,
  savedAt: Date,
  source: RevisionSource,
): Promise<void> {
  await tx
    .update(clauseRevisions)
    .set({ source })
    .where(
      and(
        eq(clauseRevisions.draftId, draft.id),
        eq(clauseRevisions.savedAt, savedAt),
        eq(clauseRevisions.source, "begun"),
      ),
    );
}

/** The newest revision that each clause of a version had, including clauses that are no longer in it. */
export async function lastRevisions(
  tx: Db,
  draft: Pick<DraftRow, "id">,
): Promise<ReadonlyMap<ClauseId, number>> {
  const rows = await tx
    .select({ clauseId: clauseRevisions.clauseId, revision: max(clauseRevisions.revision) })
    .from(clauseRevisions)
    .where(eq(clauseRevisions.draftId, draft.id))
    .groupBy(clauseRevisions.clauseId);
  return new Map(rows.map(({ clauseId, revision }) => [clauseId, revision ?? 0]));
}

/** The text that a clause had as a revision; null for one that is not known. */
export async function textAtRevision(tx: Db, place: Place, revision: number): Promise<EditedText | null> {
  const [found] = await tx
    .select()
    .from(clauseRevisions)
    .where(isRevision({ ...place, revision }));
  return found ? textOf(found) : null;
}

/**
 * Writes another text into a clause of a working version, as its next revision; the caller has locked the version.
 * `edited_meanwhile` if the clause has a newer revision.
 */
export async function writeClause(
  deps: Pick<Deps, "now">,
  tx: Db,
  actor: Actor,
  { draftId, clauseId, revision }: At,
  text: Partial<EditedText> & Pick<EditedText, "body">,
): Promise<Result<Pick<ClauseRow, "draftId" | "clauseId" | "revision" | "body">, Refusal>> {
  const stored = await storeTexts(tx, { body: ["clause", text.body] });
  if (!stored.ok) return stored;
  const [saved] = await tx
    .update(draftClauses)
    .set({ ...text, ...stored.value, revision: revision + 1, editedBy: actor.id, editedAt: deps.now() })
    .where(
      and(
        eq(draftClauses.draftId, draftId),
        eq(draftClauses.clauseId, clauseId),
        eq(draftClauses.revision, revision),
      ),
    )
    .returning({ revision: draftClauses.revision, body: draftClauses.body });
  return saved ? ok({ draftId, clauseId, ...saved }) : fail({ code: "edited_meanwhile" });
}
