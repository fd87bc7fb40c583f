import { sql } from "drizzle-orm";
import { boolean, date, index, integer, jsonb, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { requestStates } from "~/features/reviews/contracts/reviews";
import { cellValues } from "~/features/reviews/domain/cells";
import type { DraftId, ReviewId, SystemId, WorkgroupId } from "~/kernel/ids";
import { moment, person } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { drafts } from "./drafts";
import { localized, processId } from "./processes";
import { workgroups } from "./workgroups";

export type SystemLink = { readonly label: string; readonly url: string };

/** The systems that are reviewed against the drafts. */
export const systems = boundedTable(
  "systems",
  {
    id: uuid("id").primaryKey().$type<SystemId>(),
    processId: processId(),
    /** Stands in its address. */
    key: text("key").notNull(),
    name: text("name").notNull(),
    maker: text("maker").notNull(),
    about: localized("about").notNull(),
    links: jsonb("links").notNull().$type<readonly SystemLink[]>(),
    /** The workgroup that examined it for the votes. */
    workgroupId: uuid("workgroup_id")
      .$type<WorkgroupId>()
      .references(() => workgroups.id, { onDelete: "set null" }),
    position: integer("position").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    unique("systems_key").on(table.processId, table.key),
    index("systems_workgroup").on(table.workgroupId).where(sql`workgroup_id is not null`),
  ],
);

const systemId = () =>
  uuid("system_id")
    .notNull()
    .$type<SystemId>()
    .references(() => systems.id, { onDelete: "cascade" });

const draftId = () =>
  uuid("draft_id")
    .notNull()
    .$type<DraftId>()
    .references(() => drafts.id, { onDelete: "cascade" });

/** One reviewer's work on one system. A review stays when its reviewer leaves, without a name. */
export const reviews = boundedTable(
  "reviews",
  {
    id: uuid("id").primaryKey().$type<ReviewId>(),
    systemId: systemId(),
    userId: person("user_id"),
    /** Among the reviews of the system, for those whose reviewer shows no name. */
    number: integer("number").notNull(),
    state: oneOf("state", ["applied", "confirmed", "declined", "withdrawn"]).notNull(),
    /** Works for (or with) the maker of the system. */
    affiliated: boolean("affiliated").notNull(),
    /** Why they volunteer; for organizers alone. */
    motivation: text("motivation").notNull(),
    appliedAt: moment("applied_at").notNull(),
    decidedBy: person("decided_by"),
    decidedAt: moment("decided_at"),
  },
  (table) => [
    unique("reviews_user").on(table.systemId, table.userId),
    unique("reviews_number").on(table.systemId, table.number),
    index("reviews_person").on(table.userId),
    index("reviews_decided_by").on(table.decidedBy).where(sql`decided_by is not null`),
  ],
);

/** What a review says of a component under a criterion, as of one version of the definition. */
export const reviewCells = boundedTable(
  "review_cells",
  {
    reviewId: uuid("review_id")
      .notNull()
      .$type<ReviewId>()
      .references(() => reviews.id, { onDelete: "cascade" }),
    draftId: draftId(),
    component: text("component").notNull(),
    criterion: text("criterion").notNull(),
    value: oneOf("value", cellValues).notNull(),
    /** The legal document that it rests on. */
    url: text("url").notNull().default(""),
    note: text("note").notNull().default(""),
    revision: integer("revision").notNull().default(1),
    savedAt: moment("saved_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reviewId, table.draftId, table.component, table.criterion] }),
    index("review_cells_draft").on(table.draftId),
  ],
);

/** Where reviews disagreed: what was settled, and why. */
export const settledCells = boundedTable(
  "settled_cells",
  {
    systemId: systemId(),
    draftId: draftId(),
    component: text("component").notNull(),
    criterion: text("criterion").notNull(),
    value: oneOf("value", cellValues).notNull(),
    reason: text("reason").notNull(),
    settledBy: person("settled_by"),
    settledAt: moment("settled_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.systemId, table.draftId, table.component, table.criterion] }),
    index("settled_cells_draft").on(table.draftId),
    index("settled_cells_settled_by").on(table.settledBy).where(sql`settled_by is not null`),
  ],
);

/** A maker is asked for documents that reviewers could not find. */
export const documentRequests = boundedTable(
  "document_requests",
  {
    id: uuid("id").primaryKey(),
    systemId: systemId(),
    number: integer("number").notNull(),
    component: text("component").notNull(),
    wanted: text("wanted").notNull(),
    /** Where it was sent; for organizers and reviewers alone. */
    recipient: text("recipient").notNull(),
    askedBy: person("asked_by"),
    askedAt: moment("asked_at").notNull(),
    /** When a mail to the recipient was taken by the mail server. */
    sentAt: moment("sent_at"),
    /** SHA-256 of the token in that mail's link, by which the maker answers; empty without a recipient. */
    tokenHash: text("token_hash").notNull().default(""),
    dueOn: date("due_on").notNull(),
    state: oneOf("state", requestStates).notNull(),
    answer: text("answer").notNull().default(""),
    answerUrl: text("answer_url").notNull().default(""),
    closedAt: moment("closed_at"),
  },
  (table) => [
    unique("document_requests_number").on(table.systemId, table.number),
    index("document_requests_token").on(table.tokenHash),
    index("document_requests_asked_by").on(table.askedBy).where(sql`asked_by is not null`),
  ],
);
