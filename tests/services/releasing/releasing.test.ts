import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BoardState } from "~/domain/release/gates";
import { createDraft } from "~/services/drafting/createDraft.server";
import { boardPage, snapshotPage } from "~/services/releasing/boardPage.server";
import { boardState } from "~/services/releasing/boardState.server";
import { findSnapshot, recordDecision, snapshotsOf, takeSnapshot } from "~/services/releasing/decide.server";
import { gatesOf, removeGate, saveGate } from "~/services/releasing/gates.server";
import { drawTimeline, timelineOf } from "~/services/releasing/timeline.server";
import { timelineCalendar } from "~/services/releasing/timelineCalendar.server";
import { addMilestone } from "~/services/setup/process.server";
import { boardSnapshots, endorsedVersions, endorsements, notices, processes } from "~db/schema";
import { closedApproval, openedApproval, saying, take } from "~tests/support/approvals";
import { draftCalled, published } from "~tests/support/draftScenario";
import { asking, confirmed, fill, row, systemCalled } from "~tests/support/reviews";
import {
  drafted,
  joinAll,
  opened,
  processRow,
  refusal,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 1 });
  await published(s, "1.0");
});

const gate = (kind: "support" | "systems" | "endorsements" | "ready", changes: object = {}) =>
  saveGate(s.deps, s.organizer, s.process, "en", {
    id: null,
    title: `Gate of ${kind}`,
    kind,
    least: 1,
    dueOn: "2099-12-31",
    ...changes,
  });
const now = async (label = "1.0") =>
  boardState(s.deps, await processRow(s.deps, s.process.id), await draftCalled(s, label));
const met = (state: BoardState) => state.gates.map(({ kind, isMet }) => [kind, isMet]);
const snapshot = (draft = "1.0") =>
  takeSnapshot(s.deps, s.organizer, s.process, { draft, meeting: "A meeting" });
const decide = (number: number, decision: "approved" | "sent-back") =>
  recordDecision(s.deps, s.organizer, s.process, {
    snapshot: number,
    decision,
    reasons: "For **reasons**.",
    decidedBy: "The board",
    decidedOn: "2030-01-01",
  });

describe("gates", () => {
  test("are computed from approvals, reviews and endorsements of the draft", async () => {
    for (const kind of ["support", "systems", "endorsements", "ready"] as const) value(await gate(kind));
    expect(met(await now())).toEqual([
      ["support", false],
      ["systems", false],
      ["endorsements", false],
      ["ready", false],
    ]);
    const draft = await draftCalled(s, "1.0");
    await asking(s, draft, { weights: ["required", ""] });
    const system = await systemCalled(s, "owl");
    await confirmed(s, s.participant, system);
    value(await fill(s, s.participant, system, row("1.0", "weights", "allowed")));
    const names = Array.from({ length: 5 }, (_, i) => `crowd-${i}-${s.process.slug}`);
    const people = await joinAll(s, names, { role: "participant", workgroupId: null });
    const approval = await openedApproval(s, "1.0");
    expect((await now()).gates[0]?.missing.map(({ says }) => says)).toEqual(["approvalOpen"]);
    const groups = ["developer", "deployer", "end-user", "subject"];
    for (const person of people) value(await take(s, person, approval, saying("approve", { groups })));
    await closedApproval(s, approval);
    await s.deps.db.insert(endorsements).values({
      id: s.deps.newId() as never,
      processId: s.process.id,
      number: 1,
      kind: "person",
      state: "listed",
      email: `endorser-${s.process.slug}@example.org`,
      name: "An example",
      language: "en",
      tokenHash: s.deps.randomHex(32),
      createdAt: s.deps.now(),
    });
    const [endorsement] = await s.deps.db
      .select()
      .from(endorsements)
      .where(eq(endorsements.processId, s.process.id));
    const endorsementId = there(endorsement).id;
    const asked = {
      endorsementId,
      draftId: draft.id,
      draftHash: draft.textHash ?? "",
      askedAt: s.deps.now(),
    };
    await s.deps.db.insert(endorsedVersions).values({ ...asked, answer: "yes" });
    expect(met(await now())).toEqual([
      ["support", true],
      ["systems", true],
      ["endorsements", true],
      ["ready", true],
    ]);
    await s.deps.db
      .update(processes)
      .set({ embargoUntil: new Date(Date.now() + 60_000) })
      .where(eq(processes.id, s.process.id));
    expect(met(await now()).slice(2)).toEqual([
      ["endorsements", false],
      ["ready", false],
    ]);
  });

  test("can be changed and taken away, and keep their order", async () => {
    const { id } = value(await gate("systems"));
    value(await gate("ready"));
    value(await gate("systems", { id, title: "Five systems", least: 5 }));
    const rows = await gatesOf(s.deps.db, s.process);
    expect(rows.map(({ rule }) => rule)).toEqual([{ kind: "systems", least: 5 }, { kind: "ready" }]);
    const other = await scenario(s.deps, { members: 0 });
    expect(refusal(await removeGate(s.deps, other.organizer, other.process, id))).toBe("not_found");
    value(await removeGate(s.deps, s.organizer, s.process, id));
    expect(await gatesOf(s.deps.db, s.process)).toHaveLength(1);
  });

  test("are shown of published versions alone", async () => {
    value(await createDraft(s.deps, s.organizer, s.process, "1.1"));
    expect(await boardPage(s.deps, s.process, "en", "1.1")).toBeNull();
    expect((await boardPage(s.deps, s.process, "en", null))?.draft?.label).toBe("1.0");
    expect(refusal(await snapshot("1.1"))).toBe("not_found");
  });
});

describe("a snapshot", () => {
  test("stays as it was, and tells when it was changed", async () => {
    const { id } = value(await gate("systems"));
    value(await snapshot());
    const before = there(await findSnapshot(s.deps.db, s.process, "1"));
    value(await removeGate(s.deps, s.organizer, s.process, id));
    const after = there(await findSnapshot(s.deps.db, s.process, "1"));
    expect(after).toEqual(before);
    expect(snapshotPage(after, "fr")).toMatchObject({ isWhole: true, met: 0, gates: 1 });
    const [only] = after.snapshot.state.gates;
    const state = { ...after.snapshot.state, gates: [{ ...there(only), isMet: true }] };
    await s.deps.db.update(boardSnapshots).set({ state }).where(eq(boardSnapshots.id, after.snapshot.id));
    expect(snapshotPage(there(await findSnapshot(s.deps.db, s.process, "1")), "en").isWhole).toBe(false);
  });

  test("is decided on once; approved, the draft becomes final and takes no comments any more", async () => {
    value(await snapshot());
    value(await snapshot());
    value(await decide(1, "approved"));
    expect(refusal(await decide(1, "sent-back"))).toBe("already_decided");
    expect(refusal(await decide(2, "approved"))).toBe("draft_final");
    expect(await draftCalled(s, "1.0")).toMatchObject({ state: "final", commentsUntil: null });
    expect(
      (await snapshotsOf(s.deps.db, s.process)).map(({ decision }) => decision?.decision ?? null),
    ).toEqual([null, "approved"]);
    const told = await s.deps.db.select().from(notices).where(eq(notices.userId, s.participant.id));
    expect(told.map(({ kind }) => kind)).toContain("draft-approved");
  });

  test("of a version that another has replaced can be sent back, not approved", async () => {
    value(await snapshot());
    await published(s, "1.1");
    expect(await decide(1, "approved")).toMatchObject({
      error: { code: "invalid", fields: { decision: "errors:field.superseded" } },
    });
    value(await decide(1, "sent-back"));
    expect(await draftCalled(s, "1.0")).toMatchObject({ state: "superseded" });
    expect(refusal(await decide(9, "sent-back"))).toBe("not_found");
  });
});

describe("the timeline", () => {
  const titles = async () => (await timelineOf(s.deps, s.process, "en")).map(({ title }) => title.text);

  test("has what is public, and nothing that is still in preparation", async () => {
    const milestone = { stream: "testing" as const, title: "Reviews", startsOn: "2024-01-01", endsOn: null };
    value(await addMilestone(s.deps, s.organizer, s.process, "en", milestone));
    await drafted(s);
    value(await createDraft(s.deps, s.organizer, s.process, "1.1"));
    expect(await titles()).toEqual(["Reviews", "Draft 1.0", "Comments on 1.0"]);
    await opened(s);
    await openedApproval(s, "1.0");
    expect((await titles()).slice(1).sort()).toEqual([
      "Approval 1 · 1.0",
      "Comments on 1.0",
      "Draft 1.0",
      "Round 2 · Group alpha",
    ]);
    const drawn = there(drawTimeline(await timelineOf(s.deps, s.process, "en")));
    expect(drawn.streams.map(({ stream, items }) => [stream, items.length])).toEqual([
      ["consultation", 2],
      ["testing", 1],
      ["release", 2],
    ]);
  });

  test("is a calendar of whole days, whatever its titles say", async () => {
    const title = 'A; "nasty", title\\ with BEGIN:VEVENT';
    const milestone = { stream: "release" as const, title, startsOn: "2024-02-28", endsOn: "2024-02-29" };
    value(await addMilestone(s.deps, s.organizer, s.process, "en", milestone));
    const text = (await timelineCalendar(s.deps, s.process, "en")).replace(/\r\n[ \t]/g, "");
    expect(text.match(/^BEGIN:VEVENT\r?$/gm)).toHaveLength(3);
    expect(text).toContain('SUMMARY:A\\; "nasty"\\, title\\\\ with BEGIN:VEVENT');
    expect(text).toContain("DTSTART;VALUE=DATE:20240228");
    expect(text).toContain("DTEND;VALUE=DATE:20240301");
  });
});
