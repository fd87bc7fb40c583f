import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isFewVoted, isFragile, substanceOf } from "~/features/results/domain/firmness";
import { resultHash } from "~/features/results/domain/resultDocument";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { publishAsRead, publishingPage } from "~/features/results/services/counting/publishingPage.server";
import { uncountedRounds } from "~/features/results/services/counting/uncountedRounds.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import { examine } from "~/features/verification/services/examine.server";
import { roundInput } from "~/features/votes/services/roundInput.server";
import {
  cast,
  closed,
  joinAll,
  opened,
  type Person,
  refusal,
  requires,
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
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
});
afterAll(() => db.close());

async function compiled(rounds: readonly RoundRow[], rule = presets["person-share"] as RoundRow["rule"]) {
  const roundIds = rounds.map(({ id }) => id);
  const made = await compileRounds(s.deps, s.organizer, s.process, { roundIds, rule, title: "A result" });
  return there(await findCompilation(s.deps, s.process, String(value(made).number), true));
}

describe("a result", () => {
  test("names every closed round that it does not count, and where those are counted", async () => {
    const first = await closed(s, await opened(s));
    const second = await closed(s, await opened(s, { workgroupId: s.beta.id }));
    const other = await closed(s, await opened(s, { rule: presets["net-mean"] }));
    await opened(s, { workgroupId: s.beta.id });
    const some = await compiled([first]);
    const names = async () => (await uncountedRounds(s.deps, s.process, some)).first;
    expect(await names()).toEqual([
      { number: second.number, isVoid: false, isSameRule: true, countedIn: [] },
      { number: other.number, isVoid: false, isSameRule: false, countedIn: [] },
    ]);
    const rest = await compiled([second, other]);
    expect((await names()).flatMap(({ countedIn }) => countedIn)).toEqual([]);
    value(await publishCompilation(s.deps, s.organizer, s.process, rest.number));
    expect((await names()).map(({ countedIn }) => countedIn)).toEqual([[rest.number], [rest.number]]);
    expect(await uncountedRounds(s.deps, s.process, await compiled([first, second, other]))).toEqual({
      total: 0,
      leftOut: 0,
      first: [],
    });
  });

  test("warns of rounds that were left out of it, and of none that came later or that another result counts", async () => {
    const first = await closed(s, await opened(s));
    const second = await closed(s, await opened(s, { workgroupId: s.beta.id }));
    await closed(s, await opened(s, { rule: presets["net-mean"] }));
    const some = await compiled([first]);
    const leftOut = async () => (await uncountedRounds(s.deps, s.process, some)).leftOut;
    expect(await leftOut()).toBe(1);
    const rest = await compiled([second]);
    value(await publishCompilation(s.deps, s.organizer, s.process, rest.number));
    expect(await leftOut()).toBe(0);
    const later = { ...some, createdAt: new Date(0) };
    const other = await closed(s, await opened(s));
    expect((await uncountedRounds(s.deps, s.process, later)).leftOut).toBe(0);
    expect((await uncountedRounds(s.deps, s.process, later)).total).toBe(3);
    expect(other.state).toBe("closed");
  });

  test("of no ballot, or of one, says that there is nothing to hold against anything", async () => {
    const round = await opened(s);
    const empty = await closed(s, await opened(s, { workgroupId: s.beta.id }));
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    const one = await closed(s, round);
    expect(substanceOf((await compiled([empty])).result)).toBe("nothing");
    expect(substanceOf((await compiled([one])).result)).toBe("one-ballot");
  });

  test("says how many people voted in several of its rounds, and stays checkable", async () => {
    const [both, once] = s.members.alpha as [Person, Person];
    const rounds = [await opened(s), await opened(s)] as const;
    await cast(s, both, rounds[0], requires("weights"));
    await cast(s, both, rounds[1], requires("weights"));
    await cast(s, once, rounds[1], requires("weights"));
    const shut = [await closed(s, rounds[0]), await closed(s, rounds[1])];
    const twice = await compiled(shut);
    expect(twice.result).toMatchObject({ voters: 3, severalTimes: 1 });
    const single = await compiled([there(shut[1])]);
    expect(single.result).not.toHaveProperty("severalTimes");
    expect(resultHash(single.result)).not.toBe(resultHash(twice.result));
    const { findings } = await examine(s.deps);
    expect(findings.filter(({ log }) => log?.includes(s.process.slug))).toEqual([]);
  });

  test("under a rule with a quorum says whether it was reached", async () => {
    const rule = { ...presets["person-share"], quorum: { voters: 2, turnout: "1/4" } };
    const round = await opened(s, { rule });
    const [one, two] = s.members.alpha as [Person, Person];
    await cast(s, one, round, requires("weights"));
    await cast(s, two, round, requires("weights"));
    const other = await opened(s, { rule, workgroupId: s.beta.id });
    await cast(s, there(s.members.beta[0]), other, requires("weights"));
    const met = (await compiled([await closed(s, round)], rule)).result;
    const missed = (await compiled([await closed(s, other)], rule)).result;
    expect(met.declaredBefore).toBe("yes");
    expect(quorumVerdict(met.rule.quorum, met)).toEqual({ needed: 2, isReached: true });
    expect(quorumVerdict(missed.rule.quorum, missed)).toMatchObject({ isReached: false });
  });

  test("is published as it was read, and not where a round that it leaves out has closed since", async () => {
    const made = await compiled([await closed(s, await opened(s))]);
    const place = { process: s.process, compilation: made };
    const before = await publishingPage(s.deps, s.organizer, s.process, made);
    expect(before).toMatchObject({ left: 0, blocked: null, opens: 0 });
    await closed(s, await opened(s, { workgroupId: s.beta.id }));
    expect(refusal(await publishAsRead(s.deps, s.organizer, place, before.seen))).toBe("changed_since_read");
    const now = await publishingPage(s.deps, s.organizer, s.process, made);
    expect(now.left).toBe(1);
    value(await publishAsRead(s.deps, s.organizer, place, now.seen));
    const published = there(await findCompilation(s.deps, s.process, String(made.number), false));
    expect(await publishingPage(s.deps, s.organizer, s.process, published)).toMatchObject({
      blocked: "already_published",
    });
  });

  test("says that few voted where fewer than half of the roll did, whatever the rule leaves out", () => {
    expect(isFewVoted({ voters: 4, excluded: 0, onRoll: 9 })).toBe(true);
    expect(isFewVoted({ voters: 4, excluded: 1, onRoll: 9 })).toBe(false);
    expect(isFewVoted({ voters: 5, excluded: 0, onRoll: 10 })).toBe(false);
    expect(isFewVoted({ voters: 0, excluded: 0, onRoll: 0 })).toBe(false);
  });

  test("calls a band fragile that two voters decide, and none that three do", async () => {
    const people = await joinAll(
      s,
      ["c", "d", "e", "f", "g"].map((one) => `${one}-${s.process.slug}`),
      {
        role: "member",
        workgroupId: s.alpha.id,
      },
    );
    const round = await opened(s);
    for (const [i, person] of people.entries())
      await cast(s, person, round, requires("weights", ...(i < 3 ? ["training-data"] : [])));
    const { result } = await compiled([await closed(s, round)]);
    for (const one of result.components) {
      const isFew = one.flip !== null && one.flip.voters <= 2;
      expect(isFragile(one), one.component).toBe(isFew || one.agreeing * 2 < one.variants);
    }
    const agreed = { ...there(result.components[0]), agreeing: 3, variants: 6 };
    const flip = { voters: 3, exact: "yes", to: "maybe", workgroups: {} } as const;
    expect(isFragile({ ...agreed, flip })).toBe(false);
    expect(isFragile({ ...agreed, flip: { ...flip, voters: 2 } })).toBe(true);
    expect(isFragile({ ...agreed, flip: null })).toBe(false);
    expect(isFragile({ ...agreed, flip: null, agreeing: 2 })).toBe(true);
  });
});

describe("the form of a round", () => {
  const form = {
    title: "A round",
    workgroup: null,
    preset: "person-share",
    rule: "",
    asked: ["weights"],
    offersNotNecessary: true,
    offersCannotJudge: true,
    attribution: "pseudonymous" as const,
    reveal: "at-publication" as const,
    closesAt: null,
  };

  test("declares a quorum in whole percents beside a preset, or none", () => {
    const rule = (leastVoters: number | null, leastTurnout: number | null) =>
      value(roundInput({ ...form, leastVoters, leastTurnout })).rule.quorum;
    expect(rule(null, null)).toBeUndefined();
    expect(rule(5, null)).toEqual({ voters: 5, turnout: "0" });
    expect(rule(null, 25)).toEqual({ voters: 0, turnout: "1/4" });
    expect(rule(3, 100)).toEqual({ voters: 3, turnout: "1" });
  });
});
