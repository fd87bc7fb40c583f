import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { ofEndorsements } from "~/features/moderation/services/moderate.server";
import {
  asItIs,
  type Extent,
  kept,
  ofProcess,
  person,
  prepared,
  recordTable,
  somebody,
  somebodyAsKey,
  told,
} from "~/platform/recordTable";
import { isAfterEmbargo, publicDrafts, shownComments } from "~/registries/recordTables/conditions";
import {
  commentPlaces,
  commentReactions,
  comments,
  commentVersions,
  dispositions,
} from "~db/schema/comments";
import { moderationActions } from "~db/schema/moderation";
import { compilations } from "~db/schema/results";

const isShown = sql`${comments.hiddenAt} is null`;
const unlessHidden = (column: PgColumn, otherwise: SQL, how: string) =>
  told(sql`case when ${isShown} then ${column} else ${otherwise} end`, how);
const text = (column: PgColumn) => unlessHidden(column, sql`''`, "empty where it is hidden");

/** Comments of versions that are out, and everything that is on none. */
const spoken = (extent: Extent): SQL =>
  sql`${comments.processId} = ${extent.processId} and (${comments.draftId} is null or ${comments.draftId} in ${publicDrafts(extent)})`;
const spokenIds = (extent: Extent): SQL =>
  sql`(select ${comments.id} from ${comments} where ${spoken(extent)})`;
const inShown =
  (column: PgColumn) =>
  (extent: Extent): SQL =>
    sql`${column} in ${shownComments(extent)} and ${column} in ${spokenIds(extent)}`;

/** What people said: comments, topics, questions, their replies and dispositions. */
export const talkTables = [
  recordTable("comments", comments, {
    about: "A comment, a topic, a question at a townhall, or a reply. Hidden ones without their words.",
    key: ["id"],
    rows: spoken,
    first: sql`${comments.rootId} is not null`,
    columns: {
      id: asItIs,
      processId: asItIs,
      kind: asItIs,
      draftId: asItIs,
      clauseId: asItIs,
      aboutDraftId: told(
        sql`(select d.id from drafts d where d.id = ${comments.aboutDraftId} and d.state <> 'working')`,
        "null while the version is not out",
      ),
      aboutClauseId: asItIs,
      townhallId: asItIs,
      compilationId: told(
        sql`(select ${compilations.id} from ${compilations} where ${compilations.id} = ${comments.compilationId} and ${compilations.publishedAt} is not null)`,
        "null while the result is not published",
      ),
      workgroupId: asItIs,
      systemId: asItIs,
      approvalId: told(
        sql`(select r.id from rounds r where r.id = ${comments.approvalId} and r.state = 'closed' and r.reveal = 'at-close')`,
        "null while the log of the approval may not be read",
      ),
      title: text(comments.title),
      category: asItIs,
      number: asItIs,
      rootId: asItIs,
      post: asItIs,
      posts: asItIs,
      lastAt: asItIs,
      authorId: person,
      speaksAs: asItIs,
      language: asItIs,
      type: asItIs,
      stance: asItIs,
      body: text(comments.body),
      proposal: text(comments.proposal),
      anchor: unlessHidden(comments.anchor, sql`null`, "null where it is hidden"),
      version: asItIs,
      createdAt: asItIs,
      editedAt: asItIs,
      hiddenAt: asItIs,
      hiddenReason: asItIs,
      dispositionId: asItIs,
      pinnedAt: asItIs,
      closedAt: asItIs,
      answeredAt: asItIs,
      answerId: asItIs,
      saidAt: unlessHidden(comments.saidAt, sql`null`, "null where it is hidden"),
      key: kept("of the form that sent it"),
      search: prepared,
    },
  }),
  recordTable("comment-versions", commentVersions, {
    about: "Earlier wordings of a comment that is not hidden.",
    key: ["commentId", "version"],
    rows: inShown(commentVersions.commentId),
    columns: { commentId: asItIs, version: asItIs, body: asItIs, proposal: asItIs, at: asItIs },
  }),
  recordTable("reactions", commentReactions, {
    about: "That somebody agrees, disagrees or puts a comment up. Nobody is named here.",
    key: ["commentId", "userId", "kind"],
    rows: (extent) => sql`${commentReactions.commentId} in ${spokenIds(extent)}`,
    columns: { commentId: asItIs, userId: somebodyAsKey, kind: asItIs },
  }),
  recordTable("dispositions", dispositions, {
    about: "What became of a comment, and why; the newest and those before it.",
    key: ["id"],
    rows: (extent) => sql`${dispositions.commentId} in ${spokenIds(extent)}`,
    columns: {
      id: asItIs,
      commentId: asItIs,
      decision: asItIs,
      reason: asItIs,
      draftId: told(
        sql`(select d.id from drafts d where d.id = ${dispositions.draftId} and d.state <> 'working')`,
        "null while the version is not out",
      ),
      clauseId: asItIs,
      decidedBy: somebody,
      at: asItIs,
      answerBy: asItIs,
      answer: asItIs,
      answeredAt: asItIs,
    },
  }),
  recordTable("comment-places", commentPlaces, {
    about: "Where a comment stands in a later version.",
    key: ["commentId", "draftId"],
    rows: (extent) =>
      sql`${commentPlaces.commentId} in ${spokenIds(extent)} and ${commentPlaces.draftId} in ${publicDrafts(extent)}`,
    columns: {
      commentId: asItIs,
      draftId: asItIs,
      clauseId: asItIs,
      anchor: told(
        sql`(select ${commentPlaces.anchor} from comments c where c.id = ${commentPlaces.commentId} and c.hidden_at is null)`,
        "null where the comment is hidden",
      ),
      match: asItIs,
      confidence: asItIs,
      confirmedBy: somebody,
      confirmedAt: asItIs,
    },
  }),
  recordTable("moderation", moderationActions, {
    about: "What moderators did, and why. Without a comment, to hide and to restore is about an endorsement.",
    key: ["id"],
    rows: (extent) =>
      sql`${ofProcess(moderationActions.processId)(extent)} and (not (${ofEndorsements}) or ${isAfterEmbargo(extent)})`,
    columns: {
      id: asItIs,
      processId: asItIs,
      action: asItIs,
      commentId: asItIs,
      endorsementId: kept("whose name it was; pages do not say so either"),
      userId: kept("whom it concerned; pages do not say so either"),
      reason: asItIs,
      until: asItIs,
      actorId: somebody,
      at: asItIs,
    },
  }),
];
