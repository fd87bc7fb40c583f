import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { revealLatePlans } from "~/features/plans/services/revealPlan.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { viewLog } from "~/features/rounds/services/log/logView.server";
import { logFile } from "~/features/rounds/services/logFiles.server";
import { revealedRounds } from "~/features/rounds/services/publication.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { presets } from "~/features/rules/domain/presets";
import { openingPage } from "~/features/votes/services/openingPage.server";
import { rowsOf } from "~db/client";
import { rounds, seats } from "~db/schema/rounds";
import { workgroupMembers } from "~db/schema/workgroups";
import {
  cast,
  closed,
  drafted,
  open,
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

let database: TestDb;
beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());

const start = () => scenario(testDeps(database), { members: 2 });

/** Two rounds of a plan whose ballots are read once both are closed. */
async function readTogether() {
  const s = await start();
  const input = { reveal: "at-plan-close" as const };
  const drafts = [await drafted(s, input), await drafted(s, { ...input, workgroupId: s.beta.id })];
  await sealed(s, drafts);
  const [alpha, beta] = await Promise.all(drafts.map(({ id }) => roundRow(s.deps, id)));
  return { s, alpha: there(alpha), beta: there(beta) };
}

async function held(s: Scenario, round: RoundRow): Promise<RoundRow> {
  value(await open(s, round));
  const voters = round.workgroupId === s.alpha.id ? s.members.alpha : s.members.beta;
  await cast(s, there(voters[0]), await roundRow(s.deps, round.id), requires("weights"));
  return closed(s, await roundRow(s.deps, round.id));
}

const count = (s: Scenario, named: readonly RoundRow[]) =>
  compileRounds(s.deps, s.organizer, s.process, {
    roundIds: named.map(({ id }) => id),
    rule: presets["person-share"],
    title: "T",
  });

const revealedIn = async (s: Scenario) =>
  (
    await rowsOf<{ id: string }>(
      s.deps.db,
      sql`select id from rounds where id in ${revealedRounds({ processId: s.process.id, now: s.deps.now() })}`,
    )
  ).length;

describe("Ballots that are read once a plan is closed", () => {
  test("are neither read, exported nor counted while another round of it can be voted in", async () => {
    const { s, alpha, beta } = await readTogether();
    const first = await held(s, alpha);
    expect((await viewLog(s.deps, first))?.isRevealed).toBe(false);
    expect(await logFile(s.deps, first)).toBeNull();
    expect(await revealedIn(s)).toBe(0);
    expect(refusal(await count(s, [first]))).toBe("plan_still_open");
    const second = await held(s, beta);
    const both = await Promise.all([first, second].map(({ id }) => roundRow(s.deps, id)));
    for (const one of both) expect((await viewLog(s.deps, one))?.isRevealed).toBe(true);
    expect(await revealedIn(s)).toBe(2);
    const { number } = value(await count(s, both));
    value(await publishCompilation(s.deps, s.organizer, s.process, number));
  });

  test("are read without a round that did not open in time", async () => {
    const { s, alpha } = await readTogether();
    const first = await held(s, alpha);
    await revealLatePlans(s.deps);
    expect((await roundRow(s.deps, first.id)).revealedAt).toBeNull();
    const past = sql`replace(doc, ${there((await planTexts(s))[0])}, '2020-01-01T00:00:00.000Z')`;
    await s.deps.db.transaction(async (tx) => {
      await tx.execute(sql`alter table plans disable trigger user`);
      await tx.execute(sql`update plans set doc = ${past} where process_id = ${s.process.id}`);
      await tx.execute(sql`alter table plans enable trigger user`);
    });
    expect(await revealLatePlans(s.deps)).toBe(1);
    expect((await roundRow(s.deps, first.id)).revealedAt).not.toBeNull();
  });

  test("take a plan, and all rounds of it", async () => {
    const s = await start();
    const alone = await drafted(s, { reveal: "at-plan-close" });
    expect(refusal(await open(s, alone))).toBe("reveal_needs_plan");
    const other = await drafted(s, { workgroupId: s.beta.id });
    await expect(sealed(s, [alone, other])).rejects.toThrow("plan_reveals");
  });
});

const planTexts = async (s: Scenario) =>
  (
    await rowsOf<{ opens: string }>(
      s.deps.db,
      sql`select doc::jsonb -> 'rounds' -> 0 ->> 'opensBy' as opens from plans where process_id = ${s.process.id}`,
    )
  ).map(({ opens }) => opens);

describe("A plan that lets nobody vote in two of its rounds", () => {
  async function once() {
    const s = await start();
    const drafts = [
      await drafted(s),
      await drafted(s, { workgroupId: s.beta.id }),
      await drafted(s, { workgroupId: null }),
    ];
    await sealed(s, drafts, { overlap: "refused" });
    const rows = await Promise.all(drafts.map(({ id }) => roundRow(s.deps, id)));
    return { s, alpha: there(rows[0]), beta: there(rows[1]), everyone: there(rows[2]) };
  }

  test("refuses a roll with somebody of another one, and names them to the organizer", async () => {
    const { s, alpha, beta } = await once();
    const both = there(s.members.alpha[0]);
    await s.deps.db.insert(workgroupMembers).values({
      ...{ workgroupId: s.beta.id, userId: both.id, role: "member" as const, affiliated: false },
      joinedAt: s.deps.now(),
    });
    value(await open(s, alpha));
    const page = await openingPage(s.deps, s.organizer, {
      process: s.process,
      round: beta,
      workgroup: s.beta,
    });
    expect(page).toMatchObject({ blocked: "roll_overlap" });
    expect(page.twice).toHaveLength(1);
    expect(refusal(await open(s, beta))).toBe("roll_overlap");
    expect(await s.deps.db.select().from(seats).where(eq(seats.roundId, beta.id))).toEqual([]);
    await s.deps.db.delete(workgroupMembers).where(eq(workgroupMembers.userId, both.id));
    value(await open(s, beta));
  });

  test("refuses a place in its public round to who is on another roll, in two rounds at once too", async () => {
    const { s, alpha, everyone } = await once();
    value(await open(s, alpha));
    value(await open(s, everyone));
    const round = await roundRow(s.deps, everyone.id);
    expect(refusal(await joinRoll(s.deps, there(s.members.alpha[0]), round))).toBe("other_roll");
    value(await joinRoll(s.deps, s.participant, round));
  });

  test("is held by the database: no program adds a second seat", async () => {
    const { s, alpha, everyone } = await once();
    value(await open(s, alpha));
    const [seat] = await s.deps.db.select().from(seats).where(eq(seats.roundId, alpha.id));
    const second = {
      ...there(seat),
      id: s.deps.newId() as typeof seats.$inferInsert.id,
      roundId: everyone.id,
    };
    await expect(s.deps.db.insert(seats).values({ ...second, onceIn: null })).rejects.toMatchObject({
      cause: { constraint_name: "seats_once" },
    });
  });

  test("says so in its text; where it is allowed, one person is on both rolls", async () => {
    const { s, alpha } = await once();
    const [row] = await s.deps.db.select({ plan: rounds.plan }).from(rounds).where(eq(rounds.id, alpha.id));
    expect(row?.plan).toBe(1);
    const other = await start();
    const drafts = [await drafted(other), await drafted(other, { workgroupId: null })];
    await sealed(other, drafts);
    for (const { id } of drafts) value(await open(other, await roundRow(other.deps, id)));
    const everyone = await roundRow(other.deps, there(drafts[1]).id);
    value(await joinRoll(other.deps, there(other.members.alpha[0]), everyone));
  });
});
