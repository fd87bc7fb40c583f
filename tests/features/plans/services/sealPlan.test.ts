import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setTerms } from "~/features/overview/services/setTerms.server";
import type { Sealing } from "~/features/plans/contracts/sealing";
import { secondFor } from "~/features/plans/services/confirming.server";
import { listPlans, plansOf } from "~/features/plans/services/read.server";
import { sealingPage, sealPlan } from "~/features/plans/services/sealPlan.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import { findEntry } from "~/features/recordlog/services/read.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { createChecklist } from "~/features/results/services/createChecklist.server";
import { compilationsOf } from "~/features/results/services/read.server";
import { planPage } from "~/features/results/services/view/planPage.server";
import { extendDeadline } from "~/features/rounds/services/deadline/extendDeadline.server";
import { discardRound, draftRound } from "~/features/rounds/services/draftRound.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { examine } from "~/features/verification/services/examine.server";
import { plans } from "~db/schema/plans";
import { rounds } from "~db/schema/rounds";
import {
  cast,
  closed,
  drafted,
  logOf,
  open,
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

let database: TestDb;
let moment = new Date("2030-01-01T12:00:00Z").getTime();
/** Acts of one person lie at least a moment apart. */
const clock = () => new Date(moment++);
beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());

const start = () => scenario(testDeps(database, { now: clock }), { members: 2 });

const sealing = (named: readonly RoundRow[], more: Partial<Sealing> = {}): Sealing => ({
  rounds: named.map(({ id }) => id),
  opensBy: new Date("2035-01-01T12:00:00Z"),
  publishBy: null,
  voters: null,
  turnout: null,
  groupVoters: null,
  groupTurnout: null,
  groups: null,
  confirm: [],
  overlap: "allowed" as const,
  ...more,
});

async function seal(s: Scenario, named: readonly RoundRow[], more: Partial<Sealing> = {}) {
  const input = sealing(named, more);
  const { seen } = value(await sealingPage(s.deps, s.process, input));
  return sealPlan(s.deps, s.organizer, s.process, input, seen);
}

/** Two rounds under one plan. */
async function underPlan(more: Partial<Sealing> = {}) {
  const s = await start();
  const alpha = await drafted(s);
  const beta = await drafted(s, { workgroupId: s.beta.id });
  value(await seal(s, [alpha, beta], more));
  return { s, alpha: await roundRow(s.deps, alpha.id), beta: await roundRow(s.deps, beta.id) };
}

/** Opens a round, has one of its people vote, and closes it. */
async function held(s: Scenario, round: RoundRow): Promise<RoundRow> {
  value(await open(s, round));
  const voters = round.workgroupId === s.alpha.id ? s.members.alpha : s.members.beta;
  await cast(s, there(voters[0]), await roundRow(s.deps, round.id), requires("weights"));
  return closed(s, await roundRow(s.deps, round.id));
}

async function count(s: Scenario, named: readonly RoundRow[], rule: Rule = presets["person-share"]) {
  const roundIds = named.map(({ id }) => id);
  const { number } = value(
    await compileRounds(s.deps, s.organizer, s.process, { roundIds, rule, title: "T" }),
  );
  return there((await compilationsOf(s.deps.db, s.process.id)).find((one) => one.number === number));
}

const entryOf = async (s: Scenario, kind: "plan" | "open" | "count" | "result", name: string) =>
  JSON.parse(there(await findEntry(s.deps.db, s.process.id, { kind, name })).entry);

/** What a superuser does who switches the guards off. */
async function behindItsBack(table: string, change: ReturnType<typeof sql>) {
  await database.db.transaction(async (tx) => {
    await tx.execute(sql.raw(`alter table ${table} disable trigger user`));
    await tx.execute(change);
    await tx.execute(sql.raw(`alter table ${table} enable trigger user`));
  });
}

const findingsOf = async (s: Scenario) =>
  (await examine(s.deps, s.process.id)).findings.map(({ log, what }) => `${log}: ${what}`);

describe("Sealing a plan", () => {
  test("keeps its text and its hash, holds its rounds, and stands in the record log before they open", async () => {
    const { s, alpha, beta } = await underPlan();
    const [sealed] = await plansOf(s.deps.db, s.process.id);
    const logs = [alpha, beta].map(({ number }) => `${s.process.slug}-round-${number}`);
    expect(there(sealed).plan).toMatchObject({
      plan: 1,
      rule: alpha.ruleHash,
      rounds: logs.map((log) => ({ log })),
    });
    expect(await entryOf(s, "plan", "1")).toMatchObject({ doc: there(sealed).hash, rounds: logs });
    value(await open(s, alpha));
    expect(await entryOf(s, "open", there(logs[0]))).toMatchObject({ plan: 1 });
    expect(await findingsOf(s)).toEqual([]);
  });

  test("is refused where rounds have other rules or lists, one is open, or it was read otherwise", async () => {
    const s = await start();
    const one = await drafted(s);
    const other = await drafted(s, { rule: presets["net-mean"] });
    expect(refusal(await sealingPage(s.deps, s.process, sealing([one, other])))).toBe("plan_rules");
    value(await open(s, other));
    expect(refusal(await sealingPage(s.deps, s.process, sealing([other])))).toBe("round_not_draft");
    const { seen } = value(await sealingPage(s.deps, s.process, sealing([one])));
    const later = sealing([one], { voters: 3 });
    expect(refusal(await sealPlan(s.deps, s.organizer, s.process, later, seen))).toBe("changed_since_read");
    expect(await plansOf(s.deps.db, s.process.id)).toEqual([]);
  });

  test("is refused in its fields where its times or numbers cannot be kept", async () => {
    const s = await start();
    const round = await drafted(s, { closesAt: new Date("2034-01-01T12:00:00Z") });
    const refused = await sealingPage(
      s.deps,
      s.process,
      sealing([round], { publishBy: new Date("2033-01-01T12:00:00Z"), groups: 2 }),
    );
    expect(refused).toMatchObject({
      error: { fields: { opensBy: "errors:field.opensTooLate", publishBy: "errors:field.publishedTooSoon" } },
    });
  });

  test("leaves its rounds as they were sealed: they are neither edited nor discarded", async () => {
    const { s, alpha } = await underPlan();
    const input = { ...alpha, title: "Other", offersNotNecessary: false };
    expect(refusal(await draftRound(s.deps, s.organizer, s.process, input, alpha))).toBe("round_planned");
    expect(refusal(await discardRound(s.deps, s.organizer, alpha))).toBe("round_planned");
  });

  test("takes the place of a plan under which nothing has opened, and of no other", async () => {
    const { s, alpha, beta } = await underPlan();
    value(await seal(s, [alpha]));
    expect((await roundRow(s.deps, alpha.id)).plan).toBe(2);
    expect((await roundRow(s.deps, beta.id)).plan).toBeNull();
    value(await seal(s, [beta]));
    value(await open(s, await roundRow(s.deps, alpha.id)));
    const gamma = await drafted(s);
    const both = [await roundRow(s.deps, beta.id), gamma];
    value(await seal(s, both));
    value(await open(s, await roundRow(s.deps, beta.id)));
    const rest = [await roundRow(s.deps, gamma.id)];
    expect(refusal(await sealingPage(s.deps, s.process, sealing(rest)))).toBe("round_planned");
    expect(await findingsOf(s)).toEqual([]);
  });
});

describe("A count under a plan", () => {
  test("is complete where it is of all its rounds by its rule, says so in its file, and is published once", async () => {
    const { s, alpha, beta } = await underPlan();
    const over = [await held(s, alpha), await held(s, beta)];
    const counted = await count(s, over);
    expect(counted.result.plan).toMatchObject({ plan: 1, standing: "complete", omitted: [] });
    expect(await entryOf(s, "count", "1")).toMatchObject({ plan: 1, standing: "complete" });
    value(await publishCompilation(s.deps, s.organizer, s.process, 1));
    expect(await entryOf(s, "result", "1")).toMatchObject({
      plan: 1,
      standing: "complete",
      replaces: null,
    });
    await count(s, over);
    expect(refusal(await publishCompilation(s.deps, s.organizer, s.process, 2))).toBe("plan_counted");
    expect(await findingsOf(s)).toEqual([]);
  });

  test("is an exploration where a closed round is left out, one is added, or the rule is another: no checklist rests on it", async () => {
    const { s, alpha, beta } = await underPlan();
    const over = [await held(s, alpha), await held(s, beta)];
    const other = await drafted(s);
    value(await open(s, other));
    await cast(s, there(s.members.alpha[0]), await roundRow(s.deps, other.id), requires("weights"));
    const added = await closed(s, await roundRow(s.deps, other.id));

    const dropped = await count(s, over.slice(0, 1));
    expect(dropped.result.plan).toMatchObject({
      standing: "explored",
      omitted: [{ code: "left-out", round: (await logOf(s.deps, beta)).log }],
    });
    expect((await count(s, [...over, added])).result.plan).toMatchObject({
      standing: "explored",
      omitted: [{ code: "added", round: (await logOf(s.deps, other)).log }],
    });
    expect((await count(s, over, presets["net-mean"])).result.plan).toMatchObject({
      standing: "explored",
      omitted: [{ code: "rule", round: null }],
    });
    expect((await count(s, [added])).result.plan).toMatchObject({ plan: null, standing: "explored" });
    expect(refusal(await createChecklist(s.deps, s.organizer, s.process, dropped, "1.0"))).toBe(
      "explored_count",
    );
    expect(await findingsOf(s)).toEqual([]);
  });

  test("is incomplete where too few voted, and says which quorum was missed", async () => {
    const { s, alpha, beta } = await underPlan({ voters: 3, groups: 2, groupVoters: 1 });
    const over = [await held(s, alpha), await held(s, beta)];
    expect((await count(s, over)).result.plan).toMatchObject({
      standing: "incomplete",
      omitted: [{ code: "quorum", round: null }],
    });
  });

  test("stands by its plan where a deadline was put off in public: the terms stay as they were sealed", async () => {
    const s = await start();
    const round = await drafted(s, { closesAt: new Date("2030-02-01T12:00:00Z") });
    value(await seal(s, [round], { opensBy: new Date("2030-01-15T12:00:00Z") }));
    value(await open(s, await roundRow(s.deps, round.id)));
    const later = { until: new Date("2030-02-08T12:00:00Z"), reason: "A holiday.", language: "en" as const };
    value(await extendDeadline(s.deps, s.organizer, s.process, round, later));
    expect((await roundRow(s.deps, round.id)).closesAt).toEqual(later.until);
    expect(await findingsOf(s)).toEqual([]);
  });

  test("says nothing of plans where none had been sealed when its rounds opened", async () => {
    const s = await start();
    const early = await held(s, await drafted(s));
    value(await seal(s, [await drafted(s)]));
    const counted = await count(s, [early]);
    expect(counted.result.plan).toBeUndefined();
    expect(await findingsOf(s)).toEqual([]);
  });
});

describe("Attacks on a plan", () => {
  test("the database refuses to change or remove a plan, and to move a round out of it", async () => {
    const { s, alpha } = await underPlan();
    const { db } = s.deps;
    await expect(db.update(plans).set({ hash: "0".repeat(64) })).rejects.toThrow();
    await expect(db.delete(plans)).rejects.toThrow();
    await expect(db.delete(rounds).where(eq(rounds.id, alpha.id))).rejects.toThrow();
    for (const change of [
      { ruleHash: "0".repeat(64) },
      { asked: ["weights"] },
      { closesAt: new Date("2031-01-01T12:00:00Z") },
      { reveal: "at-publication" as const },
    ])
      await expect(db.update(rounds).set(change).where(eq(rounds.id, alpha.id))).rejects.toThrow();
    value(await open(s, alpha));
    await expect(db.update(rounds).set({ plan: null }).where(eq(rounds.id, alpha.id))).rejects.toThrow();
  });

  test("a round that has opened under no plan is put into none", async () => {
    const s = await start();
    const round = await drafted(s);
    value(await open(s, round));
    await expect(s.deps.db.update(rounds).set({ plan: 1 }).where(eq(rounds.id, round.id))).rejects.toThrow();
  });

  test("a plan whose row was changed is named by the doctor, and nothing is counted against it", async () => {
    const { s, alpha, beta } = await underPlan();
    const over = [await held(s, alpha), await held(s, beta)];
    await behindItsBack(
      "plans",
      sql`update plans set doc = replace(doc, '"overlap":"allowed"', '"overlap":"refused"') where process_id = ${s.process.id}`,
    );
    expect(await findingsOf(s)).toContain(`plan ${s.process.slug}/1: its text does not match its hash`);
    await behindItsBack(
      "plans",
      sql`update plans set hash = encode(sha256(convert_to(doc, 'UTF8')), 'hex') where process_id = ${s.process.id}`,
    );
    expect(await findingsOf(s)).toContain(
      `plan ${s.process.slug}/1: the record log has it with another text`,
    );
    const again = await compileRounds(s.deps, s.organizer, s.process, {
      roundIds: over.map(({ id }) => id),
      rule: presets["person-share"],
      title: "T",
    });
    expect(refusal(again)).toBe("plan_altered");
  });

  test("a rule that was changed before opening is refused; after it, the count is no longer the plan's", async () => {
    const { s, alpha, beta } = await underPlan();
    const other = {
      rule: JSON.stringify(presets["net-mean"]),
      hash: (await drafted(s, { rule: presets["net-mean"] })).ruleHash,
    };
    const change = (id: string) =>
      behindItsBack(
        "rounds",
        sql`update rounds set rule = ${other.rule}::jsonb, rule_hash = ${other.hash} where id = ${id}`,
      );
    const over = [await held(s, alpha)];
    await change(beta.id);
    expect(refusal(await open(s, await roundRow(s.deps, beta.id)))).toBe("plan_not_kept");
    await change(alpha.id);
    const counted = await count(s, [await roundRow(s.deps, there(over[0]).id)]);
    expect(counted.result.plan?.omitted).toContainEqual({
      code: "departed",
      round: (await logOf(s.deps, alpha)).log,
    });
    expect((await findingsOf(s)).join("\n")).toContain("is not as it was sealed: rule");
  });

  test("a closing time that was moved without saying so is found in the terms that the round was opened under", async () => {
    const { s, alpha } = await underPlan();
    const over = await held(s, alpha);
    await behindItsBack("rounds", sql`update rounds set closes_at = '2031-01-01' where id = ${over.id}`);
    expect((await count(s, [over])).result.plan?.omitted).toContainEqual({
      code: "departed",
      round: (await logOf(s.deps, alpha)).log,
    });
    expect((await findingsOf(s)).join("\n")).toContain("is not as it was sealed: closing");
  });

  test("a result that calls itself complete is named by the doctor where it is not", async () => {
    const { s, alpha, beta } = await underPlan();
    const [first] = [await held(s, alpha), await held(s, beta)];
    await count(s, [there(first)]);
    await behindItsBack(
      "compilations",
      sql`update compilations set result = jsonb_set(result, '{plan,standing}', '"complete"') where process_id = ${s.process.id}`,
    );
    const findings = await findingsOf(s);
    expect(findings).toContain(`result ${s.process.slug}/1: it says complete, the plans say explored`);
    expect(findings).toContain(
      `result ${s.process.slug}/1: it says complete, its entry in the record log explored`,
    );
  });
});

test("the criteria that the rounds of a plan ask by stay as they were sealed", async () => {
  const { s } = await underPlan();
  const terms = (await criteriaOf(s.deps.db, s.process.id)).map(({ key, title }) => ({
    key,
    title: title.text.en ?? "",
  }));
  const fewer = { kind: "criteria" as const, language: "en" as const, terms: terms.slice(1) };
  expect(refusal(await setTerms(s.deps, s.organizer, s.process, fewer))).toBe("round_not_draft");
  expect((await criteriaOf(s.deps.db, s.process.id)).map(({ key }) => key)).toEqual(
    terms.map(({ key }) => key),
  );
});

describe("A plan whose text somebody replaced who has the database", () => {
  test("is said to be altered, and nothing is done under it or beside it", async () => {
    const { s, alpha } = await underPlan();
    const free = await drafted(s);
    await behindItsBack(
      "plans",
      sql`update plans set doc = '{"format":"none"}' where process_id = ${s.process.id}`,
    );
    // Pages show that it is there.
    expect(await listPlans(s.deps, s.process)).toMatchObject([{ number: 1, rounds: null }]);
    expect(refusal(await planPage(s.deps, s.process, "en", 1))).toBe("plan_altered");
    expect(refusal(await planPage(s.deps, s.process, "en", 2))).toBe("not_found");
    // Nobody can say what it asks for: its rounds do not open, none is sealed beside it, and it may have asked for two organizers.
    expect(refusal(await open(s, alpha))).toBe("plan_not_kept");
    expect(refusal(await sealingPage(s.deps, s.process, sealing([free])))).toBe("plan_altered");
    expect(refusal(await sealPlan(s.deps, s.organizer, s.process, sealing([free]), ""))).toBe("plan_altered");
    expect(await secondFor(s.deps.db, s.process.id, "open", 1)).not.toBeNull();
    const over = [await held(s, free)];
    const counting = { roundIds: over.map(({ id }) => id), rule: presets["person-share"], title: "T" };
    expect(refusal(await compileRounds(s.deps, s.organizer, s.process, counting))).toBe("plan_altered");
    expect(await findingsOf(s)).toContain(`plan ${s.process.slug}/1: its text is not a plan`);
  });
});
