import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { WorkgroupId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { moment, person, users } from "./accounts";
import { campaignId } from "./membership";
import { localized, processId } from "./processes";

export const workgroups = pgTable(
  "workgroups",
  {
    id: uuid("id").primaryKey().$type<WorkgroupId>(),
    processId: processId(),
    key: text("key").notNull(),
    name: text("name").notNull(),
    system: text("system").notNull(),
    maker: text("maker").notNull().default(""),
    charter: localized("charter").notNull(),
    position: integer("position").notNull(),
  },
  (table) => [unique("workgroups_key").on(table.processId, table.key)],
);

export const workgroupMembers = pgTable(
  "workgroup_members",
  {
    workgroupId: uuid("workgroup_id")
      .notNull()
      .$type<WorkgroupId>()
      .references(() => workgroups.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").notNull().$type<"facilitator" | "member">(),
    /** Works for (or with) the maker of the system the workgroup examines. */
    affiliated: boolean("affiliated").notNull().default(false),
    joinedAt: moment("joined_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workgroupId, table.userId] })],
);

export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    workgroupId: uuid("workgroup_id")
      .$type<WorkgroupId>()
      .references(() => workgroups.id, { onDelete: "cascade" }),
    role: text("role").notNull().$type<"organizer" | "facilitator" | "member" | "participant">(),
    email: text("email").notNull(),
    name: text("name").notNull().default(""),
    affiliation: text("affiliation").notNull().default(""),
    affiliated: boolean("affiliated").notNull().default(false),
    tokenHash: text("token_hash").notNull().unique(),
    campaignId: campaignId(),
    invitedBy: person("invited_by"),
    /** The language of its mail. */
    language: text("language").notNull().$type<Language>(),
    createdAt: moment("created_at").notNull(),
    /** When its link was last sent; an earlier link works no more. */
    sentAt: moment("sent_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    acceptedAt: moment("accepted_at"),
    /** Who came by it: not always the one whom it was sent to. */
    acceptedBy: person("accepted_by"),
    declinedAt: moment("declined_at"),
    revokedAt: moment("revoked_at"),
  },
  (table) => [
    index("invitations_process").on(table.processId),
    index("invitations_accepted_by").on(table.acceptedBy),
    uniqueIndex("invitations_open")
      .on(table.workgroupId, table.email)
      .where(sql`accepted_at is null and revoked_at is null and declined_at is null`),
  ],
);
