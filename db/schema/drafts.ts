import { sql } from "drizzle-orm";
import { date, index, integer, jsonb, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { clauseKinds, draftStates, revisionSources, stabilities } from "~/features/drafts/domain/clause";
import type { ChecklistId, ClauseId, CommentId, DraftId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment, person } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { searchable, searchIn } from "./columns";
import { localized, processId } from "./processes";
import { checklists } from "./results";

export const drafts = boundedTable(
  "drafts",
  {
    id: uuid("id").primaryKey().$type<DraftId>(),
    processId: processId(),
    /** Order of the versions of a process. */
    number: integer("number").notNull(),
    label: text("label").notNull(),
    state: oneOf("state", draftStates).notNull(),
    /** What changed since the version before. */
    note: localized("note").notNull(),
    checklistId: uuid("checklist_id")
      .$type<ChecklistId>()
      .references(() => checklists.id, { onDelete: "restrict" }),
    /** Grows when clauses are added, moved, split, merged or removed. */
    arrangement: integer("arrangement").notNull().default(1),
    textHash: text("text_hash"),
    commentsUntil: moment("comments_until"),
    publishedAt: moment("published_at"),
    /** The day of a text that was written, or was out elsewhere, before it came here: what an editor says of it. */
    datedOn: date("dated_on"),
    /** Since when people are asked to endorse it; null: they are not. */
    endorsableSince: moment("endorsable_since"),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    unique("drafts_number").on(table.processId, table.number),
    unique("drafts_label").on(table.processId, table.label),
    index("drafts_checklist").on(table.checklistId).where(sql`checklist_id is not null`),
  ],
);

export const draftClauses = boundedTable(
  "draft_clauses",
  {
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "cascade" }),
    /** The same in every version that has the clause. */
    clauseId: uuid("clause_id").notNull().$type<ClauseId>(),
    position: integer("position").notNull(),
    kind: oneOf("kind", clauseKinds).notNull(),
    heading: text("heading").notNull(),
    body: text("body").notNull().$type<StoredText<"clause">>(),
    stability: oneOf("stability", stabilities).notNull(),
    origins: uuid("origins").array().notNull().$type<ClauseId[]>(),
    /** Grows with each saved text; who saves from an older one is told. */
    revision: integer("revision").notNull().default(1),
    editedBy: person("edited_by"),
    editedAt: moment("edited_at").notNull(),
    /** Taken out of a working draft; kept so that it can be put back. */
    removedAt: moment("removed_at"),
    /** The language of the text: that in which its process writes. */
    language: contentLanguage("language").notNull().default("en"),
    search: searchable("search").generatedAlwaysAs(searchIn("language", "heading", "body")),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.clauseId] }),
    index("draft_clauses_clause").on(table.clauseId),
    // By the end of its id a clause is named in short addresses.
    index("draft_clauses_code").on(sql`right(clause_id::text, 10)`),
    index("draft_clauses_search").using("gin", table.search),
    index("draft_clauses_edited_by").on(table.editedBy).where(sql`edited_by is not null`),
  ],
);

/**
 * Every text that a clause of a working version had. The database writes them (`keep_revision`, of the migrations): no way of
 * changing a clause can forget it. Who knows where one came from says so (`revisionCame`).
 */
export const clauseRevisions = boundedTable(
  "clause_revisions",
  {
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "cascade" }),
    clauseId: uuid("clause_id").notNull().$type<ClauseId>(),
    revision: integer("revision").notNull(),
    kind: oneOf("kind", clauseKinds).notNull(),
    heading: text("heading").notNull(),
    body: text("body").notNull(),
    stability: oneOf("stability", stabilities).notNull(),
    source: oneOf("source", revisionSources).notNull(),
    /** The suggestion that it carries out or takes back; the migrations have it refer to `comments`, a later feature's. */
    commentId: uuid("comment_id").$type<CommentId>(),
    /** The revision that was restored, or that it was written on and merged from. */
    fromRevision: integer("from_revision"),
    savedBy: person("saved_by"),
    savedAt: moment("saved_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.draftId, table.clauseId, table.revision] }),
    index("clause_revisions_saved").on(table.draftId, table.savedAt),
    index("clause_revisions_comment").on(table.commentId).where(sql`comment_id is not null`),
    index("clause_revisions_saved_by").on(table.savedBy).where(sql`saved_by is not null`),
  ],
);

/** Texts of a clause (or a question with its answer) by the name of the field. */
export type UnitTexts = Readonly<Record<string, string>>;
/** The same as they are stored: those in Markdown with their renderings. */
export type StoredUnitTexts = Readonly<Record<string, StoredText>>;

/**
 * What a machine did of a translation: all of it, and nobody has looked at it yet; or a person took it as it was, or changed it.
 */
export const machineOrigins = ["machine", "accepted", "edited"] as const;
export type MachineOrigin = (typeof machineOrigins)[number];

/** Translations of the units of a draft (its clauses) or of an entry of the FAQ (itself). */
export const translations = boundedTable(
  "translations",
  {
    processId: processId(),
    scopeId: uuid("scope_id").notNull(),
    unitId: uuid("unit_id").notNull(),
    language: contentLanguage("language").notNull(),
    texts: jsonb("texts").notNull().$type<StoredUnitTexts>(),
    /** The source it was made from; another source today makes it stale. */
    basedOn: jsonb("based_on").notNull().$type<UnitTexts>(),
    state: oneOf("state", ["draft", "reviewed"]).notNull(),
    /** A machine's part in it; null: a person made it. */
    origin: oneOf("origin", machineOrigins),
    translatorId: person("translator_id"),
    reviewerId: person("reviewer_id"),
    /** Another wording of a reviewed translation, which readers do not get before somebody has reviewed it. */
    proposed: jsonb("proposed").$type<StoredUnitTexts | null>(),
    /** The source that it was made from. */
    proposedFrom: jsonb("proposed_from").$type<UnitTexts | null>(),
    proposedBy: person("proposed_by"),
    /** A machine's part in that. */
    proposedOrigin: oneOf("proposed_origin", machineOrigins),
    /** Why a reviewer sent back what waits for a review; empty unless one did. */
    sentBack: text("sent_back").notNull().default(""),
    revision: integer("revision").notNull().default(1),
    updatedAt: moment("updated_at").notNull(),
    search: searchable("search").generatedAlwaysAs(
      searchIn("language", "coalesce(texts->>'heading', '')", "coalesce(texts->>'body', '')"),
    ),
  },
  (table) => [
    primaryKey({ columns: [table.scopeId, table.unitId, table.language] }),
    index("translations_search").using("gin", table.search),
    index("translations_process").on(table.processId),
    index("translations_proposer").on(table.proposedBy).where(sql`proposed_by is not null`),
    index("translations_reviewer").on(table.reviewerId).where(sql`reviewer_id is not null`),
    index("translations_translator").on(table.translatorId).where(sql`translator_id is not null`),
  ],
);
