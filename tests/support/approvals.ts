import { randomUUID } from "node:crypto";
import type { Position } from "~/features/approvals/domain/position";
import { firstApprovalRule } from "~/features/approvals/domain/rule";
import { approvalValues } from "~/features/approvals/services/approvalValues.server";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { type ApprovalRow, approvalsOf } from "~/features/approvals/services/findApproval.server";
import { openApproval } from "~/features/approvals/services/openApproval.server";
import { type PositionInput, takePosition } from "~/features/approvals/services/takePosition.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { type Person, type Scenario, there, value } from "./scenario";

/** What a form declares, by the rule that all begin with. */
export function approvalInput(draft: string, changes: object = {}) {
  const values = approvalValues(firstApprovalRule, { title: "An approval", draft, closesAt: null });
  return {
    ...values,
    groupComparison: "at-least" as const,
    totalComparison: "at-least" as const,
    closesAt: null as Date | null,
    ...changes,
  };
}

export async function approvalAt(s: Scenario, number: number): Promise<ApprovalRow> {
  return there(
    (await approvalsOf(s.deps.db, s.process.id, true)).find(({ round }) => round.number === number),
  );
}

/** An open approval of a published draft. */
export async function openedApproval(s: Scenario, draft: string, changes: object = {}): Promise<ApprovalRow> {
  const { number } = value(
    await draftApproval(s.deps, s.organizer, s.process, approvalInput(draft, changes)),
  );
  value(await openApproval(s.deps, s.organizer, s.process, await approvalAt(s, number)));
  return approvalAt(s, number);
}

/** What somebody says; what is not given is empty. */
export const saying = (position: Position, changes: Partial<PositionInput> = {}): PositionInput => ({
  position,
  groups: [],
  region: null,
  reason: position === "object" ? "It says too little." : "",
  change: position === "object" ? "To say more." : "",
  language: "en",
  prev: null,
  key: randomUUID(),
  ...changes,
});

export const take = (s: Scenario, person: Person, row: ApprovalRow, said: PositionInput) =>
  takePosition(s.deps, person, row, said);

export async function closedApproval(s: Scenario, row: ApprovalRow): Promise<ApprovalRow> {
  value(await closeRound(s.deps, s.organizer, row.round));
  return approvalAt(s, row.round.number);
}
