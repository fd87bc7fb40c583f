import { index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import type { ApprovalResult } from "~/features/approvals/domain/result";
import type { ApprovalRule, RollCount } from "~/features/approvals/domain/rule";
import type { DraftId, RoundId } from "~/kernel/ids";
import { boundedTable } from "./bounds";
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
    /** People on the roll by group and region as it opened, rounded up to fives; null before. */
    onRoll: jsonb("on_roll").$type<RollCount | null>(),
    /** Counted once, as it closes; its hash is the log's last entry. */
    result: jsonb("result").$type<ApprovalResult | null>(),
    resultHash: text("result_hash"),
  },
  (table) => [index("approvals_draft").on(table.draftId)],
);
