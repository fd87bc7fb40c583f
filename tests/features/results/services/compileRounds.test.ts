import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeList } from "~/features/components/services/changeList.server";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { compileSchema } from "~/features/results/contracts/compile";
import { type ResultDocument, resultHash } from "~/features/results/domain/resultDocument";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { chosenRule } from "~/features/results/services/counting/chosenRule.server";
import { findCompilation, publishedCompilations } from "~/features/results/services/resultPage.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { withdrawBallot } from "~/features/rounds/services/ballots.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { examine } from "~/features/verification/services/examine.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { type Work, workHere } from "~/platform/heavy/work";
import { compilations } from "~db/schema/results";
import { ballotEntries } from "~db/schema/rounds";
import { atOnce } from "~tests/support/atOnce";
import {
  ballot,
  cast,
  closed,
  drafted,
  joinAll,
  logOf,
  opened,
  type Person,
  processRow,
  refusal,
  requires,
  roundRow,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const compile = (
  s: Scenario,
  rounds: readonly Pick<RoundRow, "id">[],
  rule: Rule = presets["person-share"],
) =>
  compileRounds(s.deps, s.organizer, s.process, {
    roundIds: rounds.map(({ id }) => id),
    rule,
    title: "What we found",
  });

async function compiled(s: Scenario, rounds: readonly Pick<RoundRow, "id">[], rule?: Rule) {
  const { number } = value(await compile(s, rounds, rule));
  return there(await findCompilation(s.deps, s.process, String(number), true));
}

const component = (result: ResultDocument, key: string) =>
  there(result.components.find((one) => one.component === key));
const bandsOf = (result: ResultDocument) =>
  Object.fromEntries(result.components.map(({ component, score, band }) => [component, `${score} ${band}`]));

describe("a little vote of two workgroups", () => {
  let s: Scenario;
  let rounds: [RoundRow, RoundRow];
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 3 });
    rounds = [await opened(s), await opened(s, { workgroupId: s.beta.id })];
    const [a1, a2] = s.members.alpha as [Person, Person];
    const [b1, b2, b3] = s.members.beta as [Person, Person, Person];
    await cast(s, a1, rounds[0], {
      "training-data": { use: "required", study: "required" },
      weights: { use: "not_necessary" },
    });
    const first = await cast(s, a2, rounds[0], requires("weights"));
    await cast(
      s,
      a2,
      rounds[0],
      { "training-data": { use: "required" }, "training-code": { use: "required" } },
      { prev: first.leaf },
    );
    await cast(s, b1, rounds[1], {
      "training-data": { use: "required" },
      "training-code": { study: "not_necessary" },
    });
    await cast(s, b2, rounds[1], { "inference-code": { share: "required" } });
    const { leaf } = await cast(s, b3, rounds[1], requires("weights", "training-data"));
    value(await withdrawBallot(s.deps, b3, rounds[1], { prev: leaf, key: s.deps.newId() }));
    rounds = [await closed(s, rounds[0]), await closed(s, rounds[1])];
  });

  test("gives the points that a person counts by hand", async () => {
    const { result } = await compiled(s, rounds, presets["net-mean"]);
    expect(bandsOf(result)).toEqual({
      "training-data": "4 required",
      "training-code": "0 not-required",
      "inference-code": "1 maybe",
      weights: "-1 not-required",
    });
    expect(result).toMatchObject({
      mean: "1",
      voters: 4,
      excluded: 0,
      onRoll: 7,
      cellsAnswered: 8,
      cellsAsked: 64,
      mapping: [],
    });
    expect(component(result, "training-data")).toMatchObject({
      votersAsked: 4,
      votersRequiring: 3,
      byCriterion: { use: { required: 3, not_necessary: 0, points: 3 }, study: { required: 1, points: 1 } },
      byWorkgroup: { alpha: { score: "3", requiring: 2 }, beta: { score: "1", requiring: 1 } },
    });
  });

  test("gives the shares of people that a person counts by hand", async () => {
    const { result } = await compiled(s, rounds, presets["person-share"]);
    expect(bandsOf(result)).toEqual({
      "training-data": "3 required",
      "training-code": "1 likely-not-required",
      "inference-code": "1 likely-not-required",
      weights: "0 not-required",
    });
  });

  test("counts a revised ballot once and a withdrawn one not at all", async () => {
    const { result } = await compiled(s, rounds);
    expect(result.workgroups.map(({ key, onRoll, voted }) => ({ key, onRoll, voted }))).toEqual([
      { key: "alpha", onRoll: 4, voted: 2 },
      { key: "beta", onRoll: 3, voted: 2 },
    ]);
    expect(component(result, "weights").votersRequiring).toBe(0);
  });

  test("names every log with the size and root it closed with", async () => {
    const { result } = await compiled(s, rounds);
    for (const [i, round] of rounds.entries()) {
      const { log, entries } = await logOf(s.deps, round);
      const close = entries.find(({ kind }) => kind === "close");
      expect(result.rounds[i]).toMatchObject({ number: round.number, log, ruleHash: round.ruleHash });
      expect(close).toMatchObject({ size: result.rounds[i]?.size, root: result.rounds[i]?.root });
    }
  });

  test("can be counted by the workgroups' majorities as well", async () => {
    const { result } = await compiled(s, rounds, presets["workgroup-majority"]);
    expect(bandsOf(result)["training-data"]).toBe("1 maybe");
  });

  test("is declared when every round was opened under the rule", async () => {
    const { declaredBefore, result } = await compiled(s, rounds, presets["person-share"]);
    expect(declaredBefore).toBe(true);
    expect(result.declaredBefore).toBe("yes");
  });

  test("is explored after voting under any other rule, though it differ in a word", async () => {
    const renamed = { ...presets["person-share"], name: "person-share, again" };
    for (const rule of [presets["net-mean"], renamed]) {
      const { declaredBefore, result, ruleHash: hash } = await compiled(s, rounds, rule);
      expect(declaredBefore).toBe(false);
      expect(result.declaredBefore).toBe("no");
      expect(hash).toBe(ruleHash(rule));
    }
  });

  test("is explored after voting when one of the rounds had declared another rule", async () => {
    const other = await closed(s, await opened(s, { rule: presets["net-mean"] }));
    expect((await compiled(s, [rounds[0], other], presets["net-mean"])).declaredBefore).toBe(false);
    expect((await compiled(s, [other], presets["net-mean"])).declaredBefore).toBe(true);
  });

  test("is explored after voting, however its round is written and however often it is named", async () => {
    const [round] = rounds;
    const upper = there(round).id.toUpperCase() as RoundRow["id"];
    expect((await compiled(s, [{ id: upper }], presets["net-mean"])).declaredBefore).toBe(false);
    const named = compileSchema.parse({
      title: "Once more",
      rounds: [upper, there(round).id],
      choice: "preset:net-mean",
      rule: "",
      intro: "",
    });
    expect(named.rounds).toEqual([there(round).id]);
    const twice = await compiled(s, [there(round), there(round)], presets["net-mean"]);
    expect(twice.declaredBefore).toBe(false);
    expect(twice.roundIds).toEqual([there(round).id]);
  });

  test("that says its rule was declared before voting, where it was not, is found by the examination", async () => {
    const [round] = rounds;
    const made = await compiled(s, [there(round)], presets["net-mean"]);
    const result = { ...made.result, declaredBefore: "yes" as const };
    await s.deps.db
      .update(compilations)
      .set({ result, declaredBefore: true })
      .where(eq(compilations.id, made.id));
    const { findings } = await examine(s.deps, s.process.id);
    expect(findings.map(({ what }) => what)).toContain(
      "whether its rule was declared before voting is not what the logs say",
    );
    await s.deps.db.delete(compilations).where(eq(compilations.id, made.id));
  });

  test("is counted the same in whatever order its rounds are named", async () => {
    const [forth, back] = [await compiled(s, rounds), await compiled(s, rounds.toReversed())];
    expect({ ...back.result, compilation: 0 }).toEqual({ ...forth.result, compilation: 0 });
  });

  test("is counted by several organizers at once, and every count has a number of its own", async () => {
    const made = await atOnce(6, () => compile(s, rounds));
    expect(new Set(made.map((one) => value(one).number)).size).toBe(6);
  });
});

describe("a count", () => {
  test("is made while others change the process, and anew when that changes what is counted", async () => {
    const s = await scenario(testDeps(db), { members: 1 });
    const round = await closed(s, await opened(s));
    let counts = 0;
    const work: Work = async (task, input, portions) => {
      const counted = await workHere(task, input, portions);
      counts += 1;
      const added = { title: "Model card", category: "documents", description: "" };
      // Were the process locked meanwhile, this would never come to its end.
      if (counts === 1)
        value(
          await changeList(s.deps, s.organizer, s.process, "en", {
            change: { kind: "added", added: [added] },
            reason: "It was missing.",
          }),
        );
      return counted;
    };
    const input = { roundIds: [round.id], rule: presets["person-share"], title: "What we found" };
    value(await compileRounds({ ...s.deps, work }, s.organizer, s.process, input));
    expect(counts).toBe(2);
  });

  test("is refused when what is counted changes each time", async () => {
    const s = await scenario(testDeps(db), { members: 1 });
    const round = await closed(s, await opened(s));
    const work: Work = async (task, input, portions) => {
      const title = s.deps.newId();
      const added = { title, category: "documents", description: "" };
      value(
        await changeList(s.deps, s.organizer, s.process, "en", {
          change: { kind: "added", added: [added] },
          reason: title,
        }),
      );
      return workHere(task, input, portions);
    };
    const input = { roundIds: [round.id], rule: presets["person-share"], title: "What we found" };
    const made = await compileRounds({ ...s.deps, work }, s.organizer, s.process, input);
    expect(refusal(made)).toBe("edited_meanwhile");
  });
});

describe("rounds that cannot be counted", () => {
  let s: Scenario;
  let other: Scenario;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 1 });
    other = await scenario(testDeps(db), { members: 1 });
  });

  test("are none at all", async () => {
    expect(refusal(await compile(s, []))).toBe("no_rounds");
  });

  test("are those still open, and those not yet open", async () => {
    const done = await closed(s, await opened(s));
    expect(refusal(await compile(s, [done, await opened(s)]))).toBe("round_not_closed");
    expect(refusal(await compile(s, [done, await drafted(s)]))).toBe("round_not_closed");
    expect(value(await compile(s, [done])).number).toBe(1);
  });

  test("are those of another process", async () => {
    const [mine, theirs] = [await closed(s, await opened(s)), await closed(other, await opened(other))];
    expect(refusal(await compile(s, [mine, theirs]))).toBe("not_found");
    expect(refusal(await compile(s, [theirs]))).toBe("not_found");
    expect(refusal(await compile(s, [{ id: s.deps.newId() as RoundRow["id"] }]))).toBe("not_found");
  });

  test("leave nothing behind", async () => {
    const before = await processRow(s.deps, s.process.id);
    const { lines } = await readAudit(s.deps, s.process.id, null);
    await compile(s, []);
    expect(await processRow(s.deps, s.process.id)).toEqual(before);
    expect((await readAudit(s.deps, s.process.id, null)).lines).toEqual(lines);
  });

  test("are those whose log was changed afterwards", async () => {
    const round = await opened(s);
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    const done = await closed(s, round);
    const { log, rows } = await logOf(s.deps, round);
    const { index, entry } = there(rows.find(({ kind }) => kind === "cast"));
    const changed = entry.replace('"required"', '"not_necessary"');
    expect(changed).not.toBe(entry);
    await withoutGuards(db.db, (tx) =>
      tx
        .update(ballotEntries)
        .set({ entry: changed })
        .where(and(eq(ballotEntries.log, log), eq(ballotEntries.index, index))),
    );
    const refused = await compile(s, [done]);
    expect(refused).toEqual({
      ok: false,
      error: { code: "log_broken", log, index, problem: "leaf-mismatch" },
    });
  });
});

describe("voters affiliated with the maker", () => {
  let s: Scenario;
  let round: RoundRow;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 1 });
    const place = { role: "member" as const, workgroupId: s.alpha.id, affiliated: true };
    const makers = await joinAll(s, ["maker-1", "maker-2"], place);
    const voting = await opened(s);
    for (const maker of makers) await cast(s, maker, voting, requires("weights"));
    await cast(s, there(s.members.alpha[0]), voting, requires("training-data"));
    round = await closed(s, voting);
  });

  test("count like everybody where the rule excludes nobody", async () => {
    const { result } = await compiled(s, [round]);
    expect(result).toMatchObject({ voters: 3, excluded: 0, onRoll: 4 });
    expect(bandsOf(result).weights).toBe("2 required");
    expect(bandsOf(result)["training-data"]).toBe("1 maybe");
  });

  test("are left out, and said to be, where the rule excludes them", async () => {
    const { result } = await compiled(s, [round], { ...presets["person-share"], exclude: "affiliated" });
    expect(result).toMatchObject({ voters: 1, excluded: 2, cellsAnswered: 1 });
    expect(bandsOf(result).weights).toBe("0 not-required");
    expect(bandsOf(result)["training-data"]).toBe("1 required");
  });
});

describe("votes on components that were merged since", () => {
  let s: Scenario;
  let before: RoundRow;
  const merge = (from: string[], title: string, carriesVotes: boolean) =>
    changeList(s.deps, s.organizer, s.process, "en", {
      change: { kind: "merged", from, added: { title, category: "code", description: "" }, carriesVotes },
      reason: "They are one thing.",
    });
  const afterwards = async () => closed(s, await opened(s, { workgroupId: s.beta.id }));

  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 2 });
    const round = await opened(s);
    const [one, two] = s.members.alpha as [Person, Person];
    await cast(s, one, round, {
      "training-code": { use: "required", study: "not_necessary" },
      "inference-code": { use: "not_necessary", study: "required", share: "not_necessary" },
    });
    await cast(s, two, round, { "training-data": { use: "required" }, weights: { use: "required" } });
    before = await closed(s, round);
  });

  test("move only where the change declared that they do", async () => {
    value(await merge(["training-code", "inference-code"], "Code", true));
    value(await merge(["training-data", "weights"], "All the rest", false));
    const after = await afterwards();
    const { result } = await compiled(s, [before, after]);
    expect(result.mapping).toEqual([
      { from: "training-code", to: "code", version: 2 },
      { from: "inference-code", to: "code", version: 2 },
    ]);
    expect(result.components.map(({ component }) => component)).toEqual([
      "training-data",
      "weights",
      "code",
      "all-the-rest",
    ]);
    expect(component(result, "code").byWorkgroup.alpha?.byCriterion).toMatchObject({
      use: { required: 1, not_necessary: 0 },
      study: { required: 1, not_necessary: 0 },
      share: { required: 0, not_necessary: 1 },
    });
    expect(component(result, "training-data").byWorkgroup).toMatchObject({
      alpha: { asked: "yes", requiring: 1 },
      beta: { asked: "no", requiring: 0 },
    });
    expect(component(result, "all-the-rest").byWorkgroup).toMatchObject({
      alpha: { asked: "no", requiring: 0 },
      beta: { asked: "yes" },
    });
  });

  test("follow one declared merge after the other", async () => {
    value(await merge(["code", "all-the-rest"], "Everything", true));
    const { result } = await compiled(s, [before, await afterwards()]);
    expect(component(result, "everything").byWorkgroup.alpha).toMatchObject({ asked: "yes", requiring: 1 });
    expect(result.components.map(({ component }) => component)).toEqual([
      "training-data",
      "weights",
      "everything",
    ]);
  });

  test("stay where they were when only rounds of before the change are counted", async () => {
    const { result } = await compiled(s, [before]);
    expect(result.mapping).toEqual([]);
    expect(component(result, "training-code").votersRequiring).toBe(1);
    expect(component(result, "inference-code").votersRequiring).toBe(1);
  });

  test("never move to the parts of a component that was split", async () => {
    const parts = ["Data", "Software"].map((title) => ({ title, category: "other", description: "" }));
    const split = { kind: "split" as const, from: "everything", added: parts };
    value(
      await changeList(s.deps, s.organizer, s.process, "en", {
        change: split,
        reason: "They are two things.",
      }),
    );
    const { result } = await compiled(s, [before, await afterwards()]);
    expect(component(result, "data").byWorkgroup.alpha).toMatchObject({ asked: "no", requiring: 0 });
    expect(component(result, "everything").votersRequiring).toBe(1);
  });
});

describe("a public round", () => {
  let s: Scenario;
  let rounds: RoundRow[];
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 1 });
    const [own, everyone] = [await opened(s), await opened(s, { workgroupId: null })];
    await cast(s, there(s.members.alpha[0]), own, requires("training-data"));
    const crowd = await joinAll(s, ["crowd-1", "crowd-2"], { role: "participant", workgroupId: null });
    for (const person of crowd) {
      value(await joinRoll(s.deps, person, everyone));
      await cast(s, person, everyone, requires("weights"));
    }
    rounds = [await closed(s, own), await closed(s, everyone)];
  });

  test("is shown beside the workgroups and not counted with them where the rule keeps it apart", async () => {
    const { result } = await compiled(s, rounds);
    expect(result).toMatchObject({ voters: 1, onRoll: 2 });
    expect(bandsOf(result)).toMatchObject({ "training-data": "1 required", weights: "0 not-required" });
    expect(result.apart).toMatchObject([
      {
        workgroup: "public-2",
        components: [
          { component: "training-data", score: "0", band: "not-required" },
          {},
          {},
          { component: "weights", score: "2", band: "required" },
        ],
      },
    ]);
    expect(result.workgroups).toMatchObject([
      { key: "alpha", isPublic: "no" },
      { key: "public-2", isPublic: "yes", onRoll: 2, voted: 2 },
    ]);
  });

  test("counts as one more workgroup where the rule says so", async () => {
    const rule: Rule = { ...presets["person-share"], publicBallots: "as-workgroup" };
    const { result } = await compiled(s, rounds, rule);
    expect(result).toMatchObject({ voters: 3, onRoll: 4, apart: [] });
    expect(bandsOf(result)).toMatchObject({ "training-data": "1 maybe", weights: "2 required" });
  });
});

describe("two rounds of one workgroup", () => {
  test("count as one workgroup with the seats of both", async () => {
    const s = await scenario(testDeps(db), { members: 1 });
    const member = there(s.members.alpha[0]);
    const [first, second] = [
      await opened(s, { asked: ["training-data"], offersNotNecessary: false }),
      await opened(s, { asked: ["weights"] }),
    ];
    await cast(s, member, first, requires("training-data"));
    await cast(s, member, second, requires("weights"));
    const { result } = await compiled(s, [await closed(s, first), await closed(s, second)]);
    expect(result.workgroups).toEqual([
      { key: "alpha", isPublic: "no", onRoll: 4, voted: 2, asked: 2, notNecessary: "offered" },
    ]);
    expect(result.components.map(({ component }) => component)).toEqual(["training-data", "weights"]);
  });
});

describe("publishing a result", () => {
  let s: Scenario;
  let round: RoundRow;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 1 });
    const voting = await opened(s);
    await cast(s, there(s.members.alpha[0]), voting, requires("weights"));
    round = await closed(s, voting);
  });
  const publish = (number: number) => publishCompilation(s.deps, s.organizer, s.process, number);

  test("gives the counts numbers one after the other, and shows only the published ones", async () => {
    expect(value(await compile(s, [round])).number).toBe(1);
    expect(value(await compile(s, [round], presets["net-mean"])).number).toBe(2);
    expect(await findCompilation(s.deps, s.process, "2", false)).toBeNull();
    value(await publish(2));
    expect(await findCompilation(s.deps, s.process, "2", false)).toMatchObject({ number: 2 });
    expect((await publishedCompilations(s.deps, s.process)).map(({ number }) => number)).toEqual([2]);
  });

  test("ends every counted log with the hash of the result, and the logs still verify", async () => {
    const { number } = value(await compile(s, [round]));
    const { resultHash: hash } = value(await publish(number));
    const published = there(await findCompilation(s.deps, s.process, String(number), false));
    expect(published.resultHash).toBe(hash);
    expect(resultHash(published.result)).toBe(hash);
    const { log, size, rows, entries } = await logOf(s.deps, round);
    expect(entries.at(-1)).toMatchObject({ kind: "result", result: hash });
    expect(rows).toHaveLength(size);
    expect(verifyLog(log, rows, componentBallot).problems).toEqual([]);
  });

  test("happens once: a second time is refused and writes nothing", async () => {
    const { number } = value(await compile(s, [round]));
    value(await publish(number));
    const before = await findCompilation(s.deps, s.process, String(number), false);
    const { size } = await logOf(s.deps, round);
    expect(refusal(await publish(number))).toBe("already_published");
    expect(await findCompilation(s.deps, s.process, String(number), false)).toEqual(before);
    expect((await logOf(s.deps, round)).size).toBe(size);
  });

  test("by two organizers at once happens once", async () => {
    const { number } = value(await compile(s, [round]));
    const { size } = await logOf(s.deps, round);
    const both = await atOnce(2, () => publish(number));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(refusal(there(both.find(({ ok }) => !ok)))).toBe("already_published");
    expect((await logOf(s.deps, round)).size).toBe(size + 1);
  });

  test("leaves a result that later changes of the list do not touch", async () => {
    const { number } = value(await compile(s, [round]));
    value(await publish(number));
    const before = there(await findCompilation(s.deps, s.process, String(number), false));
    const change = { kind: "retired" as const, from: "weights" };
    value(await changeList(s.deps, s.organizer, s.process, "en", { change, reason: "Not needed." }));
    const after = there(await findCompilation(s.deps, s.process, String(number), false));
    expect(after).toEqual(before);
    const again = await compiled(s, [round]);
    expect({ ...again.result, compilation: number }).toEqual(before.result);
  });

  test("does not open the round for ballots again", async () => {
    const late = ballot(requires("weights"));
    expect(refusal(await castBallot(s.deps, there(s.members.alpha[0]), round, late))).toBe("round_closed");
    expect((await roundRow(s.deps, round.id)).state).toBe("closed");
  });

  test("of what does not exist, or belongs to another process, is refused", async () => {
    const other = await scenario(testDeps(db), { members: 0 });
    expect(refusal(await publish(999))).toBe("not_found");
    expect(refusal(await publishCompilation(other.deps, other.organizer, other.process, 1))).toBe(
      "not_found",
    );
  });

  test("is announced and written down", async () => {
    const { number } = value(await compile(s, [round]));
    value(await publish(number));
    expect(s.deps.announced.at(-1)).toMatchObject({ event: "process:changed", processId: s.process.id });
    const { lines } = await readAudit(s.deps, s.process.id, null);
    expect(lines.slice(0, 2).map(({ action }) => action)).toContain("compilation.published");
  });
});

describe("the rule that a count asks for", () => {
  let s: Scenario;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 1 });
    await opened(s, { rule: presets["net-mean"] });
  });

  test("may be the one a round declared, a preset, or one's own", async () => {
    const own = { ...presets["two-clusters"], name: "ours" };
    const declared = `declared:${ruleHash(presets["net-mean"])}`;
    expect(value(await chosenRule(s.deps, s.process, declared, ""))).toEqual(presets["net-mean"]);
    expect(value(await chosenRule(s.deps, s.process, "preset:two-clusters", "ignored"))).toEqual(
      presets["two-clusters"],
    );
    expect(value(await chosenRule(s.deps, s.process, "own", JSON.stringify(own)))).toEqual(own);
  });

  test.each([
    ["a hash that no round declared", `declared:${"0".repeat(64)}`, ""],
    ["a preset that does not exist", "preset:constructor", ""],
    ["no rule of one's own", "own", ""],
    ["a text that is no JSON", "own", "{"],
    ["a rule in a circle", "own", JSON.stringify({ ...presets["net-mean"], merge: { a: "b", b: "a" } })],
  ])("is refused when it is %s", async (_, choice, text) => {
    expect(refusal(await chosenRule(s.deps, s.process, choice, text))).toBe("invalid");
  });

  test("is not taken from a round of another process", async () => {
    const other = await scenario(testDeps(db), { members: 0 });
    const declared = `declared:${ruleHash(presets["net-mean"])}`;
    expect(refusal(await chosenRule(other.deps, other.process, declared, ""))).toBe("invalid");
  });
});
