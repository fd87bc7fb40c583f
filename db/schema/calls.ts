import { sql } from "drizzle-orm";
import { date, index, integer, text, unique, uuid } from "drizzle-orm/pg-core";
import { applicationStates, callKinds } from "~/features/calls/domain/calls";
import type { CallId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment, owner, person } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { localized, processId } from "./processes";

/** An organizer looks for people. */
export const calls = boundedTable(
  "calls",
  {
    id: uuid("id").primaryKey().$type<CallId>(),
    processId: processId(),
    number: integer("number").notNull(),
    kind: oneOf("kind", callKinds).notNull(),
    title: localized("title").notNull(),
    /** What is asked. */
    body: localized<StoredText<"message">>("body").notNull(),
    /** Who is missing: stakeholder groups, regions and languages, as "group:deployer", "region:AF" and "language:wo". */
    missing: text("missing").array().notNull(),
    /** The last day. */
    until: date("until").notNull(),
    publishedAt: moment("published_at").notNull(),
    closedAt: moment("closed_at"),
  },
  (table) => [unique("calls_number").on(table.processId, table.number)],
);

export const applications = boundedTable(
  "applications",
  {
    id: uuid("id").primaryKey(),
    callId: uuid("call_id")
      .notNull()
      .$type<CallId>()
      .references(() => calls.id, { onDelete: "cascade" }),
    userId: owner(),
    language: contentLanguage("language").notNull(),
    message: text("message").notNull(),
    state: oneOf("state", applicationStates).notNull(),
    /** What the organizer wrote back. */
    answer: text("answer").notNull().default(""),
    appliedAt: moment("applied_at").notNull(),
    decidedBy: person("decided_by"),
    decidedAt: moment("decided_at"),
  },
  (table) => [
    unique("applications_user").on(table.callId, table.userId),
    index("applications_decided_by").on(table.decidedBy).where(sql`decided_by is not null`),
    index("applications_person").on(table.userId),
  ],
);
