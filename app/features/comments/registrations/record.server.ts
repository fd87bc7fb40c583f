import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import {
  derived,
  type ExportScope,
  exported,
  person,
  type RecordRegistration,
  recordTable,
  searchColumn,
  somebodyAsKey,
  unnamedPerson,
  withheld,
} from "~/platform/recordTable";
import {
  commentPlaces,
  commentReactions,
  comments,
  commentVersions,
  dispositions,
  movedPosts,
} from "~db/schema/comments";
import { compilations } from "~db/schema/results";

const isShown = sql`${comments.hiddenAt} is null`;
const unlessHidden = (column: PgColumn, otherwise: SQL, how: string) =>
  derived(sql`case when ${isShown} then ${column} else ${otherwise} end`, how);
const text = (column: PgColumn) => unlessHidden(column, sql`''`, "empty where it is hidden");

/** What was said of a comment, which may repeat its words. */
const ofShown = (column: PgColumn) =>
  derived(
    sql`case when (select c.hidden_at is null from comments c where c.id = ${dispositions.commentId}) then ${column} else '' end`,
    "empty where the comment is hidden",
  );

/** Comments of versions that are out, and everything that is on none. */
const spoken = (extent: ExportScope): SQL =>
  sql`${comments.processId} = ${extent.processId} and (${comments.draftId} is null or ${comments.draftId} in ${publicDrafts(extent)})`;
const spokenIds = (extent: ExportScope): SQL =>
  sql`(select ${comments.id} from ${comments} where ${spoken(extent)})`;
const shownComments = ({ processId }: ExportScope): SQL =>
  sql`(select ${comments.id} from ${comments} where ${comments.processId} = ${processId} and ${isShown})`;
const inShown =
  (column: PgColumn) =>
  (extent: ExportScope): SQL =>
    sql`${column} in ${shownComments(extent)} and ${column} in ${spokenIds(extent)}`;

/** What people said: comments, topics, questions, their replies and dispositions. */
export const commentsRecord = {
  tables: [
    recordTable("comments", comments, {
      about: "A comment, a topic, a question at a townhall, or a reply. Hidden ones without their words.",
      key: ["id"],
      loose: { dispositionId: "dispositions", answerId: "comments" },
      rows: spoken,
      newer: ["patch"],
      first: sql`${comments.rootId} is not null`,
      columns: {
        id: exported,
        processId: exported,
        kind: exported,
        draftId: exported,
        clauseId: exported,
        aboutDraftId: derived(
          sql`(select d.id from drafts d where d.id = ${comments.aboutDraftId} and d.state <> 'working')`,
          "null while the version is not out",
        ),
        aboutClauseId: exported,
        townhallId: exported,
        compilationId: derived(
          sql`(select ${compilations.id} from ${compilations} where ${compilations.id} = ${comments.compilationId} and ${compilations.publishedAt} is not null)`,
          "null while the result is not published",
        ),
        workgroupId: exported,
        systemId: exported,
        approvalId: derived(
          sql`(select r.id from rounds r where r.id = ${comments.approvalId} and r.state = 'closed' and r.reveal = 'at-close')`,
          "null while the log of the approval may not be read",
        ),
        title: text(comments.title),
        category: exported,
        number: exported,
        rootId: exported,
        post: exported,
        posts: exported,
        lastAt: exported,
        authorId: person,
        speaksAs: exported,
        language: exported,
        type: exported,
        stance: exported,
        body: text(comments.body),
        proposal: text(comments.proposal),
        patch: unlessHidden(comments.patch, sql`null`, "null where it is hidden"),
        anchor: unlessHidden(comments.anchor, sql`null`, "null where it is hidden"),
        version: exported,
        createdAt: exported,
        editedAt: exported,
        hiddenAt: exported,
        hiddenReason: exported,
        dispositionId: exported,
        pinnedAt: exported,
        closedAt: exported,
        answeredAt: exported,
        answerId: exported,
        saidAt: unlessHidden(comments.saidAt, sql`null`, "null where it is hidden"),
        key: withheld("of the form that sent it"),
        search: searchColumn,
      },
    }),
    recordTable("comment-versions", commentVersions, {
      about: "Earlier wordings of a comment that is not hidden.",
      key: ["commentId", "version"],
      rows: inShown(commentVersions.commentId),
      columns: { commentId: exported, version: exported, body: exported, proposal: exported, at: exported },
    }),
    recordTable("reactions", commentReactions, {
      about: "That somebody agrees, disagrees or puts a comment up. Nobody is named here.",
      key: ["commentId", "userId", "kind"],
      rows: (extent) => sql`${commentReactions.commentId} in ${spokenIds(extent)}`,
      columns: { commentId: exported, userId: somebodyAsKey, kind: exported },
    }),
    recordTable("dispositions", dispositions, {
      about: "What became of a comment, and why; the newest and those before it.",
      key: ["id"],
      rows: (extent) => sql`${dispositions.commentId} in ${spokenIds(extent)}`,
      columns: {
        id: exported,
        commentId: exported,
        decision: exported,
        reason: ofShown(dispositions.reason),
        draftId: derived(
          sql`(select d.id from drafts d where d.id = ${dispositions.draftId} and d.state <> 'working')`,
          "null while the version is not out",
        ),
        clauseId: exported,
        decidedBy: unnamedPerson,
        at: exported,
        answerBy: exported,
        answer: exported,
        answeredAt: exported,
        version: exported,
      },
    }),
    recordTable("moved-posts", movedPosts, {
      about: "Where a post stood before it was moved to another topic or became one.",
      key: ["rootId", "post"],
      rows: (extent) =>
        sql`${movedPosts.rootId} in ${spokenIds(extent)} and ${movedPosts.commentId} in ${spokenIds(extent)}`,
      columns: {
        rootId: exported,
        post: exported,
        commentId: exported,
        movedBy: unnamedPerson,
        at: exported,
      },
    }),
    recordTable("comment-places", commentPlaces, {
      about: "Where a comment stands in a later version.",
      key: ["commentId", "draftId"],
      newer: ["patch"],
      rows: (extent) =>
        sql`${commentPlaces.commentId} in ${spokenIds(extent)} and ${commentPlaces.draftId} in ${publicDrafts(extent)}`,
      columns: {
        commentId: exported,
        draftId: exported,
        clauseId: exported,
        anchor: derived(
          sql`(select ${commentPlaces.anchor} from comments c where c.id = ${commentPlaces.commentId} and c.hidden_at is null)`,
          "null where the comment is hidden",
        ),
        match: exported,
        confidence: exported,
        patch: derived(
          sql`(select ${commentPlaces.patch} from comments c where c.id = ${commentPlaces.commentId} and c.hidden_at is null)`,
          "null where the comment is hidden",
        ),
        confirmedBy: unnamedPerson,
        confirmedAt: exported,
      },
    }),
  ],
  withheld: {
    comment_flags: "told to moderators",
  },
} satisfies RecordRegistration;
