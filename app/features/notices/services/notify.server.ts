import { and, count, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { rolesThatMeet } from "~/features/membership/domain/roles";
import type { NoticeValues } from "~/features/notices/domain/values";
import { isFoundBy } from "~/features/processes/services/openToAll.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { NoticeKind } from "~/kernel/named";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { processMembers } from "~db/schema/membership";
import { noticeSettings } from "~db/schema/notices";
import { processes } from "~db/schema/processes";

export type Notice = {
  readonly kind: NoticeKind;
  /** The same key tells a person once. */
  readonly key: string;
  /** Address without the language. */
  readonly path: string;
  readonly values: NoticeValues;
  /** The one whose act it is, where the sentence names them: by the name that they show, and until they are erased. */
  readonly by?: Pick<Actor, "id" | "displayName">;
  /** What the one who acted says about it, as they wrote it; mail and page quote it. */
  readonly words?: string | undefined;
  /** What was changed in a text, in place of what somebody says: words that went out and came in are marked. */
  readonly change?: string | undefined;
  /** What cannot wait for the mail of the day, because it would come too late. */
  readonly isUrgent?: boolean;
  /** The comment whose thread it belongs to. */
  readonly thread?: CommentId;
  /** Something new in its thread: one who has not read of the last is not given another notice. */
  readonly isNews?: boolean;
};

const day = 24 * 60 * 60 * 1000;
/** Hour (UTC) of the daily mail. */
const dailyHour = 6;

/**
 * Tells people in the app, and by mail as each of them wants it, however many they are, in one statement. In the
 * caller's transaction: what is rolled back told nobody. Of a process in preparation only those are told who take part in it. Of a thread (`isNews`) people who have not read what they were
 * told of it before are told by that notice again, which leads to where they left off.
 */
export async function notify(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  userIds: readonly string[],
  notice: Notice,
): Promise<void> {
  const { kind, key, path, by, words, change, isNews = false, isUrgent = false } = notice;
  const now = deps.now();
  const values = {
    ...notice.values,
    ...(by ? { by: by.displayName, byId: by.id } : {}),
    ...(change ? { words: change, change: 1 } : words ? { words } : {}),
  };
  const ofThread = isNews ? `${path.split("?")[0]}?` : null;
  await tx.execute(sql`
    with told as (
      select person.id::uuid as id, coalesce(own.frequency, general.frequency, 'at-once') as frequency
      from jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb) person(id)
        join ${processes} p on p.id = ${process.id} and ${isFoundBy(sql`p`, sql`person.id::uuid`)}
        left join ${noticeSettings} own on own.user_id = person.id::uuid and own.process_id = ${process.id}
          and own.thread = ${notice.thread ?? "-"}
        left join ${noticeSettings} general on general.user_id = person.id::uuid
          and general.process_id = ${process.id} and general.thread = ''
    ), mailed as (
      select id, case frequency when 'never' then 'none' else 'due' end as mail,
        case when frequency = 'daily' and not ${isUrgent} then ${nextDaily(now).toISOString()}::timestamptz
          else ${now.toISOString()}::timestamptz end as mail_after
      from told
    ), unread as (
      select distinct on (user_id) notices.id, user_id from notices join mailed on mailed.id = user_id
      where process_id = ${process.id} and kind = ${kind} and read_at is null
        and starts_with(path, ${ofThread}::text)
      order by user_id, created_at desc, notices.id
    ), again as (
      update notices set created_at = ${now.toISOString()}::timestamptz, attempts = 0, mail = mailed.mail,
        mail_after = case notices.mail when 'due' then least(notices.mail_after, mailed.mail_after)
          else mailed.mail_after end
      from unread join mailed on mailed.id = unread.user_id where notices.id = unread.id
      returning notices.user_id
    )
    insert into notices (id, user_id, process_id, kind, key, values, path, created_at, mail, mail_after)
    select gen_random_uuid(), mailed.id, ${process.id}, ${kind}, ${key}, ${JSON.stringify(values)}::jsonb, ${path},
      ${now.toISOString()}::timestamptz, mailed.mail, mailed.mail_after
    from mailed where mailed.id not in (select user_id from again)
    on conflict do nothing`);
}

/** The next time that daily mails go out. */
function nextDaily(now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), dailyHour);
  return new Date(today > now.getTime() ? today : today + day);
}

type ToMembers = Notice & { readonly except?: string | null };

/** Tells everyone who takes part in a process. */
export const notifyMembers = (
  deps: Pick<Deps, "now">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  notice: ToMembers,
) => notifyThose(deps, tx, process, undefined, notice);

/** Tells the organizers of a process. */
export const tellOrganizers = (
  deps: Pick<Deps, "now">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  notice: ToMembers,
) => notifyThose(deps, tx, process, inArray(processMembers.role, rolesThatMeet("organizer")), notice);

/** Tells those who look after what is said in a process: its moderators and its organizers. */
export const tellModerators = (
  deps: Pick<Deps, "now">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  notice: ToMembers,
) => notifyThose(deps, tx, process, inArray(processMembers.role, rolesThatMeet("moderator")), notice);

/** How many others take part in a process: those whom `notifyMembers` tells when one of them acts. */
export async function countOthers(db: Db, process: Pick<ProcessRow, "id">, actor: string): Promise<number> {
  const [row] = await db
    .select({ others: count() })
    .from(processMembers)
    .where(and(eq(processMembers.processId, process.id), ne(processMembers.userId, actor)));
  return row?.others ?? 0;
}

async function notifyThose(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  those: SQL | undefined,
  { except = null, ...notice }: ToMembers,
): Promise<void> {
  const told = await tx
    .select({ userId: processMembers.userId })
    .from(processMembers)
    .where(
      and(
        eq(processMembers.processId, process.id),
        those,
        except ? ne(processMembers.userId, except) : undefined,
      ),
    );
  const ids = told.map(({ userId }) => userId);
  if (ids.length > 0) await notify(deps, tx, process, ids, notice);
}
