import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  allReactions,
  commentKinds,
  commentTypes,
  decisions,
  dispositionAnswers,
  type SpokenAt,
  stances,
  threadCategories,
} from "~/features/comments/domain/comment";
import type { TextAnchor } from "~/features/drafts/domain/anchors";
import type { Patch } from "~/features/drafts/domain/patch";
import type {
  ClauseId,
  CommentId,
  CompilationId,
  DraftId,
  RoundId,
  SystemId,
  TownhallId,
  WorkgroupId,
} from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { StoredText } from "~/kernel/text/stored";
import { moment, owner, person } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { searchable, searchIn } from "./columns";
import { drafts } from "./drafts";
import { townhalls } from "./meetings";
import { processId } from "./processes";
import { compilations } from "./results";
import { systems } from "./reviews";
import { rounds } from "./rounds";
import { workgroups } from "./workgroups";

const commentId = () =>
  uuid("comment_id")
    .notNull()
    .$type<CommentId>()
    .references(() => comments.id, { onDelete: "cascade" });

/**
 * Everything that people say, and the answers to it: comments on a draft, topics of the threads,
 * questions at a townhall. A comment has a number in its draft, a topic or question in its process;
 * a reply names the root it belongs to and has a number (`post`) there.
 */
export const comments = boundedTable(
  "comments",
  {
    id: uuid("id").primaryKey().$type<CommentId>(),
    processId: processId(),
    kind: oneOf("kind", commentKinds).notNull().default("comment"),
    /** The version that a comment is on; null for topics and questions. */
    draftId: uuid("draft_id")
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "cascade" }),
    /** Null: on the draft as a whole. */
    clauseId: uuid("clause_id").$type<ClauseId>(),
    /** The version, and the clause of it, that a topic is about. */
    aboutDraftId: uuid("about_draft_id")
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "set null" }),
    aboutClauseId: uuid("about_clause_id").$type<ClauseId>(),
    townhallId: uuid("townhall_id")
      .$type<TownhallId>()
      .references(() => townhalls.id, { onDelete: "cascade" }),
    compilationId: uuid("compilation_id")
      .$type<CompilationId>()
      .references(() => compilations.id, { onDelete: "set null" }),
    /** The workgroup whose system a topic is about. */
    workgroupId: uuid("workgroup_id")
      .$type<WorkgroupId>()
      .references(() => workgroups.id, { onDelete: "set null" }),
    /** The system that a topic is about. */
    systemId: uuid("system_id")
      .$type<SystemId>()
      .references(() => systems.id, { onDelete: "set null" }),
    /** The approval in which it was the reason of an objection. */
    approvalId: uuid("approval_id")
      .$type<RoundId>()
      .references(() => rounds.id, { onDelete: "set null" }),
    title: text("title").notNull().default(""),
    category: oneOf("category", threadCategories),
    number: integer("number"),
    rootId: uuid("root_id")
      .$type<CommentId>()
      .references((): AnyPgColumn => comments.id, { onDelete: "cascade" }),
    /** Of a reply: its number in the thread, by which pages are found. */
    post: integer("post"),
    /** Of a root: the number of the newest reply. Numbers are never used again. */
    posts: integer("posts").notNull().default(0),
    lastAt: moment("last_at"),
    authorId: person("author_id"),
    /** The stakeholder group for which the author says to speak here. */
    speaksAs: text("speaks_as"),
    language: contentLanguage("language").notNull(),
    type: oneOf("type", commentTypes).notNull(),
    stance: oneOf("stance", stances).notNull(),
    body: text("body").notNull().$type<StoredText<"message">>(),
    proposal: text("proposal").notNull().default("").$type<StoredText<"clause">>(),
    /** Of a suggestion: what it changes in the clause as the version has it, so that the clause says `proposal`. */
    patch: jsonb("patch").$type<Patch | null>(),
    anchor: jsonb("anchor").$type<(TextAnchor & { language: ContentLanguage }) | null>(),
    version: integer("version").notNull().default(1),
    createdAt: moment("created_at").notNull(),
    editedAt: moment("edited_at"),
    hiddenAt: moment("hidden_at"),
    hiddenReason: text("hidden_reason").notNull().default(""),
    /** The newest disposition; earlier ones stay beside it. */
    dispositionId: uuid("disposition_id"),
    pinnedAt: moment("pinned_at"),
    closedAt: moment("closed_at"),
    answeredAt: moment("answered_at"),
    /** The reply that answers; null where it was answered aloud, or is not. */
    answerId: uuid("answer_id").$type<CommentId>(),
    /** Where it was said, when it was carried over from a townhall. */
    saidAt: jsonb("said_at").$type<SpokenAt | null>(),
    /** Sent by the form that made it: sent twice, it is there once. */
    key: uuid("key"),
    /** Of a suggestion what it says and the words that it would bring in. */
    search: searchable("search").generatedAlwaysAs(
      searchIn("language", "title", "body || ' ' || suggested_words(patch)"),
    ),
  },
  (table) => [
    unique("comments_number").on(table.draftId, table.number),
    uniqueIndex("comments_topic")
      .on(table.processId, table.number)
      .where(sql`kind <> 'comment' and root_id is null`),
    uniqueIndex("comments_post").on(table.rootId, table.post),
    uniqueIndex("comments_key").on(table.authorId, table.key),
    index("comments_shown").on(table.rootId).where(sql`hidden_at is null`),
    index("comments_clause").on(table.draftId, table.clauseId),
    index("comments_author").on(table.authorId, table.createdAt),
    index("comments_topics")
      .on(table.processId, table.lastAt)
      .where(sql`kind <> 'comment' and root_id is null`),
    index("comments_townhall").on(table.townhallId, table.kind).where(sql`townhall_id is not null`),
    index("comments_approval").on(table.approvalId).where(sql`approval_id is not null`),
    index("comments_system").on(table.systemId).where(sql`system_id is not null`),
    index("comments_newest").on(table.processId, table.createdAt, table.id),
    index("comments_written").on(table.processId, table.language, table.createdAt, table.id),
    index("comments_hidden").on(table.processId).where(sql`hidden_at is not null and root_id is null`),
    index("comments_suggestions").on(table.processId, table.draftId).where(sql`patch is not null`),
    index("comments_search").using("gin", table.search),
    index("comments_about_draft").on(table.aboutDraftId).where(sql`about_draft_id is not null`),
    index("comments_compilation").on(table.compilationId).where(sql`compilation_id is not null`),
    index("comments_workgroup").on(table.workgroupId).where(sql`workgroup_id is not null`),
  ],
);

/** Earlier wordings of a comment. */
export const commentVersions = boundedTable(
  "comment_versions",
  {
    commentId: commentId(),
    version: integer("version").notNull(),
    body: text("body").notNull().$type<StoredText<"message">>(),
    proposal: text("proposal").notNull().$type<StoredText<"clause">>(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.commentId, table.version] })],
);

export const commentReactions = boundedTable(
  "comment_reactions",
  {
    commentId: commentId(),
    userId: owner(),
    kind: oneOf("kind", allReactions).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.commentId, table.userId, table.kind] }),
    index("comment_reactions_person").on(table.userId),
  ],
);

export const commentFlags = boundedTable(
  "comment_flags",
  {
    commentId: commentId(),
    userId: owner(),
    reason: text("reason").notNull(),
    at: moment("at").notNull(),
    /** A moderator looked at it, whatever came of that. */
    settledAt: moment("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.commentId, table.userId] }),
    index("comment_flags_person").on(table.userId),
  ],
);

export const dispositions = boundedTable(
  "dispositions",
  {
    id: uuid("id").primaryKey(),
    commentId: commentId(),
    decision: oneOf("decision", decisions).notNull(),
    reason: text("reason").notNull(),
    /** The clause change that carries it out. */
    draftId: uuid("draft_id")
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "set null" }),
    clauseId: uuid("clause_id").$type<ClauseId>(),
    decidedBy: person("decided_by"),
    at: moment("at").notNull(),
    answerBy: moment("answer_by").notNull(),
    answer: oneOf("answer", dispositionAnswers),
    answeredAt: moment("answered_at"),
    /** Which wording of the comment it is about. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("dispositions_comment").on(table.commentId, table.at),
    index("dispositions_decided_by").on(table.decidedBy).where(sql`decided_by is not null`),
    index("dispositions_draft").on(table.draftId).where(sql`draft_id is not null`),
  ],
);

/** Where a post stood before it was moved to another topic or became one: links to it lead on, and its old place says so. */
export const movedPosts = boundedTable(
  "moved_posts",
  {
    rootId: uuid("root_id")
      .notNull()
      .$type<CommentId>()
      .references(() => comments.id, { onDelete: "cascade" }),
    /** Its number there. */
    post: integer("post").notNull(),
    commentId: commentId(),
    movedBy: person("moved_by"),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.rootId, table.post] }),
    index("moved_posts_comment").on(table.commentId),
    index("moved_posts_moved_by").on(table.movedBy).where(sql`moved_by is not null`),
  ],
);

/** Where an open comment stands in a later version than the one it was made on. */
export const commentPlaces = boundedTable(
  "comment_places",
  {
    commentId: commentId(),
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "cascade" }),
    clauseId: uuid("clause_id").$type<ClauseId>(),
    anchor: jsonb("anchor").$type<(TextAnchor & { language: ContentLanguage }) | null>(),
    match: oneOf("match", ["exact", "approximate", "gone"]).notNull(),
    /** Thousandths. */
    confidence: integer("confidence").notNull(),
    /**
     * Of a suggestion: what it changes in the clause there, an empty list where the clause says so already. Null: the clause was
     * changed at its words, and its author is asked what it means there.
     */
    patch: jsonb("patch").$type<Patch | null>(),
    confirmedBy: person("confirmed_by"),
    confirmedAt: moment("confirmed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.commentId, table.draftId] }),
    index("comment_places_draft").on(table.draftId, table.clauseId),
    index("comment_places_confirmed_by").on(table.confirmedBy).where(sql`confirmed_by is not null`),
  ],
);
