import { and, eq, sql } from "drizzle-orm";
import { audit, notices } from "~/features/comments/feature";
import { mayWrite } from "~/features/comments/services/maySpeak.server";
import { patchInWords } from "~/features/drafts/domain/patch";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { notify, tellOrganizers } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { isGroupOf } from "~/features/processes/services/isGroupOf.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { joinProcess } from "~/features/workgroups/services/joinProcess.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { anchorOfPatch, patchOfNew } from "./inner/patchOfNew.server";
import { type CommentInput, placeOfNew } from "./inner/placeOfNew.server";
import { tellMentioned } from "./notifyOfReply.server";

/**
 * Adds a comment to a published version and gives it its number there; one that was begun in an earlier version is
 * placed in this one. One with another wording of its clause is a suggestion: what it changes, word by word, is stored with it. `window_closed` when its comment window is over, `invalid` when the passage is not in the text,
 * `too_many` when the person has just written much, or was slowed down.
 */
export async function addComment(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  draft: DraftRow,
  input: CommentInput,
): Promise<Result<{ id: CommentId; number: number }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: input.proposal && input.clause ? audit["suggestion.made"] : audit["comment.made"],
    subject: draft.label,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    if (!(await takesComments(deps, tx, draft))) return fail({ code: "window_closed" });
    const may = await mayWrite(deps, tx, process, actor);
    if (!may.ok) return may;
    if (!(await isGroupOf(tx, process, input.speaksAs))) return fail({ code: "invalid" });
    const placed = await placeOfNew(tx, process, draft, input);
    if (!placed.ok) return placed;
    const suggested = await patchOfNew(tx, process, draft, input, placed.value.clauseId);
    if (!suggested.ok) return suggested;
    const { patch, base, proposal } = suggested.value;
    const texts = await storeTexts(tx, {
      body: ["message", input.body],
      proposal: ["clause", proposal || input.proposal],
    });
    if (!texts.ok) return texts;
    const isAnchored = placed.value.anchor != null || !patch;
    const made = await insertComment(deps, tx, draft, {
      ...placed.value,
      ...(isAnchored ? {} : { anchor: anchorOfPatch(base, proposal, process.sourceLanguage) }),
      patch,
      authorId: actor.id,
      speaksAs: input.speaksAs,
      language: input.language,
      type: input.type,
      stance: input.stance,
      ...texts.value,
    });
    const joined = await joinProcess(deps, tx, process, actor);
    if (!joined.ok) return joined;
    const place = { path: `/p/${process.slug}/comments/${made.id}`, thread: made.id };
    const values = { number: made.number, label: draft.label };
    await tellEditors(deps, tx, process, draft, {
      actor,
      stance: input.stance,
      clauseId: placed.value.clauseId,
      made,
      place,
      ...(patch ? { change: patchInWords(base, patch) } : {}),
    });
    await tellMentioned(deps, tx, process, { ...made, ...place, values, body: input.body }, actor);
    return ok(made);
  });
}

type Told = {
  readonly actor: Actor;
  readonly stance: CommentInput["stance"];
  readonly clauseId: ClauseId | null;
  readonly made: { readonly id: CommentId; readonly number: number };
  readonly place: { readonly path: string; readonly thread: CommentId };
  /** Of a suggestion: what it changes. */
  readonly change?: string;
};

/** Tells organizers of an objection, and of any other comment on a clause who wrote the clause last. */
async function tellEditors(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  draft: DraftRow,
  { actor, stance, clauseId, made, place, change }: Told,
): Promise<void> {
  const values = { number: made.number, label: draft.label };
  const notice = { ...place, values, change, key: `comment ${made.id}` };
  if (stance === "oppose")
    return tellOrganizers(deps, tx, process, { ...notice, kind: notices.objection, except: actor.id });
  if (clauseId === null) return;
  const [clause] = await tx
    .select({ editedBy: draftClauses.editedBy })
    .from(draftClauses)
    .where(and(eq(draftClauses.draftId, draft.id), eq(draftClauses.clauseId, clauseId)));
  const writer = clause?.editedBy;
  if (writer && writer !== actor.id)
    await notify(deps, tx, process, [writer], { ...notice, kind: notices["clause-comment"] });
}

/** Whether a version can be commented on now. Locks it: its comments are numbered one after the other. */
export async function takesComments(deps: Pick<Deps, "now">, tx: Db, draft: DraftRow): Promise<boolean> {
  const [held] = await tx.select().from(drafts).where(eq(drafts.id, draft.id)).for("update");
  if (held?.state !== "published") return false;
  return held.commentsUntil === null || held.commentsUntil > deps.now();
}

/** Stores a comment on a version with the next number there; the version is locked by the caller. */
export async function insertComment(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  draft: DraftRow,
  values: Omit<typeof comments.$inferInsert, "id" | "number" | "processId" | "draftId" | "createdAt">,
): Promise<{ id: CommentId; number: number }> {
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${comments.number}), 0)::int` })
    .from(comments)
    .where(eq(comments.draftId, draft.id));
  const made = { id: deps.newId() as CommentId, number: (last?.number ?? 0) + 1 };
  const place = { processId: draft.processId, draftId: draft.id, createdAt: deps.now() };
  await tx.insert(comments).values({ ...values, ...place, ...made });
  return made;
}
