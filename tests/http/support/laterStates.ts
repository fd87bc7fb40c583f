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
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
import type { Params } from "./routes";
import { approvalForm } from "./world";

/** Something that an address names, in a state in which most of what could be done about it is over. */
export type Later = {
  readonly s: Scenario;
  /** The part of an address that names it. */
  readonly part: "round" | "approval" | "draft" | "result";
  readonly params: Params;
  /** The ballot or position in it that would be withdrawn or replaced. */
  readonly leaf?: string;
};

/** One of everything that ends, after its end. */
export async function laterStates(db: TestDb): Promise<Record<string, Later>> {
  const deps = testDeps(db);
  return {
    ...(await roundsOf(await scenario(deps, { members: 1 }))),
    ...(await textsOf(await scenario(deps, { members: 1 }), deps)),
    ...(await finalOf(await scenario(deps, { members: 1 }))),
  };
}

async function roundsOf(s: Scenario): Promise<Record<string, Later>> {
  const voter = there(s.members.alpha[0]);
  const [first, second] = [await opened(s, { workgroupId: null }), await opened(s)];
  value(await joinRoll(s.deps, voter, first));
  const leaves = [first, second].map((round) => cast(s, voter, round, requires("weights")));
  const [one, two] = await Promise.all(leaves);
  const [over, counted] = [await closed(s, first), await closed(s, second)];
  const input = { roundIds: [counted.id], rule: presets["person-share"], title: "A result" };
  value(await compileRounds(s.deps, s.organizer, s.process, input));
  value(await publishCompilation(s.deps, s.organizer, s.process, 1));
  const at = (named: Params) => ({ s, params: { process: s.process.slug, ...named } });
  return {
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

const seen = "0".repeat(64);
const moment = "2035-01-01T12:00";
const key = () => crypto.randomUUID();
const vote = ({ leaf = "" }: Later) => ({ prev: leaf, key: key(), "choices.weights.use": "required" });
const withdrawn = ({ leaf = "" }: Later) => ({ prev: leaf, key: key() });
const onClause = ({ params }: Later) => ({ clause: params.clause ?? "", revision: "0" });
const comment = (later: Later) => ({
  ...{ clause: params(later), language: "en", type: "general", stance: "neutral", speaksAs: "" },
  ...{ body: "A word.", shownIn: "en" },
});
const suggestion = (later: Later) => {
  const { stance: _, ...form } = comment(later);
  return { ...form, proposal: "All data and code is open." };
};
const params = (later: Later) => later.params.clause ?? "";
const ballots = { csv: "voter,component,criterion,choice\nSeat 1,weights,use,required" };
const reference = { source: "A source", csv: "component,level\nweights,required" };

/** Asking another organizer for an act, and taking that back. */
const asking = (file: string) => ({
  [`${file} ask`]: () => ({ seen }),
  [`${file} takeBack`]: () => ({ seen, asked: key() }),
});
const decided = { decision: "rejected", reason: "It says less." };

/** Forms that would be taken before, by page and intent, where one that is made of the fields' kinds alone would not be. */
export const goodForms: Readonly<Record<string, (later: Later) => Record<string, string>>> = {
  "discussion/manage.draft.revisions.tsx restore": (later) => ({
    clause: params(later),
    revision: "1",
    seen: "1",
  }),
  "discussion/manage.draft.revisions.tsx compare": (later) => ({
    clause: params(later),
    from: "1",
    until: "1",
  }),
  "rounds/manage.extend.tsx extend": () => ({ seen, until: moment, reason: "Later.", language: "en" }),
  "rounds/manage.close.tsx close": () => ({ seen }),
  "rounds/manage.schedule.tsx schedule": () => ({ seen, opensAt: moment }),
  "votes/ballot.tsx save": vote,
  "votes/ballot.tsx fill": vote,
  "votes/ballot.tsx review": vote,
  "votes/ballot.tsx cast": vote,
  "votes/ballot.tsx withdraw": withdrawn,
  "votes/manage.round.ballots.tsx read": () => ballots,
  "votes/manage.round.ballots.tsx import": () => ballots,
  "votes/manage.round.open.tsx open": () => ({ seen }),
  "votes/manage.round.tsx edit": () => ({
    ...{ title: "A vote", workgroup: "public", preset: "person-share", rule: "" },
    ...{ attribution: "named", reveal: "at-close", closesAt: "" },
  }),
  "votes/manage.round.tsx readSeats": () => ({ csv: "voter\nSeat 1" }),
  "votes/manage.round.tsx seats": () => ({ csv: "voter\nSeat 1" }),
  "results/manage.compilation.publish.tsx publish": () => ({ seen }),
  "results/manage.compilation.tsx readReference": () => reference,
  "results/manage.compilation.tsx reference": () => reference,
  "approvals/approval.tsx take": () => ({
    ...{ position: "approve", region: "", reason: "", change: "", language: "en", prev: "", key: key() },
  }),
  "approvals/approval.tsx withdraw": withdrawn,
  "approvals/manage.approval.open.tsx open": () => ({ seen }),
  "approvals/manage.approval.tsx edit": () => approvalForm("Another"),
  ...asking("votes/manage.round.open.tsx"),
  ...asking("results/manage.compilation.publish.tsx"),
  ...asking("rounds/manage.close.tsx"),
  ...asking("approvals/manage.approval.open.tsx"),
  "discussion/clause.tsx suggest": suggestion,
  "discussion/draft.tsx suggest": suggestion,
  "discussion/manage.draft.suggestions.tsx decide": () => ({ ...decided, suggestion: key() }),
  "discussion/manage.draft.suggestions.tsx decideMany": () => ({ ...decided, chosen: key() }),
  "discussion/clause.tsx comment": comment,
  "discussion/draft.tsx comment": comment,
  "discussion/manage.draft.tsx save": (later) => ({
    ...onClause(later),
    ...{ kind: "requirement", heading: "", body: "Another text.", stability: "likely" },
  }),
  "discussion/manage.draft.tsx split": (later) => ({ ...onClause(later), at: "3" }),
  "discussion/manage.draft.tsx cite": (later) => ({
    ...{ clause: params(later), cited: "component:1:weights", note: "" },
  }),
  "drafts/manage.draft.import.tsx import": () => ({ markdown: "# Another text" }),
  "drafts/manage.draft.import.tsx read": () => ({ markdown: "# Another text" }),
  "release/manage.publish.tsx publish": () => ({ as: "comments", commentsUntil: moment }),
};
