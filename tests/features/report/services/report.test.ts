import { afterAll, beforeAll, expect, test } from "vitest";
import { addComment } from "~/features/comments/services/addComment.server";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { openToEndorsements } from "~/features/endorsements/services/desk/openToEndorsements.server";
import { recordDecision, takeSnapshot } from "~/features/release/services/decide.server";
import { saveGate } from "~/features/release/services/gates.server";
import { processReport } from "~/features/report/services/report.server";
import { closedApproval, describedAs, openedApproval, saying, take } from "~tests/support/approvals";
import { published } from "~tests/support/draftScenario";
import { systemCalled } from "~tests/support/reviews";
import { cast, closed, opened, processRow, requires, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

test("the report of an empty process has nothing to tell, and says so without failing", async () => {
  const s = await scenario(testDeps(db), { members: 0 });
  const report = await processReport(s.deps, s.process, "ar");
  expect(report).toMatchObject({
    from: null,
    drawn: null,
    shown: null,
    drafts: [],
    systems: [],
    snapshots: [],
    approvals: [],
    gates: [],
    endorsements: null,
    townhalls: [],
  });
  expect(report.figures).toMatchObject({ rounds: 0, ballots: 0, comments: 0, registered: null });
});

test("the report counts what is public, and nothing that is still open or in preparation", async () => {
  const s = await scenario(testDeps(db), { members: 3 });
  const round = await opened(s);
  for (const voter of s.members.alpha) await cast(s, voter, round, requires("weights"));
  await closed(s, round);
  const open = await opened(s, { workgroupId: s.beta.id });
  for (const voter of s.members.beta) await cast(s, voter, open, requires("weights"));
  const draft = await published(s, "1.0");
  const comment = {
    clause: null,
    language: "en" as const,
    type: "general" as const,
    stance: "neutral" as const,
    speaksAs: null,
    body: "A word.",
    proposal: "",
    quote: "",
    start: 0,
    end: 0,
    shownIn: "en" as const,
  };
  value(await addComment(s.deps, s.participant, s.process, draft, comment));
  value(await createDraft(s.deps, s.organizer, s.process, "1.1"));
  await systemCalled(s, "owl");
  await describedAs(s, [s.participant], { stakeholderGroups: ["subject"] });
  const approval = await openedApproval(s, "1.0");
  value(await take(s, s.participant, approval, saying("approve", { groups: ["subject"] })));
  const before = await processReport(s.deps, await processRow(s.deps, s.process.id), "en");
  expect([before.approvals, before.otherApprovals]).toMatchObject([[], [{ number: 1, isMet: null }]]);
  expect(before.figures).toMatchObject({ rounds: 1, ballots: 3, comments: 1, disposed: 0, topics: 0 });
  expect(before.drafts.map(({ label }) => label)).toEqual(["1.0"]);
  expect(before.systems).toMatchObject([{ key: "owl", verdict: "nothing-required" }]);
  await closedApproval(s, approval);
  const after = await processReport(s.deps, s.process, "en");
  expect(there(after.approvals[0]).rows.find(({ key }) => key === "subject")).toMatchObject({ share: 1 });
  expect(after.figures.ballots).toBe(3);
});

test("the report is of the released version: by which decision, on which gates, with its own approvals", async () => {
  const s = await scenario(testDeps(db), { members: 0 });
  const gate = { id: null, title: "Real examples", kind: "systems" as const, least: 1, dueOn: "2099-12-31" };
  value(await saveGate(s.deps, s.organizer, s.process, "en", gate));
  await published(s, "0.9");
  await closedApproval(s, await openedApproval(s, "0.9"));
  await published(s, "1.0");
  await closedApproval(s, await openedApproval(s, "1.0"));
  await closedApproval(s, await openedApproval(s, "1.0"));
  value(await openToEndorsements(s.deps, s.organizer, s.process, "1.0"));
  const row = await processRow(s.deps, s.process.id);
  const open = await processReport(s.deps, row, "en");
  expect(open).toMatchObject({ shown: { label: "1.0" }, decision: null, gates: [{ isMet: false }] });
  expect(open.endorsements?.shown?.counts).toMatchObject({ total: 0 });
  expect(open.approvals.map(({ number }) => number)).toEqual([2, 3]);
  expect(open.otherApprovals).toMatchObject([{ number: 1, draft: "0.9" }]);

  value(await takeSnapshot(s.deps, s.organizer, s.process, { draft: "1.0", meeting: "The meeting" }));
  const decision = {
    snapshot: 1,
    decision: "approved" as const,
    reasons: "It is time.",
    decidedBy: "The board",
    decidedOn: "2025-01-01",
  };
  value(await recordDecision(s.deps, s.organizer, s.process, decision));
  value(await saveGate(s.deps, s.organizer, s.process, "en", { ...gate, title: "Another" }));
  // A later working or open version does not take the released one's place.
  await published(s, "1.1");
  const report = await processReport(s.deps, row, "en");
  expect(report.shown).toMatchObject({ label: "1.0", state: "final" });
  expect(report.decision).toMatchObject({ meeting: "The meeting", decision: { decidedBy: "The board" } });
  expect(report.gates.map(({ title }) => title.text)).toEqual(["Real examples"]);
});
