import { sql } from "drizzle-orm";
import { boolean, index, integer, primaryKey, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  decisionLetters,
  endorsementKinds,
  endorsementStates,
} from "~/features/endorsements/domain/endorsement";
import { type NameOrder, nameOrders } from "~/features/endorsements/domain/nameOrder";
import type { DraftId, EndorsementId } from "~/kernel/ids";
import { languages } from "~/kernel/language/languages";
import { moment, owner, person } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { drafts } from "./drafts";
import { processId } from "./processes";

/**
 * What the database sorts an endorsement's name by (`name_key`, a function of the migrations). As it stands in the index, so
 * without a parameter and without the table's name.
 */
export const nameKey = (order: NameOrder) => sql.raw(`name_key("name", '${order}')`);

/** A person's or an organization's name under the definition; under which versions, stands beside it. */
export const endorsements = boundedTable(
  "endorsements",
  {
    id: uuid("id").primaryKey().$type<EndorsementId>(),
    processId: processId(),
    /** In its process; stands in addresses of moderation and of the files. */
    number: integer("number").notNull(),
    kind: oneOf("kind", endorsementKinds).notNull(),
    state: oneOf("state", endorsementStates).notNull(),
    /** Never shown. An organization's has the domain of its site. */
    email: text("email").notNull(),
    /** Who is signed in with that address may change it there. */
    userId: person("user_id"),
    name: text("name").notNull(),
    /** A person's, as they give it. */
    affiliation: text("affiliation").notNull().default(""),
    country: text("country").notNull().default(""),
    statement: text("statement").notNull().default(""),
    /** In which its mails are. */
    language: oneOf("language", languages).notNull(),
    /** That of the statement, where it is another one; null: the same. */
    statementLanguage: contentLanguage("statement_language"),
    /** Of an organization: its domain, who signs for it, and in which function. */
    domain: text("domain").notNull().default(""),
    signatory: text("signatory").notNull().default(""),
    authority: text("authority").notNull().default(""),
    /** Made up for the demo, and said so wherever it is shown. */
    isExample: boolean("is_example").notNull().default(false),
    /** SHA-256 of the token in its mails: confirming, answering anew and withdrawing need no account. */
    tokenHash: text("token_hash").notNull().unique(),
    createdAt: moment("created_at").notNull(),
    verifiedAt: moment("verified_at"),
    checkedBy: person("checked_by"),
    checkedAt: moment("checked_at"),
    /** Why an organizer did not take it. */
    declinedReason: text("declined_reason").notNull().default(""),
    withdrawnAt: moment("withdrawn_at"),
    hiddenAt: moment("hidden_at"),
    hiddenReason: text("hidden_reason").notNull().default(""),
    /**
     * SHA-256 of the address of what was hidden and then withdrawn: what comes from there again is looked at
     * first, and has it too.
     */
    heldAddress: text("held_address").notNull().default(""),
    /** The mail of an organizer's decision: of which, and whether it is due, was taken by one node, was handed over, or was given up. */
    letter: oneOf("letter", decisionLetters),
    mail: oneOf("mail", ["due", "taken", "sent", "failed"]).notNull().default("sent"),
    mailAfter: moment("mail_after"),
    attempts: integer("attempts").notNull().default(0),
  },
  (table) => [
    ...nameOrders.map((order) =>
      index(`endorsements_by_name_${order}`)
        .on(table.processId, nameKey(order), table.number)
        .where(sql`state = 'listed' and hidden_at is null`),
    ),
    unique("endorsements_number").on(table.processId, table.number),
    uniqueIndex("endorsements_person")
      .on(table.processId, table.email)
      .where(sql`kind = 'person' and state not in ('withdrawn', 'declined')`),
    uniqueIndex("endorsements_organization")
      .on(table.processId, table.domain)
      .where(sql`kind = 'organization' and state not in ('withdrawn', 'declined')`),
    index("endorsements_letters_due").on(table.mailAfter).where(sql`mail = 'due'`),
    index("endorsements_listed").on(table.processId, table.state),
    index("endorsements_checked_by").on(table.checkedBy).where(sql`checked_by is not null`),
    index("endorsements_given_by").on(table.userId).where(sql`user_id is not null`),
  ],
);

/** Somebody asks moderators to look at an endorsement. */
export const endorsementFlags = boundedTable(
  "endorsement_flags",
  {
    endorsementId: uuid("endorsement_id")
      .notNull()
      .$type<EndorsementId>()
      .references(() => endorsements.id, { onDelete: "cascade" }),
    userId: owner(),
    reason: text("reason").notNull(),
    at: moment("at").notNull(),
    /** A moderator looked at it, whatever came of that. */
    settledAt: moment("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.endorsementId, table.userId] }),
    index("endorsement_flags_person").on(table.userId),
  ],
);

/** That an endorsement is of one version, by the hash of its text. Asked again for the next, and counted there when they say so. */
export const endorsedVersions = boundedTable(
  "endorsed_versions",
  {
    endorsementId: uuid("endorsement_id")
      .notNull()
      .$type<EndorsementId>()
      .references(() => endorsements.id, { onDelete: "cascade" }),
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "cascade" }),
    draftHash: text("draft_hash").notNull(),
    /** When somebody said so, or was last tried to be asked. */
    askedAt: moment("asked_at").notNull(),
    /** The mail that asks is due, was taken by one node, was handed over, or was given up. */
    mail: oneOf("mail", ["due", "taken", "sent", "failed"]).notNull().default("sent"),
    mailAfter: moment("mail_after"),
    attempts: integer("attempts").notNull().default(0),
    /** Null: asked, and not answered yet. */
    answer: oneOf("answer", ["yes", "no"]),
    answeredAt: moment("answered_at"),
  },
  (table) => [
    primaryKey({ columns: [table.endorsementId, table.draftId] }),
    index("endorsed_versions_draft").on(table.draftId, table.answer),
  ],
);
