import { sql } from "drizzle-orm";
import { boolean, index, integer, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { invitationRoles } from "~/features/workgroups/domain/invitationRoles";
import type { WorkgroupId } from "~/kernel/ids";
import { languages } from "~/kernel/language/languages";
import { moment, person, users } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { campaignId } from "./membership";
import { localized, processId } from "./processes";

export const workgroups = boundedTable(
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

export const workgroupMembers = boundedTable(
  "workgroup_members",
  {
    workgroupId: uuid("workgroup_id")
      .notNull()
      .$type<WorkgroupId>()
      .references(() => workgroups.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: oneOf("role", ["facilitator", "member"]).notNull(),
    /** Works for (or with) the maker of the system the workgroup examines. */
    affiliated: boolean("affiliated").notNull().default(false),
    joinedAt: moment("joined_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workgroupId, table.userId] }),
    index("workgroup_members_person").on(table.userId),
  ],
);

export const invitations = boundedTable(
  "invitations",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    workgroupId: uuid("workgroup_id")
      .$type<WorkgroupId>()
      .references(() => workgroups.id, { onDelete: "cascade" }),
    role: oneOf("role", invitationRoles).notNull(),
    email: text("email").notNull(),
    name: text("name").notNull().default(""),
    affiliation: text("affiliation").notNull().default(""),
    affiliated: boolean("affiliated").notNull().default(false),
    tokenHash: text("token_hash").notNull().unique(),
    campaignId: campaignId(),
    invitedBy: person("invited_by"),
    /** The language of its mail. */
    language: oneOf("language", languages).notNull(),
    createdAt: moment("created_at").notNull(),
    /** When its link was last sent; an earlier link works no more. */
    sentAt: moment("sent_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    /** Its mail is due, was taken by one node, was handed to the mail server, or was given up. */
    mail: oneOf("mail", ["due", "taken", "sent", "failed"]).notNull().default("sent"),
    mailAfter: moment("mail_after"),
    attempts: integer("attempts").notNull().default(0),
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
    index("invitations_campaign").on(table.campaignId).where(sql`campaign_id is not null`),
    index("invitations_invited_by").on(table.invitedBy).where(sql`invited_by is not null`),
    index("invitations_due").on(table.mailAfter).where(sql`mail = 'due'`),
    index("invitations_workgroup").on(table.workgroupId).where(sql`workgroup_id is not null`),
  ],
);
