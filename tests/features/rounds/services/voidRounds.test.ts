import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { positionBallot } from "~/features/approvals/domain/position";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { frontFactsOf } from "~/features/overview/services/front/frontFacts.server";
import { listProcesses } from "~/features/overview/services/listProcesses.server";
import { pagesOf } from "~/features/overview/services/pagesOf.server";
import { phaseFactsOf } from "~/features/overview/services/phases.server";
import { leave, leaveRoll } from "~/features/profile/services/leave.server";
import { processReport } from "~/features/report/services/report.server";
import { countPeople } from "~/features/representation/services/countPeople.server";
import { compileRounds } from "~/features/results/services/compileRounds.server";
import { uncountedRounds } from "~/features/results/services/counting/uncountedRounds.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { roundsDeletion } from "~/features/rounds/registrations/deletion.server";
import { withdrawBallot } from "~/features/rounds/services/ballots.server";
import { extendDeadline } from "~/features/rounds/services/deadline/extendDeadline.server";
import { openTurnouts, remind } from "~/features/rounds/services/roll/remind.server";
import { joinRoll, openSeatsOf } from "~/features/rounds/services/roll.server";
import { roundPage, roundsPage } from "~/features/rounds/services/roundViews.server";
import { presets } from "~/features/rules/domain/presets";
import { timelineOf } from "~/features/timeline/services/timeline.server";
import { examine } from "~/features/verification/services/examine.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { ballotForm, saveBallot } from "~/features/votes/services/ballotView.server";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { approvalRolls } from "~db/schema/approvals";
import { comments } from "~db/schema/comments";
import { ballotLogs } from "~db/schema/rounds";
import { closedApproval, openedApproval, saying, take } from "~tests/support/approvals";
import { firstVersion } from "~tests/support/comments";
import {
  ballot,
  cast,
  closed,
  joined,
  logOf,
  opened,
  type Person,
  refusal,
  requires,
  roundRow,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testDeps } from "~tests/support/testDeps";
import { declaredVoid } from "~tests/support/voided";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 3 });
});
afterAll(() => db.close());

const voidNotices = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.filter(({ kind }) => (kind as string).endsWith("-void"));

describe("A round that the record log declares void", () => {
  test("takes no ballot, no revision and no withdrawal, keeps nothing for later, and adds nothing to its log", async () => {
    const round = await opened(s);
    const [voter, other] = s.members.alpha as [Person, Person];
    const first = ballot(requires("weights"));
    const { leaf } = value(await castBallot(s.deps, voter, round, first));
    const before = (await logOf(s.deps, round)).rows;
    const gone = await declaredVoid(s, round);
    expect(gone).toMatchObject({ state: "open", voidedAt: expect.any(Date) });
    // Whoever read the round before it was void is refused by the database.
    for (const one of [round, gone]) {
      const revised = ballot(requires("training-data"), { prev: leaf });
      expect(refusal(await castBallot(s.deps, other, one, ballot(requires("weights"))))).toBe("round_void");
      expect(refusal(await castBallot(s.deps, voter, one, revised))).toBe("round_void");
      expect(refusal(await withdrawBallot(s.deps, voter, one, { prev: leaf, key: "gone" }))).toBe(
        "round_void",
      );
    }
    expect(refusal(await saveBallot(s.deps, other, gone, ballot(requires("weights"))))).toBe("round_void");
    expect((await ballotForm(s.deps, gone)).isOpen).toBe(false);
    // The form whose answer was lost gets the receipt that it had.
    expect(value(await castBallot(s.deps, voter, gone, first)).leaf).toBe(leaf);
    expect((await logOf(s.deps, gone)).rows).toEqual(before);
  });

  test("stays as its roll is, is put off by nobody, and reminds nobody", async () => {
    const [round, everyones] = [await opened(s), await opened(s, { workgroupId: null })];
    const [voter, left] = s.members.alpha as [Person, Person];
    value(await leaveRoll(s.deps, left, round.id));
    const [gone, all] = [await declaredVoid(s, round), await declaredVoid(s, everyones)];
    expect(refusal(await joinRoll(s.deps, voter, all))).toBe("round_void");
    expect(refusal(await joinRoll(s.deps, left, gone))).toBe("round_void");
    expect(refusal(await leaveRoll(s.deps, voter, round.id))).toBe("round_void");
    expect(await openSeatsOf(db.db, voter)).toEqual([]);
    const until = new Date(s.deps.now().getTime() + minutes(600));
    const later = { until, reason: "More time.", language: "en" } as const;
    expect(refusal(await extendDeadline(s.deps, s.organizer, s.process, gone, later))).toBe("round_void");
    expect(refusal(await remind(s.deps, s.facilitator, s.process, s.alpha, gone.id))).toBe("round_void");
    expect(await openTurnouts(s.deps, [gone.id], "en")).toEqual([]);
    // To leave the workgroup is nobody's to refuse.
    value(await leave(s.deps, voter, { process: s.process.id, workgroup: s.alpha.id }));
  });

  test("is shown as void until it is closed, and its log closes as any other", async () => {
    const round = await opened(s);
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    const gone = await declaredVoid(s, round);
    expect((await roundPage(s.deps, gone)).phase).toBe("void");
    const over = await closed(s, gone);
    expect(over).toMatchObject({ state: "closed", voidedAt: gone.voidedAt });
    expect((await roundPage(s.deps, over)).phase).toBe("void");
    const { log, rows } = await logOf(s.deps, over);
    expect(verifyLog(log, rows, componentBallot).problems).toEqual([]);
  });

  test("is told to its roll and to who voted and left, once, and to the organizers; to nobody else", async () => {
    const round = await opened(s);
    const [waits, voted, left] = s.members.alpha as [Person, Person, Person];
    await cast(s, voted, round, requires("weights"));
    value(await leaveRoll(s.deps, voted, round.id));
    value(await leaveRoll(s.deps, left, round.id));
    await declaredVoid(s, round);
    await declaredVoid(s, round);
    for (const person of [waits, voted, s.organizer]) expect(await voidNotices(person)).toHaveLength(1);
    for (const person of [left, s.participant, there(s.members.beta[0])])
      expect(await voidNotices(person)).toEqual([]);
  });

  test("that is open to everyone is told to everyone who takes part", async () => {
    const stranger = await joined(s, "stranger", { role: "participant", workgroupId: null });
    await declaredVoid(s, await opened(s, { workgroupId: null }));
    for (const person of [stranger, s.participant]) expect(await voidNotices(person)).toHaveLength(1);
  });

  test("was not void if it had closed before", async () => {
    const over = await closed(s, await opened(s));
    expect((await declaredVoid(s, over)).voidedAt).toBeNull();
    expect(await voidNotices(there(s.members.alpha[0]))).toEqual([]);
  });

  test("stays void in the database", async () => {
    const round = await opened(s);
    await declaredVoid(s, round);
    const { log } = await logOf(s.deps, round);
    const undone = db.db.update(ballotLogs).set({ voidedAt: null }).where(eq(ballotLogs.log, log));
    await expect(undone).rejects.toMatchObject({ cause: { message: expect.stringContaining("is void") } });
    expect((await roundRow(s.deps, round.id)).voidedAt).not.toBeNull();
  });
});

describe("A round that is void", () => {
  /** What is said of a process where its rounds are counted. */
  async function told() {
    const { deps, process, organizer } = s;
    const [phases, front, list, pages, people, report, todos] = await Promise.all([
      phaseFactsOf(deps, process),
      frontFactsOf(deps, process),
      listProcesses(deps),
      pagesOf(deps, process.id),
      countPeople(db.db, process.id),
      processReport(deps, process, "en"),
      readTodos(deps, organizer),
    ]);
    return {
      phases,
      front: [front.publicRound, front.turns],
      listed: list.find(({ id }) => id === process.id)?.openRounds,
      pages,
      people,
      figures: report.figures,
      todos: todos.map(({ kind }) => kind as string).filter((kind) => kind === "compile"),
    };
  }

  test("counts nowhere as open, and none keeps a process from being deleted", async () => {
    const before = await told();
    const everyones = await opened(s, { workgroupId: null });
    expect(await told()).not.toEqual(before);
    const refusing = () => db.db.transaction(async (tx) => roundsDeletion.refuses(tx, s.process.id));
    expect(await refusing()).toEqual({ code: "round_still_open" });
    await declaredVoid(s, everyones);
    const { pages, ...now } = await told();
    const { pages: then, ...others } = before;
    expect(now).toEqual(others);
    expect(await refusing()).toBeNull();
  });

  test("is neither counted nor waits to be once its log has closed, and who cast in it has not voted", async () => {
    const round = await opened(s);
    const before = await told();
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    const over = await closed(s, await declaredVoid(s, round));
    const now = await told();
    expect(now.people).toEqual(before.people);
    expect(now.figures).toEqual(before.figures);
    expect(now.todos).toEqual([]);
    expect(now.phases.closedRounds).toBe(0);
    const input = { roundIds: [over.id], rule: presets["person-share"], title: "Of nothing" };
    expect(refusal(await compileRounds(s.deps, s.organizer, s.process, input))).toBe("round_void");
    const countable = await roundsPage(s.deps, s.process, "en", { part: "countable", page: 1 });
    expect(countable.rows).toEqual([]);
    const other = await opened(s, { workgroupId: s.beta.id });
    await cast(s, there(s.members.beta[0]), other, requires("weights"));
    const whole = await closed(s, other);
    const { number } = value(
      await compileRounds(s.deps, s.organizer, s.process, { ...input, roundIds: [whole.id] }),
    );
    const counted = there(await findCompilation(s.deps, s.process, String(number), true));
    expect(await uncountedRounds(s.deps, s.process, counted)).toMatchObject({
      leftOut: 0,
      first: [{ number: over.number, isVoid: true }],
    });
  });

  test("ends in the timeline and in calendars when it was declared void, and says so", async () => {
    const round = await opened(s, { closesAt: new Date(s.deps.now().getTime() + minutes(60 * 24 * 90)) });
    const entry = async () =>
      there(
        (await timelineOf(s.deps, s.process, "en")).find(({ path }) => path === `/rounds/${round.number}`),
      );
    const before = await entry();
    const gone = await declaredVoid(s, round);
    const now = await entry();
    expect(now.to).not.toEqual(before.to);
    expect(now.to).toBe(there(gone.voidedAt).toISOString().slice(0, 10));
    expect(now.title.text).toContain(s.deps.translator("en")("rounds:phase.void"));
  });
});

test("An approval that is void takes no positions", async () => {
  await firstVersion(s, "All data is open.");
  const row = await openedApproval(s, "0.1");
  value(await take(s, s.participant, row, saying("approve")));
  await declaredVoid(s, row.round);
  expect(refusal(await take(s, s.participant, row, saying("abstain")))).toBe("round_void");
  expect(refusal(await take(s, there(s.members.alpha[0]), row, saying("approve")))).toBe("round_void");
  expect(await voidNotices(s.participant)).toHaveLength(1);
});

test("An approval that is void ends without being counted, and nothing of it is published as an objection", async () => {
  await firstVersion(s, "All data is open.");
  const row = await openedApproval(s, "0.1");
  value(await take(s, s.participant, row, saying("object")));
  await declaredVoid(s, row.round);
  const over = await closedApproval(s, row);
  expect(over.round.state).toBe("closed");
  expect(over.approval).toMatchObject({ result: null, resultHash: null });
  expect(await s.deps.db.select().from(comments).where(eq(comments.approvalId, row.round.id))).toEqual([]);
  expect(await s.deps.db.select().from(approvalRolls).where(eq(approvalRolls.roundId, row.round.id))).toEqual(
    [],
  );
  const { log, rows } = await logOf(s.deps, row.round);
  expect(verifyLog(log, rows, positionBallot)).toMatchObject({ problems: [], results: [] });
  const { findings } = await examine(s.deps, s.process.id);
  expect(findings).toEqual([]);
});
