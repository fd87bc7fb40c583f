import { index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { CampaignId } from "~/kernel/ids";
import { moment, owner, users } from "./accounts";
import { processId } from "./processes";

/** What a person may not do in a process for now. */
export const restraints = pgTable(
  "restraints",
  {
    processId: processId(),
    userId: owner(),
    kind: text("kind").notNull().$type<"slow" | "suspend">(),
    /** Null: until it is lifted. */
    until: moment("until"),
  },
  (table) => [primaryKey({ columns: [table.processId, table.userId] })],
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

/** What somebody followed here, if they followed a campaign. */
export const campaignId = () =>
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
