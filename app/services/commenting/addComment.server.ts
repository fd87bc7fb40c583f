import { and, count, eq, gt, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { commentSchema, replySchema } from "~/contracts/comments";
import type { Language } from "~/contracts/languages";
import { anchorAt, anchorsIn } from "~/domain/comments/anchors";
import { plainText } from "~/domain/drafts/markdown";
import type { ClauseId, CommentId } from "~/domain/ids";
import type { Refusal } from "~/domain/refusals";
import { fail, ok, type Result } from "~/domain/result";
import { changeProcess } from "~/services/changes.server";
import type { Actor, Deps } from "~/services/deps";
import type { DraftRow } from "~/services/drafting/findDraft.server";
import { tellAboutReply, tellMentioned } from "~/services/notifying/notify.server";
import type { ProcessRow } from "~/services/people/scope.server";
import type { Db } from "~db/client";
import { stakeholderGroupsOf } from "~db/queries";
import { comments, draftClauses, drafts, processMembers, restraints, translations } from "~db/schema";

type CommentInput = z.infer<typeof commentSchema> & {
  /** The language in which the passage was read. */
  readonly shownIn: Language;
};

const minute = 60_000;
/** What one person may write in ten minutes, and what somebody who was slowed down may. */
const mostInTenMinutes = 20;
const mostWhenSlowed = 1;

/**
 * Adds a comment to a published version and gives it its number there. `window_closed` when its
 * comment window is over, `invalid` when the passage is not in the text, `too_many` when the person
 * has just written much, or was slowed down.
 */
export async function addComment(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  draft: DraftRow,
  input: CommentInput,
): Promise<Result<{ id: CommentId; number: number }, Refusal>> {
  const change = { processId: process.id, actor, action: "comment.made", subject: draft.label } as const;
  return changeProcess(deps, change, async (tx) => {
    const [held] = await tx.select().from(drafts).where(eq(drafts.id, draft.id)).for("update");
    if (held?.state !== "published") return fail({ code: "window_closed" });
    if (held.commentsUntil && held.commentsUntil <= deps.now()) return fail({ code: "window_closed" });
    if (await isTooFast(deps, tx, process, actor)) return fail({ code: "too_many" });
    const groups = await stakeholderGroupsOf(tx, process.id);
    if (input.speaksAs && !groups.some(({ key }) => key === input.speaksAs)) return fail({ code: "invalid" });
    const anchored = await anchorIn(tx, process, draft, input);
    if (!anchored.ok) return anchored;
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${comments.number}), 0)::int` })
      .from(comments)
      .where(eq(comments.draftId, draft.id));
    const made = { id: deps.newId() as CommentId, number: (last?.number ?? 0) + 1 };
    await tx.insert(comments).values({
      ...made,
      processId: process.id,
      draftId: draft.id,
      clauseId: input.clause as ClauseId | null,
      authorId: actor.id,
      speaksAs: input.speaksAs,
      language: input.language,
      type: input.type,
      stance: input.stance,
      body: input.body,
      proposal: input.proposal,
      anchor: anchored.value,
      createdAt: deps.now(),
    });
    await joinProcess(deps, tx, process, actor);
    await tellMentioned(deps, tx, process, { ...made, label: draft.label, body: input.body }, actor);
    return ok(made);
  });
}

/**
 * Adds a reply. Threads stay open after the comment window: what was said can still be answered.
 * Whoever is named with "@", and who takes part in the thread, is told.
 */
export async function addReply(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  root: typeof comments.$inferSelect,
  input: z.infer<typeof replySchema>,
): Promise<Result<{ id: CommentId }, Refusal>> {
  const change = { processId: process.id, actor, action: "comment.made", subject: `${root.number}` } as const;
  return changeProcess(deps, change, async (tx) => {
    const [held] = await tx
      .select({ hiddenAt: comments.hiddenAt })
      .from(comments)
      .where(and(eq(comments.id, root.id), isNull(comments.rootId)))
      .for("update");
    if (!held || held.hiddenAt) return fail({ code: "not_found" });
    if (await isTooFast(deps, tx, process, actor)) return fail({ code: "too_many" });
    const id = deps.newId() as CommentId;
    await tx.insert(comments).values({
      id,
      processId: process.id,
      draftId: root.draftId,
      clauseId: root.clauseId,
      rootId: root.id,
      authorId: actor.id,
      language: input.language,
      type: root.type,
      stance: "neutral",
      body: input.body,
      createdAt: deps.now(),
    });
    await joinProcess(deps, tx, process, actor);
    await tellAboutReply(deps, tx, process, { root, reply: { id, body: input.body }, actor });
    return ok({ id });
  });
}

/** Whether somebody has written as much as they may for now. */
async function isTooFast(deps: Deps, tx: Db, process: ProcessRow, actor: Actor): Promise<boolean> {
  const now = deps.now();
  const [written] = await tx
    .select({ count: count() })
    .from(comments)
    .where(
      and(
        eq(comments.processId, process.id),
        eq(comments.authorId, actor.id),
        gt(comments.createdAt, new Date(now.getTime() - 10 * minute)),
      ),
    );
  const [restraint] = await tx
    .select()
    .from(restraints)
    .where(and(eq(restraints.processId, process.id), eq(restraints.userId, actor.id)));
  const isSlowed = restraint?.kind === "slow" && (!restraint.until || restraint.until > now);
  return (written?.count ?? 0) >= (isSlowed ? mostWhenSlowed : mostInTenMinutes);
}

type AnchorOrNot = (typeof comments.$inferInsert)["anchor"];

async function anchorIn(
  tx: Db,
  process: ProcessRow,
  draft: DraftRow,
  input: CommentInput,
): Promise<Result<AnchorOrNot, Refusal>> {
  if (input.clause === null) return input.quote === "" ? ok(null) : fail({ code: "invalid" });
  const [clause] = await tx
    .select()
    .from(draftClauses)
    .where(
      and(
        eq(draftClauses.draftId, draft.id),
        eq(draftClauses.clauseId, input.clause as ClauseId),
        isNull(draftClauses.removedAt),
      ),
    );
  if (!clause) return fail({ code: "not_found" });
  if (input.quote === "") return ok(null);
  const body =
    input.shownIn === process.sourceLanguage
      ? clause.body
      : await translatedBody(tx, draft, clause.clauseId, input.shownIn);
  const text = plainText(body ?? clause.body);
  const { quote: exact, start, end } = input;
  const language = body === undefined ? (process.sourceLanguage as Language) : input.shownIn;
  if (anchorsIn(text, { exact, start, end })) return ok({ ...anchorAt(text, start, end), language });
  // Without positions (a quote that was typed or pasted) the words must be there once.
  const at = text.indexOf(exact);
  if (at === -1 || text.indexOf(exact, at + 1) !== -1)
    return fail({ code: "invalid", fields: { quote: "errors:field.quote" } });
  return ok({ ...anchorAt(text, at, at + exact.length), language });
}

async function translatedBody(tx: Db, draft: DraftRow, unitId: ClauseId, language: Language) {
  const [row] = await tx
    .select()
    .from(translations)
    .where(
      and(
        eq(translations.scopeId, draft.id),
        eq(translations.unitId, unitId),
        eq(translations.language, language),
      ),
    );
  return row?.state === "reviewed" ? row.texts.body : undefined;
}

/** Who comments takes part from then on, and is told of what comes next. */
async function joinProcess(deps: Deps, tx: Db, process: ProcessRow, actor: Actor): Promise<void> {
  await tx
    .insert(processMembers)
    .values({ processId: process.id, userId: actor.id, role: "participant", joinedAt: deps.now() })
    .onConflictDoNothing();
}
