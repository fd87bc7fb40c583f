import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { notices } from "~/features/comments/feature";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { mostToldUnasked } from "~/features/notices/domain/frequencies";
import { notify } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { withoutSearch } from "~db/schema/columns";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";
import { noticeSettings } from "~db/schema/notices";

/** People of a process who show their name and are named with "@" in a text. */
async function mentionedIn(tx: Db, process: Pick<ProcessRow, "id">, body: string): Promise<string[]> {
  if (!body.includes("@")) return [];
  const rows = await tx
    .select({ id: users.id, name: users.displayName })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(
      and(
        eq(processMembers.processId, process.id),
        eq(users.showsName, true),
        ne(users.displayName, ""),
        sql`position('@' || ${users.displayName} in ${body}) > 0`,
      ),
    );
  const names = namesIn(
    body,
    rows.map(({ name }) => name),
  );
  const called = rows.filter(({ name }) => names.has(name));
  // Two people of one name: nobody can tell who is meant, so nobody is called.
  return called
    .filter(({ name }) => called.filter((one) => one.name === name).length === 1)
    .map(({ id }) => id);
}

/** The names that stand after an "@", each as long as it can be: "@Ann Lee" does not call Ann, nor does "@Anna". */
function namesIn(body: string, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = body.indexOf("@"); at !== -1; at = body.indexOf("@", at + 1)) {
    if (/[\p{L}\p{N}]$/u.test(body.slice(0, at))) continue;
    const after = body.slice(at + 1);
    const [longest] = names
      .filter((name) => after.startsWith(name) && !/^[\p{L}\p{M}\p{N}]/u.test(after.slice(name.length)))
      .sort((a, b) => b.length - a.length);
    if (longest) found.add(longest);
  }
  return found;
}

export type Reply = {
  readonly root: Pick<CommentRow, "id" | "kind" | "number" | "title" | "body" | "draftId" | "authorId">;
  readonly reply: { readonly id: CommentId; readonly post: number; readonly body: string };
  readonly actor: Actor;
};

/** Where a comment, topic or question is read, and what notices call it. */
async function placeOf(tx: Db, process: ProcessRow, root: Reply["root"]) {
  const number = root.number ?? 0;
  if (root.kind !== "comment") {
    const values = { number, title: titleOrBeginning(root.title, root.body) };
    return { path: `/p/${process.slug}/threads/${number}`, values };
  }
  const [draft] = root.draftId
    ? await tx.select({ label: drafts.label }).from(drafts).where(eq(drafts.id, root.draftId))
    : [];
  return { path: `/p/${process.slug}/comments/${root.id}`, values: { number, label: draft?.label ?? "" } };
}

/** Tells those who are named in a reply, and those who take part in its thread. */
export async function tellAboutReply(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: ProcessRow,
  { root, reply, actor }: Reply,
): Promise<void> {
  const { path, values } = await placeOf(tx, process, root);
  const notice = { path: `${path}?post=${reply.post}#k-${reply.id}`, values, thread: root.id };
  const mentioned = (await mentionedIn(tx, process, reply.body)).filter((id) => id !== actor.id);
  if (mentioned.length > 0)
    await notify(deps, tx, process, mentioned, {
      ...notice,
      kind: root.kind === "comment" ? notices.mention : notices["topic-mention"],
      key: `mention ${reply.id}`,
    });
  const taking = [root.authorId, ...(await peopleIn(tx, process, root.id))].filter(
    (id): id is string => id !== null && id !== actor.id && !mentioned.includes(id),
  );
  const unique = [...new Set(taking)];
  if (unique.length > 0)
    await notify(deps, tx, process, unique, {
      ...notice,
      kind: root.kind === "comment" ? notices.reply : notices["topic-reply"],
      key: `reply ${reply.id}`,
      isNews: true,
    });
}

/** Who takes part in a thread; of a crowd those who asked to be told of it. */
async function peopleIn(tx: Db, process: ProcessRow, rootId: CommentId): Promise<(string | null)[]> {
  const taking = await tx
    .selectDistinct({ id: comments.authorId })
    .from(comments)
    .where(and(eq(comments.rootId, rootId), isNull(comments.hiddenAt)))
    .limit(mostToldUnasked + 1);
  if (taking.length <= mostToldUnasked) return taking.map(({ id }) => id);
  const following = await tx
    .select({ id: noticeSettings.userId })
    .from(noticeSettings)
    .where(
      and(
        eq(noticeSettings.processId, process.id),
        eq(noticeSettings.thread, rootId),
        ne(noticeSettings.frequency, "never"),
      ),
    );
  return following.map(({ id }) => id);
}

/** Tells those whom another wording of a comment or reply names first: whom the one before named was told then. */
export async function tellNewlyMentioned(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: ProcessRow,
  { comment, body }: { readonly comment: Worded; readonly body: string },
  actor: Actor,
): Promise<void> {
  const known = await mentionedIn(tx, process, comment.body);
  const mentioned = (await mentionedIn(tx, process, body)).filter(
    (id) => id !== actor.id && !known.includes(id),
  );
  if (mentioned.length === 0) return;
  const [root] = comment.rootId
    ? await tx.select(withoutSearch(comments)).from(comments).where(eq(comments.id, comment.rootId))
    : [comment];
  if (!root) return;
  const { path, values } = await placeOf(tx, process, root);
  await notify(deps, tx, process, mentioned, {
    path: comment.rootId ? `${path}?post=${comment.post}#k-${comment.id}` : path,
    values,
    thread: root.id,
    kind: root.kind === "comment" ? notices.mention : notices["topic-mention"],
    key: `mention ${comment.id}`,
  });
}

type Worded = Reply["root"] & { readonly rootId: CommentId | null; readonly post: number | null };

export type Mentioning = {
  readonly id: CommentId;
  readonly body: string;
  readonly path: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly thread: CommentId;
};

/** Tells those who are named in a new comment, topic or question. */
export async function tellMentioned(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: ProcessRow,
  { id, body, ...place }: Mentioning,
  actor: Actor,
): Promise<void> {
  const mentioned = (await mentionedIn(tx, process, body)).filter((one) => one !== actor.id);
  if (mentioned.length === 0) return;
  const kind = "title" in place.values ? notices["topic-mention"] : notices.mention;
  await notify(deps, tx, process, mentioned, { ...place, kind, key: `mention ${id}` });
}
