import { afterAll, beforeAll, expect, test } from "vitest";
import { addComment } from "~/services/commenting/addComment.server";
import { createDraft } from "~/services/drafting/createDraft.server";
import { processReport } from "~/services/releasing/report.server";
import { closedApproval, openedApproval, saying, take } from "~tests/support/approvals";
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
  const approval = await openedApproval(s, "1.0");
  value(await take(s, s.participant, approval, saying("approve", { groups: ["subject"] })));
  const before = await processReport(s.deps, await processRow(s.deps, s.process.id), "en");
  expect(before.approval).toBeUndefined();
  expect(before.figures).toMatchObject({ rounds: 1, ballots: 3, comments: 1, disposed: 0, topics: 0 });
  expect(before.drafts.map(({ label }) => label)).toEqual(["1.0"]);
  expect(before.systems).toMatchObject([{ key: "owl", assessed: { verdict: "nothing-required" } }]);
  await closedApproval(s, approval);
  const after = await processReport(s.deps, s.process, "en");
  expect(there(after.approval).rows.find(({ key }) => key === "subject")).toMatchObject({ share: 1 });
  expect(after.figures.ballots).toBe(3);
});
