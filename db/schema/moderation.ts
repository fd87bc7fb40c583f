import { sql } from "drizzle-orm";
import { index, text, uuid } from "drizzle-orm/pg-core";
import type { CommentId, EndorsementId } from "~/kernel/ids";
import { moment, person } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { processId } from "./processes";

/** What moderators did, in public. */
export const moderationActions = boundedTable(
  "moderation_actions",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    action: oneOf("action", ["hide", "restore", "slow", "suspend", "lift"]).notNull(),
    commentId: uuid("comment_id").$type<CommentId>(),
    endorsementId: uuid("endorsement_id").$type<EndorsementId>(),
    userId: person("user_id"),
    reason: text("reason").notNull(),
    until: moment("until"),
    actorId: person("actor_id"),
    at: moment("at").notNull(),
  },
  (table) => [
    index("moderation_actions_process").on(table.processId, table.at),
    index("moderation_actions_actor").on(table.actorId).where(sql`actor_id is not null`),
    index("moderation_actions_person").on(table.userId).where(sql`user_id is not null`),
  ],
);
