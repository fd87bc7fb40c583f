import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import type { Position } from "~/features/approvals/domain/position";
import { approvalRuleHash, type FirstApprovalRule, suggestedRule } from "~/features/approvals/domain/rule";
import { approvalValues } from "~/features/approvals/services/approvalValues.server";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { type ApprovalRow, approvalsOf } from "~/features/approvals/services/findApproval.server";
import { openApproval } from "~/features/approvals/services/openApproval.server";
import { type PositionInput, takePosition } from "~/features/approvals/services/takePosition.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import type { Region } from "~/kernel/places/regions";
import { users } from "~db/schema/accounts";
import { approvalRolls, approvals } from "~db/schema/approvals";
import { rounds } from "~db/schema/rounds";
import { type Person, type Scenario, there, value } from "./scenario";

/** What a form declares, by the rule that all begin with. */
export function approvalInput(draft: string, changes: object = {}) {
  const values = approvalValues(suggestedRule, { title: "An approval", draft, closesAt: null });
  return {
    ...values,
    regions: [...values.regions] as Region[],
    groupComparison: "at-least" as const,
    totalComparison: "at-least" as const,
    closesAt: null as Date | null,
    ...changes,
  };
}

/** What people say of themselves; the roll of an approval that opens afterwards has it. */
export async function describedAs(
  s: Scenario,
  people: readonly Person[],
  profile: Partial<typeof users.$inferInsert>,
): Promise<void> {
  const ids = people.map(({ id }) => id);
  await s.deps.db.update(users).set(profile).where(inArray(users.id, ids));
}

/** As approvals declared it before only those who take a side filled a minimum. */
export const firstRule: FirstApprovalRule = {
  version: 1,
  name: "Two thirds of every group",
  group: { comparison: "at-least", threshold: "2/3", leastPositions: 5, leastTurnout: "1/10" },
  region: { comparison: "at-least", threshold: "1/2" },
  total: { comparison: "at-least", threshold: "2/3" },
};

/** An approval that was prepared under version 1, as a server of then left it in the database. */
export async function draftedUnderFirstRule(s: Scenario, draft: string): Promise<ApprovalRow> {
  const { number } = value(await draftApproval(s.deps, s.organizer, s.process, approvalInput(draft)));
  const { round } = await approvalAt(s, number);
  const declared = { rule: firstRule as never, ruleHash: approvalRuleHash(firstRule) };
  await s.deps.db.update(rounds).set(declared).where(eq(rounds.id, round.id));
  await s.deps.db.update(approvals).set({ rule: firstRule }).where(eq(approvals.roundId, round.id));
  return approvalAt(s, number);
}

export async function openedUnderFirstRule(s: Scenario, draft: string): Promise<ApprovalRow> {
  const { round } = await draftedUnderFirstRule(s, draft);
  // As a server of then did it, which knew of no later version.
  const { approval: kind } = s.deps.roundKinds;
  const roundKinds = { ...s.deps.roundKinds, approval: { ...kind, neverOpens: async () => null } };
  value(
    await openRound({ ...s.deps, roundKinds }, s.organizer, { process: s.process, round, workgroup: null }),
  );
  const { approval } = await approvalAt(s, round.number);
  const counted = { onRoll: there(approval.rollSteps).counts, rollSteps: null };
  await s.deps.db.update(approvals).set(counted).where(eq(approvals.roundId, round.id));
  await s.deps.db.delete(approvalRolls).where(eq(approvalRolls.roundId, round.id));
  return approvalAt(s, round.number);
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
