import { sql } from "drizzle-orm";
import { index, integer, jsonb, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { frequencies } from "~/features/notices/domain/frequencies";
import type { NoticeValues } from "~/features/notices/domain/values";
import { moment, owner } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { processId } from "./processes";

/** What a person is told. The mail is a job of its own: due, then taken by one node, then sent. */
export const notices = boundedTable(
  "notices",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    processId: processId(),
    kind: text("kind").notNull(),
    /** The same event tells a person once, however often it is announced. */
    key: text("key").notNull(),
    /** Values for the sentence, and the address it leads to (without the language). */
    values: jsonb("values").notNull().$type<NoticeValues>(),
    path: text("path").notNull(),
    createdAt: moment("created_at").notNull(),
    readAt: moment("read_at"),
    mail: oneOf("mail", ["none", "due", "taken", "sent", "failed"]).notNull(),
    mailAfter: moment("mail_after").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** What the mail server answered when the mail was given up; empty while there is hope. */
    refusal: text("refusal").notNull().default(""),
  },
  (table) => [
    unique("notices_key").on(table.userId, table.key),
    index("notices_user").on(table.userId, table.createdAt),
    index("notices_due").on(table.mailAfter).where(sql`mail = 'due'`),
    index("notices_process").on(table.processId),
    index("notices_failed").on(table.processId, table.mailAfter).where(sql`mail = 'failed'`),
  ],
);

/** How a person wants to be told, about a process or one thread of it. */
export const noticeSettings = boundedTable(
  "notice_settings",
  {
    userId: owner(),
    processId: processId(),
    /** The comment that begins the thread; empty: the process as a whole. */
    thread: text("thread").notNull().default(""),
    frequency: oneOf("frequency", frequencies).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.processId, table.thread] }),
    index("notice_settings_process").on(table.processId),
  ],
);

/** The address in a mail with which the mails of a process end, without signing in (RFC 8058). */
export const unsubscribeTokens = boundedTable(
  "unsubscribe_tokens",
  {
    token: text("token").primaryKey(),
    userId: owner(),
    processId: processId(),
  },
  (table) => [
    unique("unsubscribe_tokens_whose").on(table.userId, table.processId),
    index("unsubscribe_tokens_process").on(table.processId),
  ],
);
