import { index, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ApprovalResult } from "~/features/approvals/domain/result";
import type { RollSteps } from "~/features/approvals/domain/roll";
import type { ApprovalRule, RollCount } from "~/features/approvals/domain/rule";
import type { DraftId, RoundId } from "~/kernel/ids";
import { regions } from "~/kernel/places/regions";
import { owner } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { drafts } from "./drafts";
import { rounds } from "./rounds";

/** What makes a round an approval: the draft that it is about, and the result by group. */
export const approvals = boundedTable(
  "approvals",
  {
    roundId: uuid("round_id")
      .primaryKey()
      .$type<RoundId>()
      .references(() => rounds.id, { onDelete: "cascade" }),
    draftId: uuid("draft_id")
      .notNull()
      .$type<DraftId>()
      .references(() => drafts.id, { onDelete: "restrict" }),
    /** The draft's text is bound by its hash: a position is on that text and no other. */
    draftHash: text("draft_hash").notNull(),
    rule: jsonb("rule").notNull().$type<ApprovalRule>(),
    /** What the published roll rests on, and the next one begins from; private. */
    rollSteps: jsonb("roll_steps").$type<RollSteps | null>(),
    /** People on the roll by group and region as it is published, once it has closed; under version 1 exact before. */
    onRoll: jsonb("on_roll").$type<RollCount | null>(),
    /** Counted once, as it closes; its hash is the log's last entry. */
    result: jsonb("result").$type<ApprovalResult | null>(),
    resultHash: text("result_hash"),
  },
  (table) => [index("approvals_draft").on(table.draftId)],
);

/**
 * Who could take a position as an approval opened, with the groups and the region of their profiles then. Private, and
 * deleted as it closes: what is counted by then stands in the log.
 */
export const approvalRolls = boundedTable(
  "approval_rolls",
  {
    roundId: uuid("round_id")
      .notNull()
      .$type<RoundId>()
      .references(() => rounds.id, { onDelete: "cascade" }),
    userId: owner(),
    groups: text("groups").array().notNull(),
    region: oneOf("region", regions),
  },
  (table) => [
    primaryKey({ columns: [table.roundId, table.userId] }),
    index("approval_rolls_user").on(table.userId),
  ],
);
