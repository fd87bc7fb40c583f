import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ReviewRule } from "~/features/reviews/domain/conclusion";
import type { Stream } from "~/features/timeline/domain/timeline";
import type { CampaignId, ProcessId, WorkgroupId } from "~/kernel/ids";
import type { Localized } from "~/kernel/language/localized";
import { moment, users } from "./accounts";

export const localized = (name: string) => jsonb(name).$type<Localized>();

export const processes = pgTable("processes", {
  id: uuid("id").primaryKey().$type<ProcessId>(),
  slug: text("slug").notNull().unique(),
  title: localized("title").notNull(),
  summary: localized("summary").notNull(),
  /** The question that a ballot asks of every component. */
  question: localized("question").notNull(),
  sourceLanguage: text("source_language").notNull(),
  languages: text("languages").array().notNull(),
  /** By which rule reviews of systems come to a conclusion; null: the rule that all begin with. */
  reviewRule: jsonb("review_rule").$type<ReviewRule | null>(),
  /** Where the targets of representation come from. */
  targetsNote: localized("targets_note").$type<Localized | null>(),
  /** Endorsements are not shown before this moment. */
  embargoUntil: moment("embargo_until"),
  /** Grows with every change that a public page could show; caches are keyed by it. */
  version: integer("version").notNull().default(1),
  /** Mixed into the ids that people without a name have in the record; it never leaves. */
  recordSalt: text("record_salt").notNull().default(sql`gen_random_uuid()::text`),
  /** Demo data says on its pages what in it is real. */
  isDemo: boolean("is_demo").notNull().default(false),
  createdAt: moment("created_at").notNull(),
});

/** The process that a row belongs to, and goes with. */
export const processId = () =>
  uuid("process_id")
    .notNull()
    .$type<ProcessId>()
    .references(() => processes.id, { onDelete: "cascade" });

export const criteria = pgTable(
  "criteria",
  {
    processId: processId(),
    key: text("key").notNull(),
    title: localized("title").notNull(),
    position: integer("position").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.key] })],
);

export const stakeholderGroups = pgTable(
  "stakeholder_groups",
  {
    processId: processId(),
    key: text("key").notNull(),
    title: localized("title").notNull(),
    /** The question by which people find out that they belong to it. */
    question: localized("question").$type<Localized | null>(),
    position: integer("position").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.key] })],
);

export const milestones = pgTable("milestones", {
  id: uuid("id").primaryKey(),
  processId: processId(),
  stream: text("stream").notNull().default("release").$type<Stream>(),
  title: localized("title").notNull(),
  startsOn: date("starts_on").notNull(),
  endsOn: date("ends_on"),
});

/** A component lives from the list version that introduced it to the one that retired it. */
export const components = pgTable(
  "components",
  {
    processId: processId(),
    key: text("key").notNull(),
    category: text("category").notNull(),
    title: localized("title").notNull(),
    description: localized("description").notNull(),
    position: integer("position").notNull(),
    sinceVersion: integer("since_version").notNull(),
    retiredVersion: integer("retired_version"),
  },
  (table) => [primaryKey({ columns: [table.processId, table.key] })],
);

export const componentChanges = pgTable(
  "component_changes",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    version: integer("version").notNull(),
    kind: text("kind").notNull().$type<"added" | "split" | "merged" | "retired">(),
    fromKeys: text("from_keys").array().notNull(),
    toKeys: text("to_keys").array().notNull(),
    /** Whether votes on the old component move to the new one; only ever by this declaration. */
    carriesVotes: boolean("carries_votes").notNull(),
    reason: text("reason").notNull(),
    at: moment("at").notNull(),
    actorId: uuid("actor_id").references(() => users.id, { onDelete: "set null" }),
  },
  (table) => [index("component_changes_process").on(table.processId, table.version)],
);

/** One effort of outreach: who comes through its links is counted with it. */
export const campaigns = pgTable(
  "campaigns",
  {
    id: uuid("id").primaryKey().$type<CampaignId>(),
    processId: processId(),
    /** Stands in the link. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    createdAt: moment("created_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (table) => [unique("campaigns_code").on(table.processId, table.code)],
);

const campaignId = () =>
  uuid("campaign_id")
    .$type<CampaignId>()
    .references(() => campaigns.id, { onDelete: "set null" });

export const processMembers = pgTable(
  "process_members",
  {
    processId: processId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").notNull().$type<"organizer" | "participant">(),
    joinedAt: moment("joined_at").notNull(),
    campaignId: campaignId(),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.userId] }),
    index("process_members_user").on(table.userId),
  ],
);

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
    invitedBy: uuid("invited_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
    acceptedAt: moment("accepted_at"),
    revokedAt: moment("revoked_at"),
  },
  (table) => [
    index("invitations_process").on(table.processId),
    uniqueIndex("invitations_open")
      .on(table.workgroupId, table.email)
      .where(sql`accepted_at is null and revoked_at is null`),
  ],
);

/**
 * Figures that were counted once, from rows that are nobody's to see (who attended, who answered what): here when a
 * meeting ended or a check was closed, or elsewhere, where those rows were left behind. Pages show these in their place.
 */
export const recordedFigures = pgTable(
  "recorded_figures",
  {
    processId: processId(),
    /** What they are of: "attendance ID" of a townhall, "answers ID" of a temperature check. */
    subject: text("subject").notNull(),
    figures: jsonb("figures").notNull(),
  },
  (table) => [primaryKey({ columns: [table.processId, table.subject] })],
);
