import { sql } from "drizzle-orm";
import { index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { stances } from "~/features/comments/domain/comment";
import type { Patch } from "~/features/drafts/domain/patch";
import type { ClauseId, CommentId, DraftId } from "~/kernel/ids";
import type { StoredText } from "~/kernel/text/stored";
import { moment, owner, person } from "./accounts";
import { boundedTable, contentLanguage, oneOf } from "./bounds";
import { comments, dispositions } from "./comments";
import { drafts } from "./drafts";

const suggestion = (name: string) =>
  uuid(name)
    .$type<CommentId>()
    .references(() => comments.id, { onDelete: "cascade" });

/**
 * The change that carries out a suggestion that was accepted: what was written into the clause of the working version. The
 * database lets nobody say that one was accepted without it (`accepted_is_carried_out`, of the migrations).
 */
export const carriedOut = boundedTable(
  "carried_out",
  {
    dispositionId: uuid("disposition_id")
      .primaryKey()
      .references(() => dispositions.id, { onDelete: "cascade" }),
    commentId: suggestion("comment_id").notNull(),
    /** Null: the working version was thrown away. */
    draftId: uuid("draft_id")
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "set null" }),
    clauseId: uuid("clause_id").notNull().$type<ClauseId>(),
    /** Which revision of the clause it made, and the text that it made. */
    revision: integer("revision").notNull(),
    body: text("body").notNull(),
    /** What it changed in the revision before. */
    patch: jsonb("patch").notNull().$type<Patch>(),
    at: moment("at").notNull(),
    undoneAt: moment("undone_at"),
    undoneBy: person("undone_by"),
  },
  (table) => [
    index("carried_out_comment").on(table.commentId),
    index("carried_out_draft").on(table.draftId, table.at).where(sql`draft_id is not null`),
    index("carried_out_undone_by").on(table.undoneBy).where(sql`undone_by is not null`),
  ],
);

/** Who is for a suggestion, against it, or neither, and why. One each; the newest counts. */
export const suggestionPositions = boundedTable(
  "suggestion_positions",
  {
    commentId: suggestion("comment_id").notNull(),
    userId: owner(),
    stance: oneOf("stance", stances).notNull(),
    reason: text("reason").notNull().$type<StoredText<"message">>(),
    /** In which the reason is written. */
    language: contentLanguage("language").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.commentId, table.userId] }),
    index("suggestion_positions_person").on(table.userId),
  ],
);

/** Suggestions that an editor put to another one, to be read and decided with it. */
export const suggestionBundles = boundedTable(
  "suggestion_bundles",
  {
    commentId: suggestion("comment_id").primaryKey(),
    leadId: suggestion("lead_id").notNull(),
    bundledBy: person("bundled_by"),
    at: moment("at").notNull(),
  },
  (table) => [
    index("suggestion_bundles_lead").on(table.leadId),
    index("suggestion_bundles_bundled_by").on(table.bundledBy).where(sql`bundled_by is not null`),
  ],
);

/** What is shown of how many of a stakeholder group take which side, and the secret number by which it lags. */
export const suggestionFigures = boundedTable(
  "suggestion_figures",
  {
    commentId: suggestion("comment_id").notNull(),
    /** Empty: everybody. */
    groupKey: text("group_key").notNull(),
    stance: oneOf("stance", stances).notNull(),
    count: integer("count").notNull(),
    lag: integer("lag").notNull(),
    /** When positions on the suggestion were counted last; null: before that was kept. */
    countedAt: moment("counted_at"),
  },
  (table) => [primaryKey({ columns: [table.commentId, table.groupKey, table.stance] })],
);
