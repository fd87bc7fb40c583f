import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { CommentId, EndorsementId } from "~/kernel/ids";
import { moment, person } from "./accounts";
import { processId } from "./processes";

/** What moderators did, in public. */
export const moderationActions = pgTable(
  "moderation_actions",
  {
    id: uuid("id").primaryKey(),
    processId: processId(),
    action: text("action").notNull().$type<"hide" | "restore" | "slow" | "suspend" | "lift">(),
    commentId: uuid("comment_id").$type<CommentId>(),
    endorsementId: uuid("endorsement_id").$type<EndorsementId>(),
    userId: person("user_id"),
    reason: text("reason").notNull(),
    until: moment("until"),
    actorId: person("actor_id"),
    at: moment("at").notNull(),
  },
  (table) => [index("moderation_actions_process").on(table.processId, table.at)],
);
