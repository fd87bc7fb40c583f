import { and, eq, inArray, ne } from "drizzle-orm";
import type { Frequency } from "~/features/notices/domain/frequencies";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { NoticeKind } from "~/kernel/named";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { processMembers } from "~db/schema/membership";
import { noticeSettings, notices } from "~db/schema/notices";

export type Notice = {
  readonly kind: NoticeKind;
  /** The same key tells a person once. */
  readonly key: string;
  /** Address without the language. */
  readonly path: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** What the one who acted says about it, as they wrote it; mail and page quote it. */
  readonly words?: string | undefined;
  /** The comment whose thread it belongs to. */
  readonly thread?: CommentId;
};

const day = 24 * 60 * 60 * 1000;
/** Hour (UTC) of the daily mail. */
const dailyHour = 6;

/** Tells people in the app, and by mail as each of them wants it. In the caller's transaction: what is rolled back told nobody. */
export async function notify(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  userIds: readonly string[],
  notice: Notice,
): Promise<void> {
  const now = deps.now();
  for (let at = 0; at < userIds.length; at += 1000) {
    const some = userIds.slice(at, at + 1000);
    const settings = await tx
      .select()
      .from(noticeSettings)
      .where(and(eq(noticeSettings.processId, process.id), inArray(noticeSettings.userId, some)));
    await tx
      .insert(notices)
      .values(
        some.map((userId) => {
          const frequency = frequencyFor(
            settings.filter((one) => one.userId === userId),
            notice.thread,
          );
          return {
            id: deps.newId(),
            userId,
            processId: process.id,
            kind: notice.kind,
            key: notice.key,
            values: notice.words ? { ...notice.values, words: notice.words } : { ...notice.values },
            path: notice.path,
            createdAt: now,
            mail: frequency === "never" ? ("none" as const) : ("due" as const),
            mailAfter: frequency === "daily" ? nextDaily(now) : now,
          };
        }),
      )
      .onConflictDoNothing();
  }
}

function frequencyFor(
  settings: readonly (typeof noticeSettings.$inferSelect)[],
  thread: string | undefined,
): Frequency {
  const own = thread && settings.find((one) => one.thread === thread);
  return (own || settings.find((one) => one.thread === ""))?.frequency ?? "at-once";
}

/** The next time that daily mails go out. */
function nextDaily(now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), dailyHour);
  return new Date(today > now.getTime() ? today : today + day);
}

/** Tells everyone who takes part in a process. */
export async function notifyMembers(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  { except, ...notice }: Notice & { readonly except: string | null },
): Promise<void> {
  const members = await tx
    .select({ userId: processMembers.userId })
    .from(processMembers)
    .where(
      and(eq(processMembers.processId, process.id), except ? ne(processMembers.userId, except) : undefined),
    );
  const ids = members.map(({ userId }) => userId);
  if (ids.length > 0) await notify(deps, tx, process, ids, notice);
}

/** Tells the organizers of a process. */
export async function tellOrganizers(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  notice: Notice,
): Promise<void> {
  const organizers = await tx
    .select({ userId: processMembers.userId })
    .from(processMembers)
    .where(and(eq(processMembers.processId, process.id), eq(processMembers.role, "organizer")));
  const ids = organizers.map(({ userId }) => userId);
  if (ids.length > 0) await notify(deps, tx, process, ids, notice);
}
