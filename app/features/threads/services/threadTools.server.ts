import { and, asc, desc, eq, gte, isNull, ne } from "drizzle-orm";
import type { z } from "zod";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { lockTownhallOf } from "~/features/comments/services/maySpeak.server";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms, type NoteRoomEvent } from "~/features/meetings/services/roomEvents.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { movePostsSchema, moveTopicSchema, splitSchema } from "~/features/threads/contracts/threads";
import { audit } from "~/features/threads/feature";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { withoutSearch } from "~db/schema/columns";
import { comments, movedPosts } from "~db/schema/comments";
import { aboutOf, nextNumber } from "./addTopic.server";

type Done = Promise<Result<undefined, Refusal>>;

/** A change of a topic by its number, with its root locked. */
function onTopic<T>(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
  run: (tx: Db, root: CommentRow, note: NoteRoomEvent) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const subject = String(number);
  const change = {
    processId: process.id,
    actor,
    action: audit["thread.changed"],
    subject,
    isQuiet: true,
  } as const;
  return changeInRooms(deps, change, async (tx, note) => {
    const root = await rootOf(tx, process, number);
    if (!root) return fail({ code: "not_found" });
    const outcome = await run(tx, root, note);
    if (outcome.ok && root.townhallId) note(root.townhallId, "post", root.id);
    return outcome;
  });
}

async function rootOf(tx: Db, process: ProcessRow, number: number): Promise<CommentRow | undefined> {
  const isRoot = and(
    eq(comments.processId, process.id),
    eq(comments.number, number),
    ne(comments.kind, "comment"),
    isNull(comments.rootId),
  );
  await lockTownhallOf(tx, isRoot);
  const [root] = await tx.select(withoutSearch(comments)).from(comments).where(isRoot).for("update");
  return root;
}

/** Keeps a topic at the head of the list, or no longer. */
export function pinTopic(deps: Deps, actor: Actor, process: ProcessRow, number: number, on: boolean): Done {
  return onTopic(deps, actor, process, number, async (tx, root) => {
    await tx
      .update(comments)
      .set({ pinnedAt: on ? deps.now() : null })
      .where(eq(comments.id, root.id));
    return ok();
  });
}

/** Closes a topic to replies, or opens it again. */
export function closeTopic(deps: Deps, actor: Actor, process: ProcessRow, number: number, on: boolean): Done {
  return onTopic(deps, actor, process, number, async (tx, root) => {
    await tx
      .update(comments)
      .set({ closedAt: on ? deps.now() : null })
      .where(eq(comments.id, root.id));
    return ok();
  });
}

/** Marks a post as the answer, or none: for who asked, and for moderators. */
export function markAnswer(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
  { post, isOrganizer }: { readonly post: number | null; readonly isOrganizer: boolean },
): Done {
  return onTopic(deps, actor, process, number, async (tx, root) => {
    if (!isOrganizer && root.authorId !== actor.id) return fail({ code: "not_found" });
    const [answer] =
      post === null
        ? []
        : await tx
            .select({ id: comments.id })
            .from(comments)
            .where(and(eq(comments.rootId, root.id), eq(comments.post, post), isNull(comments.hiddenAt)));
    if (post !== null && !answer) return fail({ code: "not_found" });
    await tx
      .update(comments)
      .set({ answerId: answer?.id ?? null, answeredAt: answer ? deps.now() : null })
      .where(eq(comments.id, root.id));
    return ok();
  });
}

/** A question, or what a meeting talks in: it stays with its townhall, whatever else it is about. */
async function belongsToMeeting(tx: Db, root: CommentRow): Promise<boolean> {
  if (!root.townhallId || root.kind === "question") return root.townhallId !== null;
  return (await townhallOf(tx, root.townhallId))?.threadId === root.id;
}

/** Puts a topic into another category, or makes it about something else. */
export function moveTopic(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
  { category, about }: z.infer<typeof moveTopicSchema>,
): Done {
  return onTopic(deps, actor, process, number, async (tx, root) => {
    const found = await aboutOf(tx, process, about);
    if (!found) return fail({ code: "not_found", fields: { about: "errors:field.notThere" } });
    const nothing = { aboutDraftId: null, aboutClauseId: null, compilationId: null, workgroupId: null };
    const isSaidThere = await belongsToMeeting(tx, root);
    const townhallId = (isSaidThere ? root.townhallId : found.townhallId) ?? null;
    await tx
      .update(comments)
      .set({ category, ...nothing, ...found, townhallId })
      .where(eq(comments.id, root.id));
    if (townhallId !== root.townhallId)
      await tx.update(comments).set({ townhallId }).where(eq(comments.rootId, root.id));
    return ok();
  });
}

/** The posts of a thread from a number on, or that one alone. Hidden ones move, too, and stay hidden. */
function postsFrom(tx: Db, root: CommentId, from: number, only: boolean) {
  return tx
    .select(withoutSearch(comments))
    .from(comments)
    .where(and(eq(comments.rootId, root), only ? eq(comments.post, from) : gte(comments.post, from)))
    .orderBy(asc(comments.post));
}

/**
 * Makes a topic of its own of posts: the first becomes its beginning, the others its replies. Their
 * authors, languages and histories stay theirs. Returns the number of the new topic.
 */
export function splitTopic(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
  { from, only, title }: z.infer<typeof splitSchema>,
): Promise<Result<{ number: number }, Refusal>> {
  return onTopic(deps, actor, process, number, async (tx, root) => {
    const [first, ...rest] = await postsFrom(tx, root.id, from, only === "yes");
    if (!first) return fail({ code: "not_found" });
    const next = await nextNumber(tx, process);
    await tx
      .update(comments)
      .set({
        kind: "topic",
        rootId: null,
        post: null,
        number: next,
        title,
        category: root.category,
        aboutDraftId: root.aboutDraftId,
        aboutClauseId: root.aboutClauseId,
        compilationId: root.compilationId,
        workgroupId: root.workgroupId,
        posts: rest.length,
        lastAt: (rest.at(-1) ?? first).createdAt,
      })
      .where(eq(comments.id, first.id));
    await appendPosts(tx, first.id, "topic", first.townhallId, { after: 0, moving: rest });
    await leaveTrace(deps, tx, actor, root, [first, ...rest]);
    return ok({ number: next });
  });
}

/** Moves posts to the end of another topic. */
export function movePosts(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
  { from, only, to }: z.infer<typeof movePostsSchema>,
): Done {
  return onTopic(deps, actor, process, number, async (tx, root, note) => {
    const target = to === number ? undefined : await rootOf(tx, process, to);
    if (!target) return fail({ code: "not_found", fields: { to: "errors:field.notThere" } });
    const moving = await postsFrom(tx, root.id, from, only === "yes");
    const last = moving.at(-1);
    if (!last) return fail({ code: "not_found" });
    await appendPosts(tx, target.id, target.kind, target.townhallId, { after: target.posts, moving });
    const lastAt = target.lastAt && target.lastAt > last.createdAt ? target.lastAt : last.createdAt;
    await tx
      .update(comments)
      .set({ posts: target.posts + moving.length, lastAt })
      .where(eq(comments.id, target.id));
    await leaveTrace(deps, tx, actor, root, moving);
    if (target.townhallId) note(target.townhallId, "post", target.id);
    return ok();
  });
}

async function appendPosts(
  tx: Db,
  rootId: CommentId,
  kind: CommentRow["kind"],
  townhallId: CommentRow["townhallId"],
  { after, moving }: { readonly after: number; readonly moving: readonly CommentRow[] },
): Promise<void> {
  for (const [at, { id }] of moving.entries())
    await tx
      .update(comments)
      .set({ rootId, kind, townhallId, post: after + at + 1 })
      .where(eq(comments.id, id));
}

/**
 * What posts leave behind: where they went, by the numbers that they had here, so that links lead on. An answer that went
 * elsewhere answers here no longer, and the last word is another.
 */
async function leaveTrace(
  deps: Deps,
  tx: Db,
  actor: Actor,
  root: CommentRow,
  moved: readonly CommentRow[],
): Promise<void> {
  await insertMany(
    tx,
    movedPosts,
    moved.map(({ id, post }) => ({
      rootId: root.id,
      post: post ?? 0,
      commentId: id,
      movedBy: actor.id,
      at: deps.now(),
    })),
  );
  const [last] = await tx
    .select({ at: comments.createdAt })
    .from(comments)
    .where(eq(comments.rootId, root.id))
    .orderBy(desc(comments.post))
    .limit(1);
  await tx
    .update(comments)
    .set({ lastAt: last?.at ?? root.createdAt })
    .where(eq(comments.id, root.id));
  if (!moved.some(({ id }) => id === root.answerId)) return;
  await tx.update(comments).set({ answerId: null, answeredAt: null }).where(eq(comments.id, root.id));
}
