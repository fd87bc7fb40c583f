import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { addMilestone } from "~/features/processes/services/editProcess.server";
import { readAudit } from "~/features/processes/services/readAudit.server";
import type { BoardState } from "~/features/release/domain/gates";
import { boardPage, groupTitles, snapshotPage } from "~/features/release/services/boardPage.server";
import { boardState } from "~/features/release/services/boardState.server";
import {
  findSnapshot,
  recordDecision,
  snapshotsOf,
  takeSnapshot,
} from "~/features/release/services/decide.server";
import { decidePage } from "~/features/release/services/decidePage.server";
import {
  gateChanges,
  gateShown,
  gatesOf,
  removeGate,
  saveGate,
} from "~/features/release/services/gates.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import { setReviewRule } from "~/features/reviews/services/saveSystem.server";
import { drawTimeline } from "~/features/timeline/domain/draw";
import { timelineOf } from "~/features/timeline/services/timeline.server";
import { timelineCalendar } from "~/features/timeline/services/timelineCalendar.server";
import { versionOf } from "~/platform/version.server";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { notices } from "~db/schema/notices";
import { processes, stakeholderGroups } from "~db/schema/processes";
import { boardSnapshots, gates } from "~db/schema/release";
import { systems } from "~db/schema/reviews";
import { closedApproval, describedAs, openedApproval, saying, take } from "~tests/support/approvals";
import { draftCalled, published, working } from "~tests/support/draftScenario";
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
import { declaredVoid } from "~tests/support/voided";

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
const decisionOn = (snapshot: number, decision: "approved" | "sent-back", decidedOn = "2025-01-01") => ({
  snapshot,
  decision,
  reasons: "For **reasons**.",
  decidedBy: "The board",
  decidedOn,
});
const decide = (...said: Parameters<typeof decisionOn>) =>
  recordDecision(s.deps, s.organizer, s.process, decisionOn(...said));

describe("gates", () => {
  test("are not overwritten by who had the form open before somebody else saved", async () => {
    const { id } = value(await gate("systems"));
    const row = async () => there((await gatesOf(s.deps.db, s.process)).find((one) => one.id === id));
    const opened = versionOf(gateShown(await row(), "en"));
    value(await gate("systems", { id, least: 3, reason: "More.", seen: opened }));
    expect(refusal(await gate("systems", { id, least: 2, seen: opened }))).toBe("edited_meanwhile");
    expect((await row()).rule).toEqual({ kind: "systems", least: 3 });
    value(
      await gate("systems", {
        id,
        least: 2,
        reason: "Fewer.",
        seen: versionOf(gateShown(await row(), "en")),
      }),
    );
  });

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
    const groups = ["developer", "deployer", "end-user", "subject"];
    await describedAs(s, people, { stakeholderGroups: groups });
    const approval = await openedApproval(s, "1.0");
    expect((await now()).gates[0]?.missing.map(({ says }) => says)).toEqual(["approvalOpen"]);
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

  test("rest on no approval that was declared void, whether it is open still or over", async () => {
    value(await gate("support"));
    const said = async () => (await now()).gates[0]?.missing.map(({ says }) => says);
    const gone = await openedApproval(s, "1.0");
    await declaredVoid(s, gone.round);
    expect(await said()).toEqual(["noApproval"]);
    await closedApproval(s, gone);
    expect(await said()).toEqual(["noApproval"]);
    await openedApproval(s, "1.0");
    expect(await said()).toEqual(["approvalOpen"]);
  });

  test("can be changed and taken away, and keep their order", async () => {
    const { id } = value(await gate("systems"));
    value(await gate("ready"));
    value(await gate("systems", { id, title: "Five systems", least: 5, reason: "One is too few." }));
    const rows = await gatesOf(s.deps.db, s.process);
    expect(rows.map(({ rule }) => rule)).toEqual([{ kind: "systems", least: 5 }, { kind: "ready" }]);
    const other = await scenario(s.deps, { members: 0 });
    expect(refusal(await removeGate(s.deps, other.organizer, other.process, { id, reason: "Why." }))).toBe(
      "not_found",
    );
    value(await removeGate(s.deps, s.organizer, s.process, { id, reason: "Nobody can meet it." }));
    expect(await gatesOf(s.deps.db, s.process)).toHaveLength(1);
    const { lines } = await readAudit(s.deps, s.process.id, null);
    expect(lines[0]).toMatchObject({ action: "gates.set", subject: "Five systems ✗" });
  });

  test("keep in public how they came to be: declared, loosened, postponed and removed, by whom, when and why", async () => {
    const { id } = value(
      await gate("systems", { least: 5, dueOn: "2099-01-31", reason: "Five describe it." }),
    );
    value(await gate("systems", { id, least: 2, dueOn: "2099-01-31", reason: "There are only three." }));
    value(await gate("systems", { id, least: 2, dueOn: "2099-06-30", reason: "Reviews take longer." }));
    value(await removeGate(s.deps, s.organizer, s.process, { id, reason: "Nobody reviews." }));
    const { rows, total } = await gateChanges(s.deps, s.process, "en", 1);
    expect(total).toBe(4);
    expect(rows.map(({ reason }) => reason)).toEqual([
      "Nobody reviews.",
      "Reviews take longer.",
      "There are only three.",
      "Five describe it.",
    ]);
    expect(rows).toMatchObject([
      { before: { least: 2, dueOn: "2099-06-30" }, after: null },
      { before: { dueOn: "2099-01-31" }, after: { dueOn: "2099-06-30" } },
      { before: { least: 5 }, after: { least: 2 } },
      { before: null, after: { kind: "systems", least: 5, title: { text: "Gate of systems" } } },
    ]);
    expect(rows.every(({ at }) => at instanceof Date)).toBe(true);
  });

  test("are not changed without a reason, and what stays as it was is no change", async () => {
    const { id } = value(await gate("systems"));
    expect(refusal(await gate("systems", { id, least: 2 }))).toBe("invalid");
    expect((await gatesOf(s.deps.db, s.process))[0]?.rule).toEqual({ kind: "systems", least: 1 });
    value(await gate("systems", { id }));
    expect((await gateChanges(s.deps, s.process, "en", 1)).total).toBe(1);
  });

  test("are not changed behind their history: the database refuses it", async () => {
    const { id } = value(await gate("systems"));
    await expect(
      s.deps.db.update(gates).set({ dueOn: "2100-01-01" }).where(eq(gates.id, id)),
    ).rejects.toThrow();
    await expect(s.deps.db.delete(gates).where(eq(gates.id, id))).rejects.toThrow();
    expect((await gatesOf(s.deps.db, s.process))[0]?.dueOn).toBe("2099-12-31");
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
    value(await removeGate(s.deps, s.organizer, s.process, { id, reason: "Nobody can meet it." }));
    const after = there(await findSnapshot(s.deps.db, s.process, "1"));
    expect(after).toEqual(before);
    expect(snapshotPage(after, "fr")).toMatchObject({ isWhole: true, met: 0, gates: 1 });
    const [only] = after.snapshot.state.gates;
    const state = { ...after.snapshot.state, gates: [{ ...there(only), isMet: true }] };
    await s.deps.db.update(boardSnapshots).set({ state }).where(eq(boardSnapshots.id, after.snapshot.id));
    expect(snapshotPage(there(await findSnapshot(s.deps.db, s.process, "1")), "en").isWhole).toBe(false);
  });

  test("is not decided on for a day that is still to come", async () => {
    value(await snapshot());
    const tooEarly = await decide(1, "approved", "2099-01-01");
    expect(refusal(tooEarly)).toBe("invalid");
    expect((await draftCalled(s, "1.0")).state).toBe("published");
    value(await decide(1, "approved", s.deps.now().toISOString().slice(0, 10)));
  });

  test("is decided on once; approved, the draft is final, and its open comment window ends then", async () => {
    value(await snapshot());
    value(await snapshot());
    const before = s.deps.now();
    value(await decide(1, "approved"));
    expect(refusal(await decide(1, "sent-back"))).toBe("already_decided");
    expect(refusal(await decide(2, "approved"))).toBe("draft_final");
    expect(refusal(await decide(2, "sent-back"))).toBe("draft_final");
    const { state, commentsUntil } = await draftCalled(s, "1.0");
    expect(state).toBe("final");
    expect(there(commentsUntil).getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(there(commentsUntil).getTime()).toBeLessThanOrEqual(s.deps.now().getTime());
    const kinds = (await timelineOf(s.deps, s.process, "en")).map(({ kind }) => kind);
    expect(kinds).toContain("comments");
    expect(
      (await snapshotsOf(s.deps.db, s.process)).map(({ decision }) => decision?.decision ?? null),
    ).toEqual([null, "approved"]);
    const told = await s.deps.db.select().from(notices).where(eq(notices.userId, s.participant.id));
    expect(told.map(({ kind }) => kind)).toContain("draft-approved");
  });

  test("is decided on as it was read, and not where its draft stands another way since", async () => {
    value(await snapshot());
    const read = async () => there(await decidePage(s.deps, s.organizer, s.process, "1"));
    const before = await read();
    expect(before).toMatchObject({ draft: "1.0", state: "published", blocked: null });
    await s.deps.db.update(drafts).set({ commentsUntil: s.deps.now() }).where(eq(drafts.label, "1.0"));
    const press = (seen: string) =>
      recordDecision(s.deps, s.organizer, s.process, decisionOn(1, "approved"), seen);
    expect(refusal(await press(before.seen))).toBe("changed_since_read");
    value(await press((await read()).seen));
    expect((await read()).blocked).toBe("already_decided");
  });

  test("keeps a comment window that had ended before the decision", async () => {
    value(await snapshot());
    const ended = new Date(s.deps.now().getTime() - 60_000);
    await s.deps.db.update(drafts).set({ commentsUntil: ended }).where(eq(drafts.label, "1.0"));
    value(await decide(1, "approved"));
    expect((await draftCalled(s, "1.0")).commentsUntil).toEqual(ended);
  });

  test("of a version that became final without a decision can be approved, not sent back", async () => {
    const draft = await working(s, "2.0");
    value(await publishDraft(s.deps, s.organizer, s.process, draft, null));
    value(await snapshot("2.0"));
    expect(refusal(await decide(1, "sent-back"))).toBe("draft_final");
    value(await decide(1, "approved"));
    expect(await draftCalled(s, "2.0")).toMatchObject({ state: "final", commentsUntil: null });
  });

  test("says by name which systems met it and how groups were called, whatever becomes of them", async () => {
    value(await gate("systems"));
    await asking(s, await draftCalled(s, "1.0"), { weights: ["required", ""] });
    const system = await systemCalled(s, "owl");
    await confirmed(s, s.participant, system);
    value(await fill(s, s.participant, system, row("1.0", "weights", "allowed")));
    value(await snapshot());
    await s.deps.db.update(systems).set({ name: "Renamed" }).where(eq(systems.id, system.id));
    const renamed = { source: "en" as const, text: { en: "Renamed" } };
    await s.deps.db
      .update(stakeholderGroups)
      .set({ title: renamed })
      .where(eq(stakeholderGroups.processId, s.process.id));
    const { state } = there(await findSnapshot(s.deps.db, s.process, "1")).snapshot;
    expect(state.gates[0]?.evidence[0]?.counted).toEqual([
      { name: "System owl", path: "/systems/owl?draft=1.0" },
    ]);
    expect(await groupTitles(s.deps, s.process, "en", state)).toMatchObject({ subject: "Subject" });
    // A state of before titles were kept has those of today.
    const { groups: _, ...old } = state;
    expect(await groupTitles(s.deps, s.process, "en", old)).toMatchObject({ subject: "Renamed" });
    expect(snapshotPage(there(await findSnapshot(s.deps.db, s.process, "1")), "en").isWhole).toBe(true);
  });

  test("that saw a gate met lets it count as met in time, whatever is said of the systems later", async () => {
    const dueOn = new Date(s.deps.now().getTime() - 86_400_000).toISOString().slice(0, 10);
    value(await gate("systems", { dueOn }));
    value(await gate("ready", { dueOn }));
    const draft = await draftCalled(s, "1.0");
    await s.deps.db
      .update(drafts)
      .set({ publishedAt: new Date(`${dueOn}T00:00:00Z`) })
      .where(eq(drafts.id, draft.id));
    await asking(s, draft, { weights: ["required", ""] });
    const system = await systemCalled(s, "owl");
    await confirmed(s, s.participant, system);
    value(await fill(s, s.participant, system, row("1.0", "weights", "allowed")));
    expect(met(await now())).toEqual([
      ["systems", true],
      ["ready", false],
    ]);
    const then = { ...s.deps, now: () => new Date(`${dueOn}T12:00:00Z`) };
    value(await takeSnapshot(then, s.organizer, s.process, { draft: "1.0", meeting: "In time" }));
    expect((await now()).gates.map(({ isMet, metOn }) => [isMet, metOn])).toEqual([
      [true, dueOn],
      [true, dueOn],
    ]);
  });

  test("has systems that meet it since the last word that counts, not one that is only shown", async () => {
    const rule = { levels: ["required" as const], notApplicable: "counts-as-allowed" as const };
    value(await setReviewRule(s.deps, s.organizer, s.process, { ...rule, affiliated: "shown-only" }));
    value(await gate("systems", { dueOn: "2099-12-31" }));
    const draft = await draftCalled(s, "1.0");
    const publishedAt = new Date("2020-01-01T00:00:00Z");
    await s.deps.db.update(drafts).set({ publishedAt }).where(eq(drafts.id, draft.id));
    await asking(s, draft, { weights: ["required", ""] });
    const system = await systemCalled(s, "owl");
    const at = (day: string) => ({ ...s, deps: { ...s.deps, now: () => new Date(`${day}T12:00:00Z`) } });
    await confirmed(s, s.participant, system);
    value(await fill(at("2020-02-01"), s.participant, system, row("1.0", "weights", "allowed")));
    await confirmed(s, s.facilitator, system, true);
    value(await fill(at("2020-03-01"), s.facilitator, system, row("1.0", "weights", "restricted")));
    expect((await now()).gates.map(({ isMet, metOn }) => [isMet, metOn])).toEqual([[true, "2020-02-01"]]);
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
      "Approval 1: An approval · 1.0",
      "Comments on 1.0",
      "Draft 1.0",
      "Round 2: A round · Group alpha",
    ]);
    const drawn = there(drawTimeline(await timelineOf(s.deps, s.process, "en"), "2024-06-01"));
    expect(drawn.streams.map(({ stream, items }) => [stream, items.length])).toEqual([
      ["consultation", 2],
      ["testing", 1],
      ["release", 2],
    ]);
  });

  test("has the due days of gates, and from when to when systems were reviewed against each version", async () => {
    value(await gate("systems", { title: "Real examples", dueOn: "2099-12-31" }));
    await asking(s, await draftCalled(s, "1.0"), { weights: ["required", ""] });
    const system = await systemCalled(s, "owl");
    const at = (day: string) => ({ ...s.deps, now: () => new Date(`${day}T12:00:00Z`) });
    const first = { ...s, deps: at("2029-01-01") } as typeof s;
    await confirmed(first, s.participant, system);
    value(await fill(first, s.participant, system, row("1.0", "weights", "allowed")));
    const later = { ...s, deps: at("2029-02-01") } as typeof s;
    value(await fill(later, s.participant, system, row("1.0", "weights", "restricted", 4)));
    const organizerToo = { ...s, deps: at("2029-01-05") } as typeof s;
    await confirmed(organizerToo, s.organizer, system);
    value(await fill(organizerToo, s.organizer, system, row("1.0", "weights", "restricted")));
    const entries = await timelineOf(s.deps, s.process, "en");
    expect(
      entries
        .filter(({ kind }) => kind === "gate" || kind === "reviews")
        .map(({ stream, title, from, to, path }) => [stream, title.text, from, to, path]),
    ).toEqual([
      ["testing", "Reviewers confirmed", "2029-01-01", "2029-01-05", "/systems"],
      ["testing", "Reviews of systems against 1.0", "2029-01-05", "2029-02-01", "/systems?draft=1.0"],
      ["release", "Due: Real examples", "2099-12-31", null, "/board"],
    ]);
    const calendar = (await timelineCalendar(s.deps, s.process, "en")).replace(/\r\n[ \t]/g, "");
    expect(calendar).toContain("SUMMARY:Due: Real examples");
    expect(calendar).toContain("DTSTART;VALUE=DATE:20991231");
  });

  test("shows no review of a version before it was there, also where words were taken over", async () => {
    await asking(s, await draftCalled(s, "1.0"), { weights: ["required", ""] });
    const system = await systemCalled(s, "owl");
    await confirmed(s, s.participant, system);
    const early = { ...s, deps: { ...s.deps, now: () => new Date("2020-01-01T12:00:00Z") } };
    value(await fill(early, s.participant, system, row("1.0", "weights", "allowed")));
    const [span] = (await timelineOf(s.deps, s.process, "en")).filter(({ path }) =>
      path?.startsWith("/systems?draft="),
    );
    const { publishedAt } = await draftCalled(s, "1.0");
    const day = there(publishedAt).toISOString().slice(0, 10);
    expect([span?.from, span?.to]).toEqual([day, day]);
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
