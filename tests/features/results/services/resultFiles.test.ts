import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readComponentList } from "~/features/components/domain/componentsCsv";
import { changeList } from "~/features/components/services/changeList.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import {
  buildResult,
  type ResultDocument,
  resultHash,
  resultText,
} from "~/features/results/domain/resultDocument";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { resultFile, resultFileNames, textOfFile } from "~/features/results/services/resultFiles.server";
import {
  type CompilationRow,
  findCompilation,
  reasonsOf,
} from "~/features/results/services/resultPage.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { ruleSchema } from "~/features/rules/contracts/rule";
import { type BallotBox, type BoxBallot, packBox } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { ballotBoxOf } from "~/features/votes/domain/ballotBoxOf";
import { type FileBallots, readBallots } from "~/features/votes/domain/ballotsCsv";
import { readRoll } from "~/features/votes/domain/rollCsv";
import { readWorkgroups } from "~/features/votes/domain/workgroupsCsv";
import { users } from "~db/schema/accounts";
import {
  cast,
  closed,
  joined,
  opened,
  type Person,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

async function compiled(s: Scenario, rounds: readonly RoundRow[], rule: Rule = presets["person-share"]) {
  const input = { roundIds: rounds.map(({ id }) => id), rule, title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  return there(await findCompilation(s.deps, s.process, String(number), true));
}

const file = async (s: Scenario, compilation: CompilationRow, name: string) =>
  textOfFile(there(await resultFile(s.deps, s.process, compilation, name, "en")));

/** Where the people of a workgroup work. */
const work = (people: readonly Person[], affiliation: string) =>
  db.db
    .update(users)
    .set({ affiliation })
    .where(
      inArray(
        users.id,
        people.map(({ id }) => id),
      ),
    );

/** What somebody gets who counts the CSV files, as the result's page tells them to. */
async function countedFromCsv(s: Scenario, compilation: CompilationRow): Promise<ResultDocument> {
  const { criteria, process, compilation: number, rounds, mapping } = compilation.result;
  const roll = value(readRoll(await file(s, compilation, "roll.csv")));
  const components = value(readComponentList(await file(s, compilation, "components.csv")));
  const read: FileBallots = readBallots(await file(s, compilation, "ballots.csv"), {
    criteria,
    components,
    roll,
  });
  expect(read.problems).toEqual([]);
  const rule = ruleSchema.parse(JSON.parse(await file(s, compilation, "rule.json")));
  const about = { process, compilation: number, rounds, mapping, ties: "by-choices" as const };
  const workgroups = value(readWorkgroups(await file(s, compilation, "workgroups.csv"), read.components));
  return buildResult(ballotBoxOf(read, roll, workgroups), rule, about);
}

type BallotsFile = {
  rounds: ResultDocument["rounds"];
  criteria: string[];
  components: string[];
  workgroups: (Omit<BallotBox["workgroups"][number], "asked"> & { asked: string[] })[];
  ballots: (Omit<BoxBallot, "workgroup" | "id"> & { workgroup: string; voter: string; leaf: string })[];
};

/** What somebody gets who counts the JSON file with every round's terms. */
async function countedFromJson(s: Scenario, compilation: CompilationRow): Promise<ResultDocument> {
  const { process, compilation: number, mapping } = compilation.result;
  const read = JSON.parse(await file(s, compilation, "ballots.json")) as BallotsFile;
  const workgroups = read.workgroups.map((group) => ({ ...group, asked: new Set(group.asked) }));
  const ballots = read.ballots.map(({ workgroup, voter, ...rest }) => ({
    ...rest,
    id: voter,
    workgroup: workgroups.findIndex(({ key }) => key === workgroup),
  }));
  const { criteria, components, rounds } = read;
  const rule = ruleSchema.parse(JSON.parse(await file(s, compilation, "rule.json")));
  return buildResult(packBox({ criteria, components, workgroups }, ballots), rule, {
    process,
    compilation: number,
    rounds,
    mapping,
    ties: "by-choices",
  });
}

/** What a person would compare: the bands and points, and how many they stand on. */
const figures = ({ mean, voters, excluded, cellsAnswered, notJudged, components }: ResultDocument) => ({
  mean,
  voters,
  excluded,
  cellsAnswered,
  notJudged,
  components: components.map(({ component, band, score, byCriterion, votersAsked, agreeing, variants }) => ({
    component,
    band,
    score,
    byCriterion,
    votersAsked,
    agreeing,
    variants,
  })),
});

describe("the files of an ordinary vote", () => {
  let s: Scenario;
  let rounds: RoundRow[];
  let compilation: CompilationRow;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 3 });
    await work(s.members.alpha, "Hidden Laboratory");
    const place = { role: "member" as const, workgroupId: s.beta.id, affiliated: true };
    const maker = await joined(s, "works-for-the-maker", place);
    const alpha = await opened(s, { offersCannotJudge: true });
    const beta = await opened(s, { workgroupId: s.beta.id });
    const [a1, a2, a3] = s.members.alpha as [Person, Person, Person];
    const [b1, b2] = s.members.beta as [Person, Person];
    await cast(s, a1, alpha, requires("training-data", "weights"), {
      notes: { weights: "Without them nothing." },
    });
    await cast(s, a2, alpha, { "training-data": { use: "not_necessary", share: "required" } });
    await cast(s, a3, alpha, { ...requires("training-data"), weights: { use: "cannot_judge" } });
    await cast(s, b1, beta, { weights: { use: "not_necessary", study: "not_necessary" } });
    await cast(s, b2, beta, requires("training-data", "inference-code"));
    await cast(s, maker, beta, requires("training-code", "weights"));
    rounds = [await closed(s, alpha), await closed(s, beta)];
    compilation = await compiled(s, rounds);
  });

  test.each(["person-share", "net-mean", "positive-mean", "workgroup-majority", "two-clusters"] as const)(
    "give the same numbers when they are counted again under %s",
    async (preset) => {
      const made = await compiled(s, rounds, presets[preset]);
      expect(figures(await countedFromCsv(s, made))).toEqual(figures(made.result));
      expect(await countedFromJson(s, made)).toEqual(made.result);
    },
  );

  test("give the same numbers where affiliated voters are left out and components are merged", async () => {
    const rule: Rule = {
      ...presets["net-mean"],
      name: "ours",
      exclude: "affiliated",
      merge: { weights: "training-data" },
    };
    const made = await compiled(s, rounds, rule);
    expect(made.result.excluded).toBe(1);
    expect(figures(await countedFromCsv(s, made))).toEqual(figures(made.result));
    expect(await countedFromJson(s, made)).toEqual(made.result);
  });

  test("say who cannot judge, in the result beside the quorum and ballot by ballot", async () => {
    expect(compilation.result.notJudged).toEqual({ voters: 1, cells: 1 });
    const [weights] = compilation.result.components.filter(({ component }) => component === "weights");
    expect(weights).toMatchObject({ votersAsked: 6, votersNotJudging: 1 });
    expect(await file(s, compilation, "ballots.csv")).toMatch(/,weights,use,cannot_judge,/);
    expect(await file(s, compilation, "report.md")).toContain("cannot judge");
  });

  test("tell a different vote from this one", async () => {
    const ballots = (await file(s, compilation, "ballots.csv")).replace("not_necessary", "required");
    const { criteria } = compilation.result;
    const changed = ballotBoxOf(readBallots(ballots, { criteria }));
    const { process, compilation: compilationNumber, rounds, mapping } = compilation.result;
    const about = { process, compilation: compilationNumber, rounds, mapping, ties: "by-choices" as const };
    const again = buildResult(changed, compilation.rule, about);
    expect(figures(again)).not.toEqual(figures(compilation.result));
  });

  test("list every seat that was entitled to vote, also those who did not", async () => {
    const seats = [...value(readRoll(await file(s, compilation, "roll.csv")))];
    expect(seats.map(([group, roll]) => [group, roll.size])).toEqual(
      compilation.result.workgroups.map(({ key, onRoll }) => [key, onRoll]),
    );
  });

  test("have the rule and the result byte for byte as they are hashed", async () => {
    expect(ruleHash(JSON.parse(await file(s, compilation, "rule.json")) as Rule)).toBe(compilation.ruleHash);
    const text = await file(s, compilation, "result.json");
    expect(text).toBe(resultText(compilation.result));
    const { resultHash: published } = value(
      await publishCompilation(s.deps, s.organizer, s.process, compilation.number),
    );
    expect(resultHash(JSON.parse(text) as ResultDocument)).toBe(published);
  });

  test("tie every ballot to its entry in the log", async () => {
    const { ballots } = JSON.parse(await file(s, compilation, "ballots.json")) as BallotsFile;
    expect(ballots.map(({ workgroup }) => workgroup)).toEqual([
      "alpha",
      "alpha",
      "alpha",
      "beta",
      "beta",
      "beta",
    ]);
    expect(new Set(ballots.map(({ leaf }) => leaf)).size).toBe(6);
    expect(ballots.every(({ leaf }) => /^[0-9a-f]{64}$/.test(leaf))).toBe(true);
  });

  test.each(resultFileNames)(
    "never name a person, an address or an employer of a pseudonymous round (%s)",
    async (name) => {
      const body = await file(s, compilation, name);
      const people = [s.organizer, s.facilitator, s.participant, ...s.members.alpha, ...s.members.beta];
      for (const { id, email, displayName } of people) {
        expect(body).not.toContain(id);
        expect(body).not.toContain(email);
        if (displayName) expect(body).not.toContain(displayName);
      }
      expect(body).not.toContain("@");
      expect(body).not.toContain("Hidden Laboratory");
    },
  );

  test("name seats of pseudonymous rounds by their numbers", async () => {
    const [, first] = (await file(s, compilation, "ballots.csv")).split("\n");
    expect(first).toMatch(/^alpha,"?Group alpha, seat \d"?,/);
  });

  test.each(["", "ballots", "ballots.xlsx", "../rule.json", "constructor"])(
    "are no others (%j)",
    async (name) => {
      expect(await resultFile(s.deps, s.process, compilation, name, "en")).toBeNull();
    },
  );
});

describe("the files of a named round", () => {
  let s: Scenario;
  let compilation: CompilationRow;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 2 });
    await work([...s.members.alpha, ...s.members.beta], "Open Laboratory");
    const [named, pseudonymous] = [
      await opened(s, { attribution: "named" }),
      await opened(s, { workgroupId: s.beta.id }),
    ];
    for (const member of s.members.alpha) await cast(s, member, named, requires("weights"));
    for (const member of s.members.beta) await cast(s, member, pseudonymous, requires("weights"));
    compilation = await compiled(s, [await closed(s, named), await closed(s, pseudonymous)]);
  });

  test("have names and organizations, and never an address", async () => {
    const body = await file(s, compilation, "ballots.csv");
    for (const { displayName } of s.members.alpha) expect(body).toContain(displayName);
    expect(body).not.toContain("@");
    const rows = body.trim().split("\n").slice(1);
    expect(
      rows.filter((row) => row.startsWith("alpha,")).every((row) => row.endsWith(",Open Laboratory")),
    ).toBe(true);
  });

  test("keep a pseudonymous round beside it pseudonymous", async () => {
    for (const name of resultFileNames) {
      const body = await file(s, compilation, name);
      for (const { displayName } of s.members.beta) expect(body).not.toContain(displayName);
    }
    const { ballots } = JSON.parse(await file(s, compilation, "ballots.json")) as BallotsFile;
    expect(ballots.map(({ workgroup, organization }) => [workgroup, organization])).toEqual([
      ["alpha", "Open Laboratory"],
      ["alpha", "Open Laboratory"],
      ["beta", null],
      ["beta", null],
    ]);
  });

  test("give the same numbers when they are counted again", async () => {
    expect(figures(await countedFromCsv(s, compilation))).toEqual(figures(compilation.result));
    expect(await countedFromJson(s, compilation)).toEqual(compilation.result);
  });

  test("lose the name of a person who was erased, and nothing of the count", async () => {
    const gone = there(s.members.alpha[0]);
    value(await eraseAccount(s.deps, gone));
    for (const name of resultFileNames) {
      expect(await file(s, compilation, name)).not.toContain(gone.displayName);
    }
    expect(await db.db.$count(users, eq(users.id, gone.id))).toBe(0);
    expect(figures(await countedFromCsv(s, compilation))).toEqual(figures(compilation.result));
  });
});

describe.each([
  ["CSV files", countedFromCsv],
  ["JSON file", countedFromJson],
] as const)("the %s of a vote that is not ordinary", (_, counted) => {
  let s: Scenario;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 2 });
  });
  async function givesTheSame(...rounds: RoundRow[]) {
    const ended: RoundRow[] = [];
    for (const round of rounds) ended.push(await closed(s, round));
    const made = await compiled(s, ended);
    expect(figures(await counted(s, made))).toEqual(figures(made.result));
  }

  test("keep a public round apart as the rule does", async () => {
    const [own, everyone] = [await opened(s), await opened(s, { workgroupId: null })];
    await cast(s, there(s.members.alpha[0]), own, requires("training-data"));
    for (const person of [s.participant, there(s.members.beta[0])]) {
      value(await joinRoll(s.deps, person, everyone));
      await cast(s, person, everyone, requires("weights"));
    }
    await givesTheSame(own, everyone);
  });

  test("know which workgroup was asked what", async () => {
    const [alpha, beta] = [
      await opened(s, { asked: ["training-data"] }),
      await opened(s, { workgroupId: s.beta.id }),
    ];
    for (const member of s.members.alpha) await cast(s, member, alpha, requires("training-data"));
    for (const member of s.members.beta) await cast(s, member, beta, requires("weights"));
    await givesTheSame(alpha, beta);
  });

  test("tell the seats of two rounds of one workgroup apart", async () => {
    const [first, second] = [await opened(s), await opened(s)];
    for (const member of s.members.alpha) {
      await cast(s, member, first, requires("weights"));
      await cast(s, member, second, requires("training-data", "weights"));
    }
    await givesTheSame(first, second);
  });

  test("follow votes that moved with a merge of components", async () => {
    const before = await opened(s);
    for (const member of s.members.alpha)
      await cast(s, member, before, {
        ...requires("training-code"),
        "inference-code": { use: "not_necessary" },
      });
    const change = {
      kind: "merged" as const,
      from: ["training-code", "inference-code"],
      added: { title: "Code", category: "code", description: "" },
      carriesVotes: true,
    };
    value(await changeList(s.deps, s.organizer, s.process, "en", { change, reason: "One thing." }));
    const after = await opened(s, { workgroupId: s.beta.id });
    for (const member of s.members.beta) await cast(s, member, after, requires("code", "weights"));
    await givesTheSame(before, after);
  });
});

describe("reasons given with ballots", () => {
  let s: Scenario;
  beforeAll(async () => {
    s = await scenario(testDeps(db), { members: 2 });
  });

  test("stand under the seat of the ballot that counts; those of a revised ballot are gone", async () => {
    const round = await opened(s);
    const [one, two] = s.members.alpha as [Person, Person];
    const first = await cast(s, one, round, requires("weights"), {
      notes: { weights: "At first I thought so." },
    });
    await cast(s, one, round, requires("training-data"), {
      prev: first.leaf,
      notes: { "training-data": "On reflection." },
    });
    await cast(s, two, round, requires("weights"));
    const reasons = await reasonsOf(s.deps, await compiled(s, [await closed(s, round)]));
    expect(reasons).toEqual([
      {
        component: "training-data",
        seat: expect.stringMatching(/^Group alpha, seat \d$/),
        text: "On reflection.",
      },
    ]);
  });

  test("stand under a name where the round promised names", async () => {
    const round = await opened(s, { attribution: "named" });
    const voter = there(s.members.alpha[0]);
    await cast(s, voter, round, requires("weights"), { notes: { weights: "I sign this." } });
    const reasons = await reasonsOf(s.deps, await compiled(s, [await closed(s, round)]));
    expect(reasons).toEqual([{ component: "weights", seat: voter.displayName, text: "I sign this." }]);
  });
});
