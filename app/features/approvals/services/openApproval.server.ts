import { and, eq, gt, isNotNull, lte } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { openingRefused, openRound } from "~/features/rounds/services/openRound.server";
import type { RoundKind } from "~/features/rounds/services/roundKind";
import type { Refusal } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { type ApprovalRow, findApproval } from "./findApproval.server";

/**
 * Opens an approval to everyone who takes part in the process by now, and tells them. Its log begins
 * with the rule and the terms, which name the text by its hash. Refuses as `openRound` does, with `changed_since_read` where it is
 * not what was `seen`, and where it never opens.
 */
export async function openApproval(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { round }: ApprovalRow,
  seen?: string,
): Promise<Result<{ log: string }, Refusal>> {
  const now = async (tx: Db) => {
    const row = await findApproval({ db: tx }, round, true);
    return row ? versionOf(openingShown(row)) : "";
  };
  const read = seen === undefined ? {} : { read: { seen, now } };
  return openRound(deps, actor, { process, round, workgroup: null, ...read });
}

/**
 * One that was prepared under a version of rules that is not declared any more does not open (`rule_outdated`), by hand or by the
 * clock, nor one of a text whose place a newer version had taken by then (`version_replaced`).
 */
export const neverOpens: NonNullable<RoundKind["neverOpens"]> = async (tx, round) => {
  const found = await findApproval({ db: tx }, round, true);
  if (!found) return null;
  if (found.approval.rule.version === 1) return "rule_outdated";
  return (await isReplaced(tx, found.draft, round.openedAt)) ? "version_replaced" : null;
};

/** Whether a newer version has been published, by a moment or by now. */
export async function isReplaced(
  db: Db,
  { processId, number }: Pick<DraftRow, "processId" | "number">,
  by: Date | null,
): Promise<boolean> {
  const [newer] = await db
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        eq(drafts.processId, processId),
        gt(drafts.number, number),
        by ? lte(drafts.publishedAt, by) : isNotNull(drafts.publishedAt),
      ),
    )
    .limit(1);
  return newer !== undefined;
}

const openingShown = ({ round, approval, draft }: ApprovalRow) => ({
  title: round.title.text,
  rule: round.ruleHash,
  draft: draft.label,
  text: approval.draftHash,
  isReplaced: draft.state === "superseded" ? "yes" : "no",
  closesAt: round.closesAt?.toISOString() ?? null,
});

/** The version an organizer must have seen to open this approval, and why it cannot be opened as it is. */
export async function openingOf(
  deps: Pick<Deps, "db" | "now" | "roundKinds" | "leastApproval">,
  found: ApprovalRow,
): Promise<{ readonly seen: string; readonly blocked: Refusal["code"] | null }> {
  const seen = versionOf(openingShown(found));
  if (found.round.state !== "draft") return { seen, blocked: "round_not_draft" };
  return { seen, blocked: await openingRefused(deps, deps.db, found.round) };
}
