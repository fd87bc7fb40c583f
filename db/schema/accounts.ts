import { boolean, index, integer, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { languages } from "~/kernel/language/languages";
import { boundedTable, oneOf } from "./bounds";

export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const users = boundedTable("users", {
  id: uuid("id").primaryKey(),
  /** Lower-cased; the only thing that identifies a person to the system. */
  email: text("email").notNull().unique(),
  displayName: text("display_name").notNull().default(""),
  affiliation: text("affiliation").notNull().default(""),
  country: text("country").notNull().default(""),
  languages: text("languages").array().notNull().default([]),
  stakeholderGroups: text("stakeholder_groups").array().notNull().default([]),
  /** Consent to show name and affiliation in public; off until given. */
  showsName: boolean("shows_name").notNull().default(false),
  locale: oneOf("locale", languages).notNull().default("en"),
  /** The time zone in which they read moments, by its name: their browser's when they signed in, or what they chose. Null: not known. */
  timeZone: text("time_zone"),
  suspendedAt: moment("suspended_at"),
  /** When they last said who they are: groups, country, languages. */
  placedAt: moment("placed_at"),
  createdAt: moment("created_at").notNull(),
});

/** Somebody who did something; the row stays when they leave. */
export const person = (name: string) => uuid(name).references(() => users.id, { onDelete: "set null" });

/** Somebody whose row this is; it goes with them. */
export const owner = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

export const sessions = boundedTable(
  "sessions",
  {
    /** SHA-256 of the cookie's token: the table alone lets nobody in. */
    tokenHash: text("token_hash").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    device: text("device").notNull().default(""),
    createdAt: moment("created_at").notNull(),
    seenAt: moment("seen_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

export const signInRequests = boundedTable(
  "sign_in_requests",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    /** Salted with the request's id. */
    codeHash: text("code_hash").notNull(),
    failedCodes: integer("failed_codes").notNull().default(0),
    redirectTo: text("redirect_to").notNull().default("/"),
    /** Of the page that they asked on: a newcomer's account speaks it. */
    language: oneOf("language", languages).notNull().default("en"),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    consumedAt: moment("consumed_at"),
  },
  (table) => [index("sign_in_requests_email").on(table.email, table.createdAt)],
);

/** An address that is to take the place of a person's; both say so, each by a link in a mail of its own. */
export const addressChanges = boundedTable(
  "address_changes",
  {
    id: uuid("id").primaryKey(),
    userId: owner(),
    email: text("email").notNull(),
    oldTokenHash: text("old_token_hash").notNull().unique(),
    newTokenHash: text("new_token_hash").notNull().unique(),
    oldConfirmedAt: moment("old_confirmed_at"),
    newConfirmedAt: moment("new_confirmed_at"),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("address_changes_user").on(table.userId, table.createdAt)],
);

/** What the mailbox page shows where no SMTP server is set (development and demo only). */
export const mailbox = boundedTable("mailbox", {
  id: uuid("id").primaryKey(),
  recipient: text("recipient").notNull(),
  subject: text("subject").notNull(),
  body: text("body").notNull(),
  createdAt: moment("created_at").notNull(),
});
