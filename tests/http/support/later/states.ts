import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { openApproval } from "~/features/approvals/services/openApproval.server";
import { clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { presets } from "~/features/rules/domain/presets";
import * as schema from "~db/schema";
import { approvalAt, approvalInput, closedApproval, saying, take } from "~tests/support/approvals";
import { begun, firstVersion, released, written } from "~tests/support/comments";
import {
  cast,
  closed,
  opened,
  type Person,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
import { declaredVoid } from "~tests/support/voided";
import type { Params } from "../routes";
import { callsOf, meetingsOf, replacedOf } from "./meetings";

/** Something that an address names, in a state in which most of what could be done about it is over. */
export type Later = {
  readonly s: Scenario;
  /** The part of an address that names it. */
  readonly part: "round" | "approval" | "draft" | "result" | "townhall" | "call" | "system" | "language";
  readonly params: Params;
  /** The ballot or position in it that would be withdrawn or replaced. */
  readonly leaf?: string;
  /** Who may ask for it, by intent, where it is not who takes part in the process. */
  readonly by?: Readonly<Record<string, Person>>;
  /** What of it was there before, by what it is. */
  readonly ids?: Readonly<Record<string, string>>;
};

/** One of everything that ends, after its end. */
export async function laterStates(db: TestDb): Promise<Record<string, Later>> {
  const deps = testDeps(db);
  return {
    ...(await roundsOf(await scenario(deps, { members: 1 }))),
    ...(await textsOf(await scenario(deps, { members: 1 }), deps)),
    ...(await finalOf(await scenario(deps, { members: 1 }))),
    ...(await meetingsOf(await scenario(deps, { members: 1 }))),
    ...(await callsOf(await scenario(deps, { members: 1 }))),
    ...(await replacedOf(await scenario(deps, { members: 1 }))),
  };
}

async function roundsOf(s: Scenario): Promise<Record<string, Later>> {
  const voter = there(s.members.alpha[0]);
  const [first, second] = [await opened(s, { workgroupId: null }), await opened(s)];
  const third = await opened(s);
  value(await joinRoll(s.deps, voter, first));
  const leaves = [first, second, third].map((round) => cast(s, voter, round, requires("weights")));
  const [one, two, three] = await Promise.all(leaves);
  const lost = await declaredVoid(s, third);
  const [over, counted] = [await closed(s, first), await closed(s, second)];
  const input = { roundIds: [counted.id], rule: presets["person-share"], title: "A result" };
  value(await compileRounds(s.deps, s.organizer, s.process, input));
  value(await publishCompilation(s.deps, s.organizer, s.process, 1));
  const at = (named: Params) => ({ s, params: { process: s.process.slug, ...named } });
  return {
    "a void round": { part: "round", ...at({ round: String(lost.number) }), leaf: there(three).leaf },
    "a closed round": { part: "round", ...at({ round: String(over.number) }), leaf: there(one).leaf },
    "a round in a published result": {
      part: "round",
      ...at({ round: String(counted.number) }),
      leaf: there(two).leaf,
    },
    "a published result": { part: "result", ...at({ result: "1" }) },
  };
}

async function textsOf(s: Scenario, { db }: TestDeps): Promise<Record<string, Later>> {
  const { draft: first } = await firstVersion(s, "All data is open.");
  const numbers: number[] = [];
  for (const _ of [1, 2, 3])
    numbers.push(value(await draftApproval(s.deps, s.organizer, s.process, approvalInput("0.1"))).number);
  const leaves: string[] = [];
  for (const number of numbers.slice(0, 2)) {
    value(await openApproval(s.deps, s.organizer, s.process, await approvalAt(s, number)));
    const taken = await take(s, s.participant, await approvalAt(s, number), saying("approve"));
    leaves.push(value(taken).leaf);
  }
  await closedApproval(s, await approvalAt(s, there(numbers[0])));
  const second = await begun(s, "0.2");
  await written(s, second, "All weights are open.");
  const newest = await released(s, second);
  await db.update(schema.drafts).set({ commentsUntil: new Date(0) });
  const at = (named: Params) => ({ s, params: { process: s.process.slug, ...named } });
  const approval = (which: number) => ({
    part: "approval" as const,
    ...at({ approval: String(there(numbers[which])) }),
    by: { take: s.facilitator },
  });
  return {
    "a closed approval": { ...approval(0), leaf: there(leaves[0]) },
    "an open approval of a version that was replaced": { ...approval(1), leaf: there(leaves[1]) },
    "a prepared approval of a version that was replaced": approval(2),
    "a version that was replaced": await version(s, first),
    "a version whose comments are closed": await version(s, newest),
  };
}

async function finalOf(s: Scenario): Promise<Record<string, Later>> {
  const draft = await begun(s, "1.0");
  await written(s, draft, "All of it is open.");
  return { "the final version": await version(s, await released(s, draft, null)) };
}

async function version(s: Scenario, draft: DraftRow): Promise<Later> {
  const clause = there((await clauseRows(s.deps.db, draft.id))[0]).clauseId;
  return { s, part: "draft", params: { process: s.process.slug, draft: draft.label, clause } };
}
