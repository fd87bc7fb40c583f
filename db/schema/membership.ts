import { sql } from "drizzle-orm";
import { check, index, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { restraintKinds } from "~/features/membership/domain/restraints";
import { processRoles } from "~/features/membership/domain/roles";
import type { CampaignId } from "~/kernel/ids";
import { moment, users } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { processId } from "./processes";

/** What a person may not do in a process for now. */
export const restraints = boundedTable(
  "restraints",
  {
    processId: processId(),
    /** Of `restrainedAddress`: the restraint outlives the account. */
    address: text("address").notNull(),
    /** Null: the account was erased. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
    kind: oneOf("kind", restraintKinds).notNull(),
    /** Null: until it is lifted. */
    until: moment("until"),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.address] }),
    index("restraints_person").on(table.userId),
  ],
);

/** One effort of outreach: who comes through its links is counted with it. */
export const campaigns = boundedTable(
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

/** What somebody followed here, if they followed a campaign. */
export const campaignId = () =>
  uuid("campaign_id")
    .$type<CampaignId>()
    .references(() => campaigns.id, { onDelete: "set null" });

export const processMembers = boundedTable(
  "process_members",
  {
    processId: processId(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: oneOf("role", processRoles).notNull(),
    joinedAt: moment("joined_at").notNull(),
    /** Since when they are an organizer; null for all others. */
    organizerSince: moment("organizer_since"),
    campaignId: campaignId(),
  },
  (table) => [
    primaryKey({ columns: [table.processId, table.userId] }),
    check("process_members_since", sql`(role = 'organizer') = (organizer_since is not null)`),
    index("process_members_user").on(table.userId),
    index("process_members_campaign").on(table.campaignId).where(sql`campaign_id is not null`),
  ],
);
