import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { takeBack } from "~/features/confirmations/services/askSecond.server";
import { tellExpired } from "~/features/confirmations/services/expire.server";
import { waitingActs } from "~/features/confirmations/services/waiting.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { sealingPage } from "~/features/plans/services/sealPlan.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { setRole } from "~/features/profile/services/people.server";
import { recordHead, recordRows } from "~/features/recordlog/services/read.server";
import { audit } from "~/features/release/feature";
import { confirmDecision, recordDecision, takeSnapshot } from "~/features/release/services/decide.server";
import { askToDecide, decidePage } from "~/features/release/services/decidePage.server";
import { confirmGates, saveOrAsk } from "~/features/release/services/gateRequests.server";
import { gatesOf } from "~/features/release/services/gates.server";
import { compileRounds } from "~/features/results/services/compileRounds.server";
import {
  askToPublish,
  publishAsRead,
  publishingPage,
} from "~/features/results/services/counting/publishingPage.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import { closeAsRead, closingPage } from "~/features/rounds/services/closeRound.server";
import { askToClose } from "~/features/rounds/services/deadline/askToClose.server";
import { extendDeadline } from "~/features/rounds/services/deadline/extendDeadline.server";
import { scheduleOpening } from "~/features/rounds/services/schedule/scheduleOpening.server";
import { presets } from "~/features/rules/domain/presets";
import { examine } from "~/features/verification/services/examine.server";
import { askToOpen, openAsRead, openingPage } from "~/features/votes/services/openingPage.server";
import { ok } from "~/kernel/result";
import { notices } from "~db/schema/notices";
import { published as draftPublished } from "~tests/support/draftScenario";
import {
  cast,
  drafted,
  joined,
  type Person,
  refusal,
  requires,
  roundRow,
  type Scenario,
  scenario,
  sealed,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const day = 86_400_000;
let database: TestDb;
let moment = new Date("2030-01-01T12:00:00Z").getTime();
const clock = () => new Date(moment++);
beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());

const organizer = (s: Scenario, name: string) => joined(s, name, { role: "organizer", workgroupId: null });

/** A round under a plan that asks for two organizers for everything. */
async function underFourEyes() {
  const s = await scenario(testDeps(database, { now: clock }), { members: 2 });
  const second = await organizer(s, `second-${s.process.slug}`);
  const draft = await drafted(s);
  await sealed(s, [draft], { confirm: [...confirmedActs], opensBy: new Date(moment + 30 * day) });
  return { s, second, draft: await roundRow(s.deps, draft.id) };
}

type Eyes = Awaited<ReturnType<typeof underFourEyes>>;

const requestsOf = async ({ s }: { readonly s: Scenario }, act: (typeof confirmedActs)[number]) =>
  (await waitingActs(s.deps, { actor: s.organizer, process: s.process }, act)).waiting;

const placeOf = (s: Scenario, round: Eyes["draft"]) => ({ process: s.process, round, workgroup: s.alpha });

/** The organizer asks for the opening; gives the id of the request. */
async function openingAsked({ s, draft }: Pick<Eyes, "s" | "draft">, by: Person = s.organizer) {
  const place = placeOf(s, draft);
  const { seen } = await openingPage(s.deps, by, place);
  value(await askToOpen(s.deps, by, place, seen));
  const requests = await requestsOf({ s }, "open");
  return { place, seen, asked: there(requests.at(-1)).id };
}

async function entriesOf({ s }: { readonly s: Scenario }, kind: string) {
  const head = there(await recordHead(s.deps.db, s.process.id));
  return (await recordRows(s.deps.db, head.origin))
    .filter((row) => row.kind === kind)
    .map(({ entry }) => JSON.parse(entry) as { by: string | null; second: string | null });
}

const toldOf = async (person: Person) =>
  (await database.db.select().from(notices).where(eq(notices.userId, person.id))).map(({ kind }) => kind);

describe("An act that takes two organizers", () => {
  test("is refused to one alone, and done when another confirms it; the record log has both, who differ", async () => {
    const { s, second, draft } = await underFourEyes();
    const place = placeOf(s, draft);
    const { seen } = await openingPage(s.deps, s.organizer, place);
    expect(refusal(await openAsRead(s.deps, s.organizer, place, seen))).toBe("second_needed");
    const { asked } = await openingAsked({ s, draft });
    expect(await toldOf(second)).toContain("act-asked");
    expect((await readTodos(s.deps, second)).map(({ kind }) => kind)).toContain("act-confirm");
    expect((await readTodos(s.deps, s.organizer)).map(({ kind }) => kind)).not.toContain("act-confirm");
    expect(refusal(await openAsRead(s.deps, s.organizer, place, seen, asked))).toBe("own_request");
    value(await openAsRead(s.deps, second, place, seen, asked));
    const [entry] = await entriesOf({ s }, "open");
    expect(there(entry).by).toMatch(/^[0-9a-f]{64}$/);
    expect(there(entry).second).toMatch(/^[0-9a-f]{64}$/);
    expect(there(entry).by).not.toBe(there(entry).second);
    expect(await toldOf(s.organizer)).toContain("act-confirmed");
    expect(await requestsOf({ s }, "open")).toEqual([]);
  });

  test("is the one that was asked for: what changed since has to be asked for again", async () => {
    const { s, second, draft } = await underFourEyes();
    const { place, asked } = await openingAsked({ s, draft });
    await joined(s, `late-${s.process.slug}`, { role: "member", workgroupId: s.alpha.id });
    const now = await openingPage(s.deps, second, place);
    expect(now.second?.waiting).toMatchObject([{ fits: false }]);
    expect(refusal(await openAsRead(s.deps, second, place, now.seen, asked))).toBe("changed_since_read");
  });

  test("is taken back by the one who asked, and by nobody else", async () => {
    const { s, second, draft } = await underFourEyes();
    const { place, seen, asked } = await openingAsked({ s, draft });
    expect(refusal(await takeBack(s.deps, second, s.process, asked))).toBe("not_asked");
    value(await takeBack(s.deps, s.organizer, s.process, asked));
    expect(refusal(await openAsRead(s.deps, second, place, seen, asked))).toBe("not_asked");
  });

  test("waits for 48 hours; the one who asked is told once that nobody confirmed it, and asks again", async () => {
    const { s, second, draft } = await underFourEyes();
    const { place, seen, asked } = await openingAsked({ s, draft });
    moment += 2 * day;
    expect(refusal(await openAsRead(s.deps, second, place, seen, asked))).toBe("ask_expired");
    expect(await tellExpired(s.deps)).toBeGreaterThan(0);
    expect(await tellExpired(s.deps)).toBe(0);
    expect(await toldOf(s.organizer)).toContain("act-expired");
    expect((await openingPage(s.deps, second, place)).second?.waiting).toMatchObject([{ isExpired: true }]);
    const again = await openingAsked({ s, draft });
    value(await openAsRead(s.deps, second, place, seen, again.asked));
  });

  test("is neither asked for nor confirmed with an account that was made an organizer for it, before a week has passed", async () => {
    const { s, second, draft } = await underFourEyes();
    value(await setRole(s.deps, s.organizer, s.process, { person: second.id, role: "participant" }));
    const alias = await organizer(s, `alias-${s.process.slug}`);
    const place = placeOf(s, draft);
    const { seen } = await openingPage(s.deps, s.organizer, place);
    expect(refusal(await askToOpen(s.deps, s.organizer, place, seen))).toBe("second_missing");
    expect(refusal(await askToOpen(s.deps, alias, place, seen))).toBe("organizer_new");
    expect((await openingPage(s.deps, alias, place)).second).toMatchObject({ isNew: true, hasOthers: true });
    value(await setRole(s.deps, s.organizer, s.process, { person: second.id, role: "organizer" }));
    expect(refusal(await askToOpen(s.deps, second, place, seen))).toBe("organizer_new");
    moment += 7 * day;
    const { asked } = await openingAsked({ s, draft });
    value(await openAsRead(s.deps, alias, place, seen, asked));
  });

  test("is confirmed for nobody who is an organizer no more", async () => {
    const { s, second, draft } = await underFourEyes();
    const { place, seen, asked } = await openingAsked({ s, draft });
    value(await setRole(s.deps, second, s.process, { person: s.organizer.id, role: "participant" }));
    expect(refusal(await openAsRead(s.deps, second, place, seen, asked))).toBe("organizer_new");
    expect(await requestsOf({ s }, "open")).toEqual([]);
  });

  test("is not left to the clock: such a round is not opened by a time that one organizer sets", async () => {
    const { s, draft } = await underFourEyes();
    const opensAt = new Date(moment + day);
    expect(refusal(await scheduleOpening(s.deps, s.organizer, draft, { opensAt }))).toBe("second_needed");
  });

  test("is closing by hand, and publishing", async () => {
    const { s, second, draft } = await underFourEyes();
    const { place, seen, asked } = await openingAsked({ s, draft });
    value(await openAsRead(s.deps, second, place, seen, asked));
    const open = await roundRow(s.deps, draft.id);
    await cast(s, there(s.members.alpha[0]), open, requires("weights"));
    const closing = closingPage(open);
    expect(refusal(await closeAsRead(s.deps, s.organizer, open, closing.seen))).toBe("second_needed");
    const until = new Date(Date.now() + 2 * day);
    const putOff = { until, reason: "Soon.", language: "en" as const };
    expect(refusal(await extendDeadline(s.deps, s.organizer, s.process, open, putOff))).toBe("second_needed");
    value(await askToClose(s.deps, s.organizer, { process: s.process, round: open }, closing.seen));
    const request = there((await requestsOf({ s }, "close"))[0]);
    value(await closeAsRead(s.deps, second, open, closing.seen, request.id));

    const input = { roundIds: [draft.id], rule: presets["person-share"], title: "T" };
    const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
    const compilation = there(await findCompilation(s.deps, s.process, String(number), true));
    const result = { process: s.process as ProcessRow, compilation };
    const page = await publishingPage(s.deps, s.organizer, s.process, compilation);
    expect(refusal(await publishAsRead(s.deps, second, result, page.seen))).toBe("second_needed");
    value(await askToPublish(s.deps, second, result, page.seen));
    const publishing = there((await requestsOf({ s }, "publish"))[0]);
    value(await publishAsRead(s.deps, s.organizer, result, page.seen, publishing.id));
    for (const kind of ["close", "result"])
      expect((await entriesOf({ s }, kind)).map(({ second: one }) => one !== null)).toEqual([true]);
  });

  test("is a change of gates and a decision, as one filled them in", async () => {
    const { s, second } = await underFourEyes();
    await draftPublished(s, "1.0");
    const gate = {
      ...{ id: null, seen: null, title: "Enough support", kind: "support" as const, least: 1 },
      ...{ dueOn: "2031-01-01", reason: "" },
    };
    value(await saveOrAsk(s.deps, s.organizer, s.process, "en", gate));
    expect(await gatesOf(s.deps.db, s.process)).toEqual([]);
    const asked = there((await requestsOf({ s }, "gates"))[0]).id;
    expect(refusal(await confirmGates(s.deps, s.organizer, s.process, asked))).toBe("own_request");
    value(await confirmGates(s.deps, second, s.process, asked));
    expect(await gatesOf(s.deps.db, s.process)).toMatchObject([{ rule: { kind: "support" } }]);

    value(await takeSnapshot(s.deps, s.organizer, s.process, { draft: "1.0", meeting: "First" }));
    const said = {
      ...{ snapshot: 1, decision: "sent-back" as const, reasons: "Not yet." },
      ...{ decidedBy: "The board", decidedOn: "2030-01-01" },
    };
    expect(refusal(await recordDecision(s.deps, s.organizer, s.process, said))).toBe("second_needed");
    const { seen } = there(await decidePage(s.deps, s.organizer, s.process, "1"));
    value(await askToDecide(s.deps, s.organizer, s.process, said, seen));
    const deciding = { snapshot: 1, seen, asked: there((await requestsOf({ s }, "decision"))[0]).id };
    expect(there(await decidePage(s.deps, second, s.process, "1")).second?.waiting).toMatchObject([
      { said: { reasons: "Not yet." }, fits: true },
    ]);
    value(await confirmDecision(s.deps, second, s.process, deciding));
    for (const kind of ["gates", "decision"])
      expect((await entriesOf({ s }, kind)).map((one) => one.second !== null)).toEqual([true]);
  });
});

describe("The doctor", () => {
  const found = async (s: Scenario) =>
    (await examine(s.deps, s.process.id)).findings.map(({ what }) => what).join("\n");

  test("finds nothing where two did it, and names an entry with one organizer or with one twice", async () => {
    const { s, second, draft } = await underFourEyes();
    const { place, seen, asked } = await openingAsked({ s, draft });
    value(await openAsRead(s.deps, second, place, seen, asked));
    expect(await found(s)).toBe("");
    const gates = { kind: "gates", gates: "a".repeat(64) } as const;
    const change = { processId: s.process.id, actor: s.organizer, action: audit["gates.set"] };
    value(await changeProcess(s.deps, change, async (_, note) => ok(note(gates))));
    expect(await found(s)).toContain("one organizer where a plan asks for two");
    value(await changeProcess(s.deps, change, async (_, note) => ok(note(gates, { by: s.organizer.id }))));
    expect(await found(s)).toContain("one organizer twice");
  });
});

describe("A plan that asks for two organizers", () => {
  test("is not sealed by the only one, and replaced by none that asks for less", async () => {
    const s = await scenario(testDeps(database, { now: clock }), { members: 2 });
    const draft = await drafted(s);
    const sealing = {
      ...{
        rounds: [draft.id],
        opensBy: new Date(moment + 9 * day),
        publishBy: null,
        voters: null,
        turnout: null,
      },
      ...{
        groupVoters: null,
        groupTurnout: null,
        groups: null,
        confirm: ["open" as const],
        overlap: "allowed" as const,
      },
    };
    expect(refusal(await sealingPage(s.deps, s.process, sealing))).toBe("second_missing");
    await organizer(s, `second-${s.process.slug}`);
    await sealed(s, [draft], sealing);
    expect(refusal(await sealingPage(s.deps, s.process, { ...sealing, confirm: [] }))).toBe("plan_asks_less");
  });
});
