import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approvalResultHash } from "~/features/approvals/domain/result";
import { approvalPage, listApprovals, ownPosition } from "~/features/approvals/services/approvalPage.server";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import type { ApprovalRow } from "~/features/approvals/services/findApproval.server";
import { openApproval, openingOf } from "~/features/approvals/services/openApproval.server";
import { withdrawPosition } from "~/features/approvals/services/takePosition.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { streamLog } from "~/features/opendata/services/record/publicLogs.server";
import { setTerms } from "~/features/overview/services/setTerms.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { closeDueRounds, closeRound } from "~/features/rounds/services/closeRound.server";
import { extendDeadline } from "~/features/rounds/services/deadline/extendDeadline.server";
import { discardRound } from "~/features/rounds/services/draftRound.server";
import { viewLog } from "~/features/rounds/services/log/logView.server";
import { termsText } from "~/features/rounds/services/logFiles.server";
import { logHead, logRows, seatsOf } from "~/features/rounds/services/read.server";
import { openScheduledRounds } from "~/features/rounds/services/schedule/openScheduled.server";
import { scheduleOpening } from "~/features/rounds/services/schedule/scheduleOpening.server";
import { examine } from "~/features/verification/services/examine.server";
import { type Work, workHere } from "~/platform/heavy/work";
import { users } from "~db/schema/accounts";
import { approvalRolls, approvals } from "~db/schema/approvals";
import { commentPlaces, comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { processMembers } from "~db/schema/membership";
import { notices } from "~db/schema/notices";
import { auditLog } from "~db/schema/processes";
import { rounds, seats } from "~db/schema/rounds";
import {
  approvalAt,
  approvalInput,
  closedApproval,
  describedAs,
  draftedUnderFirstRule,
  openedApproval,
  openedUnderFirstRule,
  saying,
  take,
} from "~tests/support/approvals";
import { deadlineAt } from "~tests/support/deadline";
import { published, working } from "~tests/support/draftScenario";
import { logLines } from "~tests/support/logLines";
import {
  joinAll,
  type Person,
  refusal,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let people: Person[];
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  await published(s, "1.0");
  const names = Array.from({ length: 6 }, (_, i) => `crowd-${i}-${s.process.slug}`);
  people = await joinAll(s, names, { role: "participant", workgroupId: null });
  await profile(people, { stakeholderGroups: [...everyGroup], country: "SN" });
});

const everyGroup = ["developer", "deployer", "end-user", "subject"];
const profile = (some: readonly Person[], set: Parameters<typeof describedAs>[2]) =>
  describedAs(s, some, set);

const entries = async (number: number) => {
  const { round } = await approvalAt(s, number);
  const head = there(await logHead(s.deps.db, round.id));
  return (await logRows(s.deps.db, head.log)).map(({ kind }) => kind);
};

describe("preparing", () => {
  test("names the regions that decide together with the share that they have to reach, or neither", async () => {
    for (const half of [
      { regionThreshold: "1/2", regions: [] },
      { regionThreshold: "", regions: ["AF"] },
    ])
      expect(await draftApproval(s.deps, s.organizer, s.process, approvalInput("1.0", half))).toMatchObject({
        error: { fields: { regionThreshold: "errors:field.regionsNamed" } },
      });
    const both = approvalInput("1.0", { regionThreshold: "1/2", regions: ["AS", "AF"] });
    value(await draftApproval(s.deps, s.organizer, s.process, both));
    expect((await approvalAt(s, 1)).approval.rule).toMatchObject({
      version: 2,
      region: { threshold: "1/2", named: ["AF", "AS"] },
    });
  });

  test("is possible for a published draft alone, whose hash it keeps", async () => {
    await working(s, "1.1");
    for (const draft of ["1.1", "9.9", ""])
      expect(await draftApproval(s.deps, s.organizer, s.process, approvalInput(draft))).toMatchObject({
        ok: false,
        error: { code: "invalid", fields: { draft: "errors:field.draft" } },
      });
    value(await draftApproval(s.deps, s.organizer, s.process, approvalInput("1.0")));
    const { approval, draft } = await approvalAt(s, 1);
    expect(approval.draftHash).toBe(draft.textHash);
  });

  test("ends with the opening: from then on nothing of it changes", async () => {
    const row = await openedApproval(s, "1.0");
    const again = await draftApproval(
      s.deps,
      s.organizer,
      s.process,
      approvalInput("1.0", { title: "B" }),
      row,
    );
    expect(refusal(again)).toBe("round_not_draft");
    expect(refusal(await openApproval(s.deps, s.organizer, s.process, row))).toBe("round_not_draft");
    const terms = [{ key: "developer", title: "Developer" }];
    expect(
      refusal(await setTerms(s.deps, s.organizer, s.process, { kind: "groups", language: "en", terms })),
    ).toBe("round_not_draft");
  });

  test("does not open by the clock where its version was replaced meanwhile, and organizers are told", async () => {
    const { number } = value(await draftApproval(s.deps, s.organizer, s.process, approvalInput("1.0")));
    const { round } = await approvalAt(s, number);
    const opensAt = new Date(Date.now() + 3_600_000);
    value(await scheduleOpening(s.deps, s.organizer, round, { opensAt }));
    await published(s, "1.1");
    await s.deps.db
      .update(rounds)
      .set({ opensAt: sql`clock_timestamp() - interval '1 second'` })
      .where(eq(rounds.id, round.id));
    expect(await openScheduledRounds(s.deps)).toBe(0);
    const { round: held } = await approvalAt(s, number);
    expect(held).toMatchObject({ state: "draft", openingRefused: "version_replaced" });
    const [told] = (await readNotices(s.deps, s.organizer, "en")).notices;
    expect(told).toMatchObject({
      kind: "approval-held-up",
      values: { number, refusal: "version_replaced" },
    });
    expect(refusal(await scheduleOpening(s.deps, s.organizer, held, { opensAt }))).toBe("version_replaced");
    expect(refusal(await openApproval(s.deps, s.organizer, s.process, await approvalAt(s, number)))).toBe(
      "version_replaced",
    );
  });

  test("does not open on a version that was replaced meanwhile; one that is open says that it was", async () => {
    const open = await openedApproval(s, "1.0");
    const { number } = value(await draftApproval(s.deps, s.organizer, s.process, approvalInput("1.0")));
    const isReplaced = async () =>
      (await approvalPage(s.deps, s.process, await approvalAt(s, open.round.number), "en")).isReplaced;
    expect(await isReplaced()).toBe(false);
    await published(s, "1.1");
    const row = await approvalAt(s, number);
    const { seen, blocked } = await openingOf(s.deps, row);
    expect(blocked).toBe("version_replaced");
    expect(refusal(await openApproval(s.deps, s.organizer, s.process, row, seen))).toBe("version_replaced");
    expect(await isReplaced()).toBe(true);
    value(await take(s, there(people[0]), await approvalAt(s, open.round.number), saying("approve")));
  });

  test("opens as it was read, and is refused aloud where its rule has changed since", async () => {
    const { number } = value(await draftApproval(s.deps, s.organizer, s.process, approvalInput("1.0")));
    const row = await approvalAt(s, number);
    const { seen, blocked } = await openingOf(s.deps, row);
    expect(blocked).toBeNull();
    const changed = approvalInput("1.0", { title: "Another rule" });
    value(await draftApproval(s.deps, s.organizer, s.process, changed, row));
    expect(refusal(await openApproval(s.deps, s.organizer, s.process, row, seen))).toBe("changed_since_read");
    const now = await approvalAt(s, number);
    value(await openApproval(s.deps, s.organizer, s.process, now, (await openingOf(s.deps, now)).seen));
    expect((await openingOf(s.deps, await approvalAt(s, number))).blocked).toBe("round_not_draft");
  });

  test("tells everyone who takes part when it opens, once", async () => {
    await openedApproval(s, "1.0");
    const told = await s.deps.db.select().from(notices).where(eq(notices.kind, "approval-open"));
    const here = told.filter(({ processId }) => processId === s.process.id);
    expect(new Set(here.map(({ userId }) => userId)).size).toBe(here.length);
    expect(here.length).toBe(people.length + 2);
  });
});

test("whoever an approval opens to is told of it, even if the server stops right after it opened", async () => {
  const { number } = value(await draftApproval(s.deps, s.organizer, s.process, approvalInput("1.0")));
  const stopping = {
    ...s.deps,
    publish: () => {
      throw new Error("stopped");
    },
  };
  await expect(openApproval(stopping, s.organizer, s.process, await approvalAt(s, number))).rejects.toThrow(
    "stopped",
  );
  expect((await approvalAt(s, number)).round.state).toBe("open");
  const told = await s.deps.db.select().from(notices).where(eq(notices.processId, s.process.id));
  expect(told.filter(({ kind }) => kind === "approval-open").length).toBe(people.length + 2);
});

describe("the log of what organizers did", () => {
  test("tells an approval from the round of the same number", async () => {
    const input = approvalInput("1.0");
    value(await draftApproval(s.deps, s.organizer, s.process, input));
    value(await draftApproval(s.deps, s.organizer, s.process, input));
    value(await discardRound(s.deps, s.organizer, (await approvalAt(s, 2)).round));
    value(await openApproval(s.deps, s.organizer, s.process, await approvalAt(s, 1)));
    await closedApproval(s, await approvalAt(s, 1));
    const done = await s.deps.db.select().from(auditLog).where(eq(auditLog.processId, s.process.id));
    const actions = done.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(["approval.discarded", "approval.opened", "approval.closed"]),
    );
    expect(actions.filter((action) => action.startsWith("round."))).toEqual([]);
  });
});

describe("taking a position", () => {
  test("can be done again and be taken back until closing; the last one counts", async () => {
    const row = await openedApproval(s, "1.0");
    const one = there(people[0]);
    const first = value(await take(s, one, row, saying("object", { groups: ["developer"] })));
    const second = value(
      await take(s, one, row, saying("approve", { groups: ["developer"], prev: first.leaf })),
    );
    const other = there(people[1]);
    const theirs = value(await take(s, other, row, saying("approve")));
    value(await withdrawPosition(s.deps, other, row, { prev: theirs.leaf, key: crypto.randomUUID() }));
    expect((await ownPosition(s.deps, one, row)).taken).toMatchObject({
      leaf: second.leaf,
      placed: { position: "approve", groups: ["developer"], region: null },
    });
    const { approval } = await closedApproval(s, row);
    expect(approval.result?.total.counts).toEqual({ approve: 1, reservations: 0, object: 0, abstain: 0 });
  });

  test("sent many times at once is one entry with equal receipts; from a stale tab it is refused", async () => {
    const row = await openedApproval(s, "1.0");
    const said = saying("approve", { region: "AF" });
    const receipts = await Promise.all(
      Array.from({ length: 20 }, () => take(s, there(people[0]), row, said)),
    );
    expect(new Set(receipts.map((one) => value(one).leaf)).size).toBe(1);
    expect((await entries(1)).filter((kind) => kind === "cast")).toHaveLength(1);
    expect(refusal(await take(s, there(people[0]), row, saying("abstain")))).toBe("superseded");
    expect(refusal(await take(s, there(people[0]), row, { ...said, position: "abstain" }))).toBe(
      "key_reused",
    );
  });

  test("is for those who took part before it opened", async () => {
    const row = await openedApproval(s, "1.0");
    const stranger = await signUp(s.deps, `stranger-${s.process.slug}`);
    expect(refusal(await take(s, stranger, row, saying("approve")))).toBe("joined_late");
    await s.deps.db.insert(processMembers).values({
      processId: s.process.id,
      userId: stranger.id,
      role: "participant",
      joinedAt: new Date(Date.now() + 60_000),
    });
    expect(refusal(await take(s, stranger, row, saying("approve")))).toBe("joined_late");
    expect((await ownPosition(s.deps, stranger, row)).isEligible).toBe(false);
  });

  test("as an objection needs a reason and what would change it, and loses neither when refused", async () => {
    const row = await openedApproval(s, "1.0");
    const said = saying("object", { reason: "Because.", change: "" });
    expect(await take(s, there(people[0]), row, said)).toMatchObject({
      error: { code: "invalid", fields: { change: "errors:field.empty" } },
    });
    expect((await ownPosition(s.deps, there(people[0]), row)).kept).toMatchObject({
      placed: { position: "object" },
      notes: { reason: "Because." },
    });
    expect(refusal(await take(s, there(people[1]), row, saying("approve", { groups: ["gardener"] })))).toBe(
      "invalid",
    );
  });

  test("other than an objection keeps a reason that was written all the same for its author alone", async () => {
    const row = await openedApproval(s, "1.0");
    const said = saying("abstain", { reason: "Perhaps.", change: "A little." });
    value(await take(s, there(people[0]), row, said));
    const own = await ownPosition(s.deps, there(people[0]), row);
    expect(own.taken).toMatchObject({ placed: { position: "abstain" }, notes: {} });
    expect(own.kept).toMatchObject({ placed: { position: "abstain" }, notes: { reason: "Perhaps." } });
    await closedApproval(s, row);
    expect(await s.deps.db.select().from(comments).where(eq(comments.approvalId, row.round.id))).toEqual([]);
  });

  test("is offered the groups and the region of the profile as it was at the opening, and told under which name it would object", async () => {
    const one = there(people[0]);
    const set = { stakeholderGroups: ["developer"], country: "SN", displayName: "One", showsName: false };
    await s.deps.db.update(users).set(set).where(eq(users.id, one.id));
    const row = await openedApproval(s, "1.0");
    await profile([one], { stakeholderGroups: ["subject"], country: "FR" });
    expect(await ownPosition(s.deps, one, row)).toMatchObject({
      offered: { groups: ["developer"], region: "AF" },
      groups: ["developer"],
      region: "AF",
      isNamed: false,
    });
    await s.deps.db.update(users).set({ showsName: true }).where(eq(users.id, one.id));
    expect((await ownPosition(s.deps, one, row)).isNamed).toBe(true);
  });
});

describe("the roll as it was at the opening", () => {
  const rolls = (row: ApprovalRow) =>
    s.deps.db.select().from(approvalRolls).where(eq(approvalRolls.roundId, row.round.id));

  test("is all that a position can count in: a profile changed afterwards decides nothing", async () => {
    await profile(people, { stakeholderGroups: ["developer"], country: "SN" });
    const row = await openedApproval(s, "1.0");
    await profile(people, { stakeholderGroups: ["subject"], country: "AQ" });
    const one = there(people[0]);
    for (const where of [{ groups: ["subject"] }, { region: "AN" as const }]) {
      const refused = await take(s, one, row, saying("object", { ...where, reason: "No.", change: "Yes." }));
      expect(refused).toMatchObject({
        ok: false,
        error: { code: "invalid", fields: { groups: "errors:field.notOnRoll" } },
      });
      expect((await ownPosition(s.deps, one, row)).kept).toMatchObject({ notes: { reason: "No." } });
    }
    value(await take(s, one, row, saying("object", { groups: ["developer"], region: "AF" })));
    value(await take(s, there(people[1]), row, saying("object")));
    const { approval } = await closedApproval(s, row);
    expect(approval.result?.groups).toMatchObject({ subject: { taken: 0 }, developer: { taken: 1 } });
    expect(approval.result?.regions).toMatchObject({ AN: { taken: 0 }, AF: { taken: 1 } });
  });

  test("has no fresh accounts: those who come after the opening take no position at all", async () => {
    const row = await openedApproval(s, "1.0");
    const late = await joinAll(
      s,
      Array.from({ length: 5 }, (_, i) => `late-${i}-${s.process.slug}`),
      {
        role: "participant",
        workgroupId: null,
      },
    );
    await profile(late, { stakeholderGroups: ["subject"], country: "AQ" });
    await s.deps.db
      .update(processMembers)
      .set({ joinedAt: new Date(there(row.round.openedAt).getTime() + 1) })
      .where(
        inArray(
          processMembers.userId,
          late.map(({ id }) => id),
        ),
      );
    for (const person of late)
      expect(refusal(await take(s, person, row, saying("abstain", { region: "AN" })))).toBe("joined_late");
  });

  test("is decided by those who take a side in it: five who came in time and abstain veto nothing", async () => {
    const few = await joinAll(
      s,
      Array.from({ length: 5 }, (_, i) => `few-${i}-${s.process.slug}`),
      {
        role: "participant",
        workgroupId: null,
      },
    );
    await profile(few, { stakeholderGroups: ["subject"], country: "AQ" });
    const row = await openedApproval(s, "1.0");
    const groups = [...everyGroup];
    for (const person of people)
      value(await take(s, person, row, saying("approve", { groups, region: "AF" })));
    for (const person of few)
      value(await take(s, person, row, saying("abstain", { groups: ["subject"], region: "AN" })));
    const { approval } = await closedApproval(s, row);
    expect(approval.result?.regions.AN).toMatchObject({ taken: 5, isMet: null });
    expect(approval.result?.isMet).toBe(true);
  });

  test("is private while it is open, and deleted as it closes", async () => {
    const row = await openedApproval(s, "1.0");
    expect(await rolls(row)).toHaveLength(people.length + 3);
    const region = "AF" as const;
    value(await take(s, there(people[0]), row, saying("approve", { groups: ["developer"], region })));
    await closedApproval(s, row);
    expect(await rolls(row)).toEqual([]);
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
  });
});

describe("an approval that was declared under version 1", () => {
  test("is counted by version 1, wherever positions say that they count, and doctor finds nothing wrong", async () => {
    await profile(people, { stakeholderGroups: ["subject"], country: "SN" });
    const row = await openedUnderFirstRule(s, "1.0");
    expect((await ownPosition(s.deps, there(people[0]), row)).offered).toBeNull();
    await profile(people, { stakeholderGroups: [], country: "" });
    for (const person of people)
      value(await take(s, person, row, saying("abstain", { groups: ["developer"], region: "EU" })));
    const { approval } = await closedApproval(s, row);
    const result = there(approval.result);
    expect(result).toMatchObject({ v: 1, total: { taken: 6, onRoll: 10 } });
    expect(result.groups).toMatchObject({
      developer: { taken: 6, onRoll: 10, shortfalls: ["no-sides"] },
      subject: { taken: 0, onRoll: 10, shortfalls: ["nobody"] },
    });
    expect(result.regions).toMatchObject({
      AF: { taken: 0, onRoll: 10, isMet: null },
      EU: { taken: 6, onRoll: 10, isMet: false },
    });
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
  });

  test("does not open any more, until its form was saved anew under the rule of today", async () => {
    const row = await draftedUnderFirstRule(s, "1.0");
    expect(refusal(await openApproval(s.deps, s.organizer, s.process, row))).toBe("rule_outdated");
    expect((await approvalAt(s, row.round.number)).round.state).toBe("draft");
    value(await draftApproval(s.deps, s.organizer, s.process, approvalInput("1.0"), row));
    const again = await approvalAt(s, row.round.number);
    expect(again.approval.rule.version).toBe(2);
    value(await openApproval(s.deps, s.organizer, s.process, again));
  });
});

describe("while it is open", () => {
  test("nothing that anyone can read says who or how many took which position", async () => {
    const row = await openedApproval(s, "1.0");
    const shown = async () =>
      JSON.stringify([
        await approvalPage(s.deps, s.process, await approvalAt(s, 1), "en"),
        await listApprovals(s.deps, s.process, "en", false),
        await viewLog(s.deps, row.round),
        await logLines(s.deps, row.round),
      ]);
    const before = await shown();
    for (const person of people) value(await take(s, person, row, saying("object", { groups: ["subject"] })));
    expect(await shown()).toBe(before);
    expect(await s.deps.db.select().from(comments).where(eq(comments.processId, s.process.id))).toEqual([]);
  });
});

describe("closing", () => {
  test("counts at once; the log ends with the result's hash, and doctor finds nothing wrong", async () => {
    const row = await openedApproval(s, "1.0");
    for (const person of people)
      value(await take(s, person, row, saying("approve", { groups: ["developer"] })));
    const { approval } = await closedApproval(s, row);
    const result = there(approval.result);
    expect(result.groups.developer).toMatchObject({ taken: 6, share: "1", isMet: true });
    expect(result.isMet).toBe(false);
    expect(approval.resultHash).toBe(approvalResultHash(result));
    expect((await entries(1)).slice(-2)).toEqual(["close", "result"]);
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
    expect(refusal(await take(s, there(people[0]), row, saying("abstain")))).toBe("round_closed");
  });

  test("comes by itself when the database's clock says so, whatever a node's says", async () => {
    const soon = new Date(Date.now() + 3_600_000);
    const row = await openedApproval(s, "1.0", { closesAt: soon });
    const ahead = { ...s.deps, now: () => new Date(Date.now() + 7_200_000) };
    expect(await closeDueRounds(ahead)).toBe(0);
    await deadlineAt(s.deps.db, row.round.id, new Date(Date.now() - 1000));
    expect(await closeDueRounds(s.deps)).toBe(1);
    expect((await approvalAt(s, 1)).approval.result).not.toBeNull();
  });

  test("comes at a later deadline where it was put off, and the terms stay those of the opening", async () => {
    const row = await openedApproval(s, "1.0", { closesAt: new Date(Date.now() + 7_200_000) });
    const terms = there(await termsText(s.deps, s.process, row.round, null));
    const until = new Date(Date.now() + 90_000_000);
    const input = { until, reason: "Translations came late.", language: "en" as const };
    value(await extendDeadline(s.deps, s.organizer, s.process, row.round, input));
    const { round } = await approvalAt(s, 1);
    expect(round.closesAt).toEqual(until);
    expect(await termsText(s.deps, s.process, round, null)).toBe(terms);
    const told = await s.deps.db.select().from(notices).where(eq(notices.kind, "approval-extended"));
    expect(told.map(({ userId }) => userId)).not.toContain(s.organizer.id);
    expect(told[0]?.values).toMatchObject({ label: "1.0", words: input.reason, at: until.toISOString() });
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
  });

  test("agrees with whoever was still writing: the tally has as many as got a receipt", async () => {
    const row = await openedApproval(s, "1.0");
    const [closing, ...writing] = await Promise.all([
      closedApproval(s, row),
      ...people.map((person) => take(s, person, row, saying("approve"))),
    ]);
    const taken = writing.filter(({ ok }) => ok).length;
    expect(there(closing.approval.result).total.taken).toBe(taken);
    for (const one of writing)
      if (!one.ok) expect(["round_closed", "round_not_open"]).toContain(one.error.code);
  });

  test("counts whoever took part after the log was read and before it was locked", async () => {
    const row = await openedApproval(s, "1.0");
    const [early, late] = [there(people[0]), there(people[1])];
    value(await take(s, early, row, saying("approve")));
    const work: Work = async (task, input, portions) => {
      const read = await workHere(task, input, portions);
      value(await take(s, late, row, saying("approve")));
      return read;
    };
    value(await closeRound({ ...s.deps, work }, s.organizer, row.round));
    expect(there((await approvalAt(s, 1)).approval.result).total.taken).toBe(2);
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
  });

  test("does not come by hand before the deadline that was declared", async () => {
    const row = await openedApproval(s, "1.0", { closesAt: new Date(Date.now() + 3_600_000) });
    expect(refusal(await closeRound(s.deps, s.organizer, row.round))).toBe("deadline_declared");
    expect((await approvalAt(s, 1)).round.state).toBe("open");
  });

  test("numbers objections by lot, and tells their words nowhere beside the position", async () => {
    const row = await openedApproval(s, "1.0");
    const authors = people.slice(0, 4);
    for (const [i, person] of authors.entries())
      value(await take(s, person, row, saying("object", { reason: `Reason ${i}.` })));
    let lots = 4;
    const lot = (bytes: number) =>
      bytes === 16 ? String(lots--).padStart(32, "0") : s.deps.randomHex(bytes);
    value(await closeRound({ ...s.deps, randomHex: lot }, s.organizer, row.round));
    const made = await s.deps.db
      .select()
      .from(comments)
      .where(eq(comments.approvalId, row.round.id))
      .orderBy(comments.number);
    expect(made.map(({ authorId }) => authorId)).toEqual(authors.map(({ id }) => id).toReversed());
    const { round } = await approvalAt(s, 1);
    const told = there(await logLines(s.deps, round));
    expect(told).not.toContain("Reason");
    const streamed: string[] = [];
    const { log } = there(await logHead(s.deps.db, round.id));
    for await (const text of streamLog(s.deps.db, { log, showsReasons: false })) streamed.push(text);
    expect(streamed.join("")).toBe(told);
    expect((await ownPosition(s.deps, there(people[0]), row)).taken?.notes).toMatchObject({
      reason: "Reason 0.",
    });
  });

  test("gives objections their place in the version that is current by then", async () => {
    const row = await openedApproval(s, "1.0");
    value(await take(s, there(people[0]), row, saying("object")));
    const next = await published(s, "1.1");
    await closedApproval(s, row);
    const [made] = await s.deps.db.select().from(comments).where(eq(comments.approvalId, row.round.id));
    const places = await s.deps.db
      .select()
      .from(commentPlaces)
      .where(eq(commentPlaces.commentId, there(made).id));
    expect(places).toMatchObject([{ draftId: next.id, clauseId: null, match: "exact" }]);
  });

  test("takes shares of the people of the opening, whatever their profiles say by then", async () => {
    await profile(people, { stakeholderGroups: ["subject"], country: "SN" });
    await profile(people.slice(0, 1), { suspendedAt: new Date() });
    const row = await openedApproval(s, "1.0");
    await profile(people, { stakeholderGroups: ["developer"], country: "" });
    for (const person of people)
      value(await take(s, person, row, saying("approve", { groups: ["subject"], region: "AF" })));
    const { approval } = await closedApproval(s, row);
    const { groups, regions, total } = there(approval.result);
    expect(total).toMatchObject({ taken: 6, onRoll: 10 });
    expect(groups.subject).toMatchObject({ taken: 6, onRoll: 10 });
    expect(regions.AF).toMatchObject({ taken: 6, onRoll: 10 });
    // Nobody and a few look alike.
    expect(groups.developer).toMatchObject({ taken: 0, onRoll: 10 });
    expect(regions.OC).toMatchObject({ taken: 0, onRoll: 10 });
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
  });

  test("shows which groups share five positions or more", async () => {
    const row = await openedApproval(s, "1.0");
    for (const [i, person] of people.entries())
      value(
        await take(
          s,
          person,
          row,
          saying("approve", { groups: i < 5 ? ["developer", "subject"] : ["developer", "deployer"] }),
        ),
      );
    const page = await approvalPage(s.deps, s.process, await closedApproval(s, row), "en");
    expect(page.pairs).toEqual([{ one: "developer", other: "subject", positions: 5 }]);
  });

  test("makes objections comments that need a disposition, by their authors and in their language", async () => {
    const row = await openedApproval(s, "1.0");
    const author = there(people[0]);
    const said = saying("object", {
      reason: "Il manque.",
      change: "Ajouter.",
      language: "fr",
      groups: ["subject"],
    });
    value(await take(s, author, row, said));
    value(await take(s, there(people[1]), row, saying("approve")));
    await closedApproval(s, row);
    const made = await s.deps.db.select().from(comments).where(eq(comments.approvalId, row.round.id));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({
      authorId: author.id,
      language: "fr",
      // Its groups stand in the log, under the pseudonym.
      speaksAs: null,
      stance: "oppose",
      dispositionId: null,
      number: 1,
    });
    expect(made[0]?.body).toMatch(/^Il manque\.\n\n\*\*.+\*\*\n\nAjouter\.$/);
    const page = await approvalPage(s.deps, s.process, await approvalAt(s, 1), "en");
    expect(page.objections).toMatchObject([{ state: "open", beginning: "Il manque." }]);
    expect(page.hiddenObjections).toBe(0);
    // Hidden, it is told as hidden: it was made and counted.
    await s.deps.db
      .update(comments)
      .set({ hiddenAt: new Date() })
      .where(eq(comments.approvalId, row.round.id));
    const hidden = await approvalPage(s.deps, s.process, await approvalAt(s, 1), "en");
    expect([hidden.objections, hidden.hiddenObjections, hidden.result?.total.counts.object]).toEqual([
      [],
      1,
      1,
    ]);
  });

  test("leaves proofs and count standing when somebody erases their account", async () => {
    const row = await openedApproval(s, "1.0");
    for (const person of people) value(await take(s, person, row, saying("object")));
    await closedApproval(s, row);
    await s.deps.db.update(seats).set({ organization: "A lab" }).where(eq(seats.roundId, row.round.id));
    value(await eraseAccount(s.deps, there(people[0])));
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
    const left = (await seatsOf(s.deps.db, row.round.id)).filter(({ userId }) => userId === null);
    expect(left).toMatchObject([{ organization: null }]);
  });

  test("is told by doctor when a result, a rule or the text was changed afterwards", async () => {
    const row = await openedApproval(s, "1.0");
    value(await take(s, there(people[0]), row, saying("approve")));
    const { approval, draft } = await closedApproval(s, row);
    const result = there(approval.result);
    const found = async () =>
      (await examine(s.deps, s.process.id)).findings.map(({ what }) => what).join("; ");
    await s.deps.db
      .update(approvals)
      .set({ resultHash: "f".repeat(64) })
      .where(eq(approvals.roundId, row.round.id));
    expect(await found()).toContain("a recount of the approval gives another result");
    await s.deps.db
      .update(approvals)
      .set({ resultHash: approvalResultHash(result) })
      .where(eq(approvals.roundId, row.round.id));
    await s.deps.db
      .update(drafts)
      .set({ textHash: "0".repeat(64) })
      .where(eq(drafts.id, draft.id));
    expect(await found()).toContain("the approval's draft has another hash");
    await s.deps.db.update(approvals).set({ result: null }).where(eq(approvals.roundId, row.round.id));
    expect(await found()).toContain("an approval is closed and has no result");
    await s.deps.db.update(approvals).set({ result }).where(eq(approvals.roundId, row.round.id));
    await s.deps.db.update(drafts).set({ textHash: draft.textHash }).where(eq(drafts.id, draft.id));
  });
});

describe("for at least an hour", () => {
  const hour = 3_600_000;
  const lasting = (now = () => new Date()) => ({ ...s.deps, leastApproval: hour, now });
  const drafted = async (closesAt: Date | null) => {
    const input = approvalInput("1.0", { closesAt });
    const { number } = value(await draftApproval(s.deps, s.organizer, s.process, input));
    return approvalAt(s, number);
  };

  test("an approval is open: nobody opens and closes one to read its roll", async () => {
    const row = await drafted(null);
    value(await openApproval(lasting(), s.organizer, s.process, row));
    expect(refusal(await closeRound(lasting(), s.organizer, row.round))).toBe("open_too_short");
    expect((await approvalAt(s, 1)).round.state).toBe("open");
    const later = () => new Date(Date.now() + hour + 1000);
    value(await closeRound(lasting(later), s.organizer, row.round));
  });

  test("a deadline lies ahead, or it does not open", async () => {
    const row = await drafted(new Date(Date.now() + hour / 2));
    expect(refusal(await openApproval(lasting(), s.organizer, s.process, row))).toBe("deadline_too_soon");
    expect((await openingOf(lasting(), row)).blocked).toBe("deadline_too_soon");
    expect((await approvalAt(s, 1)).round).toMatchObject({ state: "draft", openedAt: null });
    const other = await drafted(new Date(Date.now() + 2 * hour));
    value(await openApproval(lasting(), s.organizer, s.process, other));
  });
});

test("the roll of a later approval says nothing of a few who came or of accounts that somebody made", async () => {
  const shown = async () => {
    const { approval } = await closedApproval(s, await openedApproval(s, "1.0"));
    const { total, groups, regions } = there(approval.result);
    return JSON.stringify([total.onRoll, Object.values(groups).map((one) => one.onRoll), regions.AN?.onRoll]);
  };
  const first = await shown();
  for (let n = 1; n <= 5; n++) {
    const own = await joinAll(s, [`own-${n}-${s.process.slug}`], { role: "participant", workgroupId: null });
    await profile(own, { stakeholderGroups: ["subject"], country: "AQ" });
    expect(await shown()).toBe(first);
  }
});

test("the roll of a later approval is counted anew once ten have come since it was: of one whom it moved with, it would tell what they are", async () => {
  const countedAt = async () => {
    const { approval, round } = await openedApproval(s, "1.0");
    await closedApproval(s, await approvalAt(s, round.number));
    return there(there(approval.rollSteps).at);
  };
  const joinsAs = (name: string) =>
    joinAll(s, [`${name}-${s.process.slug}`], { role: "participant", workgroupId: null });
  const first = await countedAt();
  for (let n = 1; n <= 9; n++) await joinsAs(`comes-${n}`);
  expect(await countedAt()).toBe(first);
  await joinsAs("comes-tenth");
  const second = await countedAt();
  expect(second > first).toBe(true);
  await joinsAs("comes-later");
  expect(await countedAt()).toBe(second);
});
