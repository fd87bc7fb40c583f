import { and, desc, eq, inArray, isNull, not, type SQL, sql } from "drizzle-orm";
import { commentOf } from "~/features/comments/services/editComment.server";
import { changeInRooms, type NoteRoomEvent } from "~/features/meetings/services/roomEvents.server";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import { roleIn } from "~/features/membership/services/roleIn.server";
import { audit } from "~/features/moderation/feature";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId, TownhallId } from "~/kernel/ids";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { commentFlags, comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { restraints } from "~db/schema/membership";
import { moderationActions } from "~db/schema/moderation";
import { isOwnMatter } from "./ownMatter.server";
import { tellConcerned, tellFlagged } from "./tell.server";

type Done = Result<undefined, Refusal>;

/** Tells moderators of a comment that breaks the rules. Once a person; repeated, the newest reason counts. */
export async function flagComment(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  reason: string,
): Promise<Done> {
  return deps.db.transaction(async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment || comment.hiddenAt) return fail({ code: "not_found" });
    const flag = { reason, at: deps.now(), settledAt: null };
    await tx
      .insert(commentFlags)
      .values({ commentId, userId: actor.id, ...flag })
      .onConflictDoUpdate({ target: [commentFlags.commentId, commentFlags.userId], set: flag });
    await tellFlagged(deps, tx, process, actor, { commentId, reason });
    return ok();
  });
}

type Act = {
  readonly action: (typeof moderationActions.$inferInsert)["action"];
  readonly commentId?: CommentId;
  readonly userId?: string | null;
  readonly reason: string;
  readonly until?: Date | null;
};

/** One act of moderation with its line in the public log; the person whom it is about is told. */
async function moderate(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  run: (tx: Db, note: NoteRoomEvent) => Promise<Result<Act, Refusal>>,
): Promise<Done> {
  return changeInRooms(
    deps,
    { processId: process.id, actor, action: audit["moderation.done"] },
    async (tx, note) => {
      const act = await run(tx, note);
      if (!act.ok) return act;
      const id = deps.newId();
      await tellConcerned(deps, tx, process, actor, { id, ...act.value });
      await tx.insert(moderationActions).values({
        id,
        processId: process.id,
        ...act.value,
        actorId: actor.id,
        at: deps.now(),
      });
      return ok();
    },
  );
}

type Comment = NonNullable<Awaited<ReturnType<typeof commentOf>>>;

/** Whether somebody said it at a meeting: a post or a question, and no thread about the meeting as a whole. */
function isSaidAt({ townhallId, rootId, kind }: Comment, within: TownhallId): boolean {
  return townhallId === within && (rootId !== null || kind === "question");
}

/**
 * Takes a comment out of every page, feed and file; its place and the reason stay. `within`: only if
 * it was said at that townhall.
 */
export function hideComment(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  { reason, within }: { readonly reason: string; readonly within?: TownhallId },
): Promise<Done> {
  return moderate(deps, actor, process, async (tx, note) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment || comment.hiddenAt) return fail({ code: "not_found" });
    if (within && !isSaidAt(comment, within)) return fail({ code: "not_found" });
    if (comment.townhallId) note(comment.townhallId, "hidden", commentId);
    await tx
      .update(comments)
      .set({ hiddenAt: deps.now(), hiddenReason: reason })
      .where(eq(comments.id, commentId));
    await settle(deps, tx, commentId);
    return ok({ action: "hide", commentId, userId: comment.authorId, reason });
  });
}

/** Shows a hidden comment again. What a moderator wrote is for another to look at (`own_words`). */
export function restoreComment(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
  reason: string,
): Promise<Done> {
  return moderate(deps, actor, process, async (tx, note) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment?.hiddenAt) return fail({ code: "not_found" });
    if (await isOwnMatter(tx, process, actor, comment.authorId)) return fail({ code: "own_words" });
    if (comment.townhallId) note(comment.townhallId, "post", commentId);
    await tx.update(comments).set({ hiddenAt: null, hiddenReason: "" }).where(eq(comments.id, commentId));
    return ok({ action: "restore", commentId, userId: comment.authorId, reason });
  });
}

/** Marks the flags of a comment as looked at, without doing anything to it. A moderator's own is for another (`own_words`). */
export async function dismissFlags(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
): Promise<Result<{ readonly at: Date }, Refusal>> {
  return deps.db.transaction(async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment) return fail({ code: "not_found" });
    if (await isOwnMatter(tx, process, actor, comment.authorId)) return fail({ code: "own_words" });
    const at = await settle(deps, tx, commentId);
    return at ? ok({ at }) : fail({ code: "already_decided" });
  });
}

/** Has the flags looked at again that somebody had settled at a moment. `not_found` where none were. */
export function reopenFlags(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { comment: commentId, at }: { readonly comment: CommentId; readonly at: Date },
): Promise<Done> {
  return deps.db.transaction(async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment) return fail({ code: "not_found" });
    if (await isOwnMatter(tx, process, actor, comment.authorId)) return fail({ code: "own_words" });
    const opened = await tx
      .update(commentFlags)
      .set({ settledAt: null })
      .where(and(eq(commentFlags.commentId, commentId), eq(commentFlags.settledAt, at)))
      .returning({ commentId: commentFlags.commentId });
    return opened.length > 0 ? ok() : fail({ code: "not_found" });
  });
}

/** Settles the flags that wait; gives the moment, and null where none did. */
async function settle(deps: Deps, tx: Db, commentId: CommentId): Promise<Date | null> {
  const at = deps.now();
  const settled = await tx
    .update(commentFlags)
    .set({ settledAt: at })
    .where(and(eq(commentFlags.commentId, commentId), isNull(commentFlags.settledAt)))
    .returning({ commentId: commentFlags.commentId });
  return settled.length > 0 ? at : null;
}

/**
 * Slows down or suspends the author of a comment in this process, for a number of days or (0) until
 * it is lifted. Nobody who runs or moderates the process (`invalid`): that is for organizers,
 * who take the role away first.
 */
export function restrain(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: { commentId: CommentId; kind: "slow" | "suspend"; days: number; reason: string },
): Promise<Done> {
  const { commentId, kind, days, reason } = input;
  return moderate(deps, actor, process, async (tx) => {
    const comment = await commentOf(tx, process, commentId);
    if (!comment?.authorId) return fail({ code: "not_found" });
    const userId = comment.authorId;
    const role = await roleIn(tx, process, userId);
    if (role && role !== "participant") return fail({ code: "invalid" });
    const until = days === 0 ? null : new Date(deps.now().getTime() + days * 24 * 60 * 60 * 1000);
    const [account] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
    if (!account) return fail({ code: "not_found" });
    const restraint = { userId, kind, until };
    await tx
      .insert(restraints)
      .values({ processId: process.id, address: restrainedAddress(account.email), ...restraint })
      .onConflictDoUpdate({ target: [restraints.processId, restraints.address], set: restraint });
    return ok({ action: kind, commentId, userId, reason, until });
  });
}

/** Ends a restraint, by the hash of the address that it holds. */
export function liftRestraint(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  address: string,
  reason: string,
): Promise<Done> {
  return moderate(deps, actor, process, async (tx) => {
    const [lifted] = await tx
      .delete(restraints)
      .where(and(eq(restraints.processId, process.id), eq(restraints.address, address)))
      .returning();
    return lifted ? ok({ action: "lift", userId: lifted.userId, reason }) : fail({ code: "not_found" });
  });
}

/**
 * Acts about endorsements. What was done to a comment says to which; to whose name something was done is
 * in no record, and a loaded one has it nowhere.
 */
export const ofEndorsements = and(
  isNull(moderationActions.commentId),
  inArray(moderationActions.action, ["hide", "restore"]),
) as SQL;

/** Acts that a reader sees: none about endorsements before their embargo ends, but for organizers. */
export function visibleActions(
  deps: Pick<Deps, "now">,
  process: ProcessRow,
  reader: { readonly isOrganizer: boolean },
): SQL | undefined {
  const isUnder = embargoOf(deps, process) !== null && !reader.isOrganizer;
  return and(eq(moderationActions.processId, process.id), isUnder ? not(ofEndorsements) : undefined);
}

/** What was done, for its words: the same act is told apart by what it was done to. */
export function actionLabel({
  action,
  commentId,
}: Pick<Act, "action"> & { readonly commentId: CommentId | null }):
  | Act["action"]
  | "hideEndorsement"
  | "restoreEndorsement" {
  if (commentId !== null) return action;
  if (action === "hide") return "hideEndorsement";
  return action === "restore" ? "restoreEndorsement" : action;
}

/** The public log: what was done to which comment or to an endorsement, when and why. People are not named in it. */
export async function moderationLog(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  reader: { readonly isOrganizer: boolean },
  asked: number,
) {
  const where = visibleActions(deps, process, reader);
  const { rows, ...paging } = await pageFrom(
    deps.db.$count(moderationActions, where),
    ({ limit, offset }) => actionsWhere(deps.db, where).limit(limit).offset(offset),
    { asked },
  );
  return {
    ...paging,
    rows: rows.map(({ action, ...row }) => ({
      ...row,
      did: actionLabel({ action, commentId: row.commentId }),
    })),
  };
}

function actionsWhere(db: Db, where: SQL | undefined) {
  return db
    .select({
      id: moderationActions.id,
      action: moderationActions.action,
      reason: moderationActions.reason,
      until: moderationActions.until,
      at: moderationActions.at,
      commentId: moderationActions.commentId,
      kind: comments.kind,
      number: comments.number,
      // A topic by its title, else by its first words; what is hidden is called by nothing of its own.
      title: sql<string>`case when ${comments.draftId} is null and ${comments.hiddenAt} is null
        then left(coalesce(nullif(${comments.title}, ''), ${comments.body}, ''), 80) else '' end`,
      label: drafts.label,
    })
    .from(moderationActions)
    .leftJoin(comments, eq(comments.id, moderationActions.commentId))
    .leftJoin(drafts, eq(drafts.id, comments.draftId))
    .where(where)
    .orderBy(desc(moderationActions.at), desc(moderationActions.id));
}
