import { and, desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWords } from "~/features/notices/services/inWords";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { discardRound, draftRound } from "~/features/rounds/services/draftRound.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { roundsPage } from "~/features/rounds/services/roundViews.server";
import { openScheduledRounds } from "~/features/rounds/services/schedule/openScheduled.server";
import {
  scheduleOpening,
  schedulingPage,
  unschedule,
} from "~/features/rounds/services/schedule/scheduleOpening.server";
import { presets } from "~/features/rules/domain/presets";
import { timelineOf } from "~/features/timeline/services/timeline.server";
import { auditLog } from "~db/schema/processes";
import { recordEntries } from "~db/schema/recordlog";
import { rounds } from "~db/schema/rounds";
import {
  cast,
  drafted,
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
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
});
afterAll(() => db.close());

const hour = 3_600_000;
const inHours = (count: number) => new Date(Date.now() + count * hour);
const schedule = (round: RoundRow, opensAt: Date, seen?: string) =>
  scheduleOpening(s.deps, s.organizer, round, { opensAt, ...(seen === undefined ? {} : { seen }) });
const kindsOf = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind);
const listed = async ({ deps, process }: Scenario) =>
  (await roundsPage(deps, process, "en", { part: "all", page: 1 })).rows;
/** Lets the moment that was set have come. */
async function due(round: RoundRow) {
  await s.deps.db
    .update(rounds)
    .set({ opensAt: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(rounds.id, round.id));
}
async function scheduled(input: Parameters<typeof drafted>[1] = {}) {
  const round = await drafted(s, input);
  value(await schedule(round, inHours(1)));
  return roundRow(s.deps, round.id);
}

describe("A round whose opening is set", () => {
  test("opens by itself when its time has come by the database's clock, and not before", async () => {
    const round = await scheduled();
    const ahead = { ...s.deps, now: () => inHours(5) };
    expect(await openScheduledRounds(ahead)).toBe(0);
    await due(round);
    expect(await openScheduledRounds(s.deps)).toBe(1);
    const open = await roundRow(s.deps, round.id);
    expect(open).toMatchObject({ state: "open", opensAt: null, openingRefused: null });
    expect(await kindsOf(there(s.members.alpha[0]))).toContain("round-open");
    await cast(s, there(s.members.alpha[0]), open, requires("weights"));
    // The clock did it: nobody is named, in neither log.
    const acts = await s.deps.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, "round.opened"), eq(auditLog.subject, String(round.number))));
    expect(acts).toMatchObject([{ actorId: null, processId: s.process.id }]);
    const [last] = await s.deps.db
      .select()
      .from(recordEntries)
      .where(eq(recordEntries.kind, "open"))
      .orderBy(desc(recordEntries.index))
      .limit(1);
    expect(JSON.parse(there(last).entry)).toMatchObject({ by: null });
  });

  test("opens once, however many nodes look at once", async () => {
    const round = await scheduled();
    await due(round);
    const times = await Promise.all([1, 2, 3].map(() => openScheduledRounds(s.deps)));
    expect(times.toSorted()).toEqual([0, 0, 1]);
    expect((await roundRow(s.deps, round.id)).state).toBe("open");
  });

  test("is as it was for whoever prepares it: it can be changed, opened by hand, discarded and taken back", async () => {
    const round = await scheduled();
    value(await unschedule(s.deps, s.organizer, round));
    await s.deps.db.update(rounds).set({ opensAt: null }).where(eq(rounds.id, round.id));
    expect(await openScheduledRounds(s.deps)).toBe(0);
    expect(await roundRow(s.deps, round.id)).toMatchObject({ state: "draft", opensAt: null });
    value(await discardRound(s.deps, s.organizer, await scheduled()));
    const edit = { ...presetRound, closesAt: inHours(0.5) };
    const again = await scheduled();
    expect(await draftRound(s.deps, s.organizer, s.process, edit, again)).toMatchObject({
      error: { code: "invalid", fields: { closesAt: "errors:field.beforeOpening" } },
    });
    value(await draftRound(s.deps, s.organizer, s.process, { ...edit, closesAt: inHours(9) }, again));
    expect((await roundRow(s.deps, again.id)).opensAt).toEqual(again.opensAt);
  });

  test("is shown with its moment where rounds are listed and in the calendar", async () => {
    const round = await scheduled();
    const line = (await listed(s)).find(({ id }) => id === round.id);
    expect(line).toMatchObject({ phase: "draft", opensAt: round.opensAt });
    const entries = await timelineOf(s.deps, s.process, "en");
    expect(entries.map(({ path }) => path)).toContain(`/rounds/${round.number}`);
  });

  test("that cannot open stays prepared, and its organizers are told why, once", async () => {
    const empty = await scenario(testDeps(db), { members: 0 });
    const round = await drafted(empty, { workgroupId: empty.beta.id });
    value(await scheduleOpening(empty.deps, empty.organizer, round, { opensAt: inHours(1) }));
    await due(round);
    expect(await openScheduledRounds(s.deps)).toBe(0);
    expect(await openScheduledRounds(s.deps)).toBe(0);
    const held = await roundRow(s.deps, round.id);
    expect(held).toMatchObject({ state: "draft", openingRefused: "roll_empty" });
    const told = (await readNotices(empty.deps, empty.organizer, "en")).notices;
    const [notice, ...more] = told.filter(({ kind }) => kind === "round-held-up");
    expect(more).toEqual([]);
    const t = s.deps.translator("en");
    const sentence = t("notices:sentence.round-held-up", inWords(t, "en", there(notice).values));
    expect(sentence).toContain(t("errors:code.roll_empty"));
    // What is held up is not announced any more, and is set anew.
    const line = (await listed(empty)).find(({ id }) => id === round.id);
    expect(line?.opensAt).toBeNull();
    value(await scheduleOpening(empty.deps, empty.organizer, held, { opensAt: inHours(2) }));
    expect((await roundRow(s.deps, round.id)).openingRefused).toBeNull();
  });

  test("does not hold up the others by failing", async () => {
    const [first, second] = [await scheduled(), await scheduled()];
    await due(first);
    await due(second);
    const broken = new Error("cannot be opened");
    const components = {
      ...s.deps.roundKinds.components,
      refusesOpening: async (_tx: unknown, { id }: RoundRow) => {
        if (id === first.id) throw broken;
        return null;
      },
    };
    const failing = { ...s.deps, roundKinds: { ...s.deps.roundKinds, components } };
    await expect(openScheduledRounds(failing)).rejects.toMatchObject({ errors: [broken] });
    expect((await roundRow(s.deps, first.id)).state).toBe("draft");
    expect((await roundRow(s.deps, second.id)).state).toBe("open");
    expect(await openScheduledRounds(s.deps)).toBe(1);
  });
});

const presetRound = {
  title: "Another title",
  workgroupId: null,
  rule: presets["net-mean"],
  asked: [],
  offersNotNecessary: false,
  attribution: "named" as const,
  reveal: "at-publication" as const,
  closesAt: null,
};

describe("Setting the opening of a round", () => {
  test("takes a moment to come, before the deadline and within a year, of a draft that is as it was read", async () => {
    const round = await drafted(s, { closesAt: inHours(3) });
    const refused = async (opensAt: Date) => {
      const answer = await schedule(round, opensAt);
      return answer.ok ? null : answer.error.fields?.opensAt;
    };
    expect(await refused(inHours(-1))).toBe("errors:field.past");
    expect(await refused(inHours(24 * 400))).toBe("errors:field.tooFar");
    expect(await refused(inHours(3))).toBe("errors:field.afterDeadline");
    const { seen } = schedulingPage(round);
    value(await schedule(round, inHours(1), seen));
    expect(refusal(await schedule(round, inHours(2), seen))).toBe("changed_since_read");
    const open = await opened(s);
    expect(schedulingPage(open).blocked).toBe("round_not_draft");
    expect(refusal(await schedule(open, inHours(1)))).toBe("round_not_draft");
    expect(refusal(await unschedule(s.deps, s.organizer, open))).toBe("round_not_draft");
  });
});
