import { and, count, desc, eq, isNull, like, or, type SQL, sql } from "drizzle-orm";
import type { Frequency } from "~/features/notices/domain/frequencies";
import type { NoticeValues } from "~/features/notices/domain/values";
import { isFoundBy } from "~/features/processes/services/openToAll.server";
import type { ProcessId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { processMembers } from "~db/schema/membership";
import { noticeSettings, notices, unsubscribeTokens } from "~db/schema/notices";
import { processes } from "~db/schema/processes";

/** What a person was told of processes that they find, newest first, with how each of their processes tells them. */
export async function readNotices(deps: Pick<Deps, "db">, actor: Actor, language: Language) {
  const rows = await deps.db
    .select({ notice: notices, process: processes.title })
    .from(notices)
    .innerJoin(processes, eq(processes.id, notices.processId))
    .where(and(eq(notices.userId, actor.id), isFoundBy(sql`${processes}`, sql`${actor.id}`, actor.suspended)))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(100);
  const joined = await deps.db
    .select({ id: processes.id, slug: processes.slug, title: processes.title })
    .from(processMembers)
    .innerJoin(processes, eq(processes.id, processMembers.processId))
    .where(eq(processMembers.userId, actor.id));
  const settings = await deps.db
    .select()
    .from(noticeSettings)
    .where(and(eq(noticeSettings.userId, actor.id), eq(noticeSettings.thread, "")));
  return {
    notices: rows.map(({ notice: { id, kind, values: all, path, createdAt, readAt }, process }) => ({
      id,
      kind,
      values: withoutIds(all),
      path,
      createdAt,
      isNew: readAt === null,
      process: localize(process, language),
    })),
    processes: joined.map(({ id, slug, title }) => ({
      id,
      slug,
      title: localize(title, language),
      frequency: settings.find(({ processId }) => processId === id)?.frequency ?? ("at-once" as const),
    })),
  };
}

/** What the sentence says: by whose id it can be erased is nobody's to read. */
function withoutIds({ byId: _, ...values }: NoticeValues): NoticeValues {
  return values;
}

/** How many notices a person has not looked at. */
export async function unreadNotices(deps: Pick<Deps, "db">, actor: Actor): Promise<number> {
  const [row] = await deps.db
    .select({ count: count() })
    .from(notices)
    .where(and(eq(notices.userId, actor.id), isNull(notices.readAt)));
  return row?.count ?? 0;
}

/** Marks all notices of a person as read; gives the moment, by which that is taken back. */
export async function markRead(deps: Pick<Deps, "db" | "now">, actor: Actor) {
  const at = deps.now();
  await deps.db
    .update(notices)
    .set({ readAt: at })
    .where(and(eq(notices.userId, actor.id), isNull(notices.readAt)));
  return ok(at);
}

/** Takes back that a person has read what was marked so at a moment. */
export async function markUnread(deps: Pick<Deps, "db">, actor: Actor, at: Date) {
  await deps.db
    .update(notices)
    .set({ readAt: null })
    .where(and(eq(notices.userId, actor.id), eq(notices.readAt, at)));
  return ok();
}

/** A thread, and the path of the page that notices about it lead to. */
export type FollowedThread = { readonly id: string; readonly path: string };

/**
 * Stores how a person wants to be told of a process, or of one thread in it. Mails that wait are not sent where none
 * are wanted any more.
 */
export async function setFrequency(
  deps: Pick<Deps, "db">,
  userId: string,
  processId: ProcessId,
  frequency: Frequency,
  thread: FollowedThread | null = null,
): Promise<Result<undefined, Refusal>> {
  const [process] = await deps.db
    .select({ id: processes.id })
    .from(processes)
    .where(eq(processes.id, processId));
  if (!process) return fail({ code: "not_found" });
  await deps.db
    .insert(noticeSettings)
    .values({ userId, processId, thread: thread?.id ?? "", frequency })
    .onConflictDoUpdate({
      target: [noticeSettings.userId, noticeSettings.processId, noticeSettings.thread],
      set: { frequency },
    });
  if (frequency === "never")
    await deps.db
      .update(notices)
      .set({ mail: "none" })
      .where(
        and(
          eq(notices.userId, userId),
          eq(notices.processId, processId),
          eq(notices.mail, "due"),
          thread ? pathFilter(thread.path) : undefined,
        ),
      );
  return ok();
}

/** Notices of a thread: they lead to its page, or to a post on it. */
const pathFilter = (path: string): SQL | undefined =>
  or(eq(notices.path, path), like(notices.path, `${path}?%`));

/** How a person is told of a thread: as they said for it, or for the process. */
export async function frequencyOf(
  deps: Pick<Deps, "db">,
  actor: Actor,
  processId: ProcessId,
  thread: string,
): Promise<Frequency> {
  const rows = await deps.db
    .select()
    .from(noticeSettings)
    .where(and(eq(noticeSettings.userId, actor.id), eq(noticeSettings.processId, processId)));
  const own = rows.find((one) => one.thread === thread) ?? rows.find((one) => one.thread === "");
  return own?.frequency ?? "at-once";
}

/** The process whose mails a token ends; null when it names none. */
export async function findUnsubscribe(deps: Pick<Deps, "db">, token: string | undefined) {
  const [row] = await deps.db
    .select({ userId: unsubscribeTokens.userId, processId: processes.id, title: processes.title })
    .from(unsubscribeTokens)
    .innerJoin(processes, eq(processes.id, unsubscribeTokens.processId))
    .where(eq(unsubscribeTokens.token, token ?? ""));
  return row ?? null;
}

/** Ends the mails of a process for whoever holds the token (RFC 8058). Once or often: the same. */
export async function unsubscribe(
  deps: Pick<Deps, "db">,
  token: string | undefined,
): Promise<Result<undefined, Refusal>> {
  const found = await findUnsubscribe(deps, token);
  if (!found) return fail({ code: "not_found" });
  // Also of the threads for which they had asked for mails.
  await deps.db
    .delete(noticeSettings)
    .where(and(eq(noticeSettings.userId, found.userId), eq(noticeSettings.processId, found.processId)));
  return setFrequency(deps, found.userId, found.processId, "never");
}
