import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checklistSchema } from "~/features/checklists/contracts/checklist";
import { retireComponentSchema } from "~/features/components/contracts/components";
import {
  changeList,
  editComponent,
  type ListChange,
  type NewComponent,
} from "~/features/components/services/changeList.server";
import {
  allComponents,
  changesOf,
  componentsAt,
  currentListVersion,
} from "~/features/components/services/read.server";
import { draftRound } from "~/features/rounds/services/draftRound.server";
import { presets } from "~/features/rules/domain/presets";
import { roundSchema } from "~/features/votes/contracts/round";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { localize } from "~/kernel/language/localized";
import { atOnce } from "~tests/support/atOnce";
import {
  ballot,
  cast,
  drafted,
  listed,
  open,
  opened,
  processRow,
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
});
afterAll(() => db.close());

const fresh = async () => {
  s = await scenario(testDeps(db), { members: 1 });
};

const component = (title: string): NewComponent => ({ title, category: "other", description: "" });
const change = (what: ListChange, reason = "We talked about it.") =>
  changeList(s.deps, s.organizer, s.process, "en", { change: what, reason });
const keysAt = async (version: number) =>
  (await componentsAt(db.db, s.process.id, version)).map(({ key }) => key);
const current = async () => keysAt(await currentListVersion(db.db, s.process.id));
/** All that a refused change must leave as it was. */
const state = async () => [
  await allComponents(db.db, s.process.id),
  await changesOf(db.db, s.process.id),
  await processRow(s.deps, s.process.id),
];

describe("every change of the component list", () => {
  beforeAll(fresh);

  test("makes a version of its own, which keeps what it listed", async () => {
    expect(await keysAt(0)).toEqual([]);
    expect(
      value(await change({ kind: "added", added: [component("Model card"), component("Papers")] })),
    ).toEqual({
      version: 2,
      added: 2,
    });
    expect(
      value(
        await change({
          kind: "split",
          from: "weights",
          added: [component("Checkpoints"), component("Final weights")],
        }),
      ).version,
    ).toBe(3);
    const from = ["training-code", "inference-code"];
    expect(
      value(await change({ kind: "merged", from, added: component("Code"), carriesVotes: true })).version,
    ).toBe(4);
    expect(value(await change({ kind: "retired", from: "papers" }))).toEqual({ version: 5, added: 0 });

    expect(await keysAt(1)).toEqual([...listed]);
    expect(await keysAt(2)).toEqual([...listed, "model-card", "papers"]);
    expect(await keysAt(3)).toEqual([
      "training-data",
      ...from,
      "model-card",
      "papers",
      "checkpoints",
      "final-weights",
    ]);
    expect(await keysAt(4)).toEqual([
      "training-data",
      "model-card",
      "papers",
      "checkpoints",
      "final-weights",
      "code",
    ]);
    expect(await current()).toEqual(["training-data", "model-card", "checkpoints", "final-weights", "code"]);
  });

  test("is kept with what it did, who did it and why", async () => {
    const changes = await changesOf(db.db, s.process.id);
    expect(
      changes.map(({ version, kind, fromKeys, toKeys, carriesVotes }) => [
        version,
        kind,
        fromKeys,
        toKeys,
        carriesVotes,
      ]),
    ).toEqual([
      [1, "added", [], [...listed], false],
      [2, "added", [], ["model-card", "papers"], false],
      [3, "split", ["weights"], ["checkpoints", "final-weights"], false],
      [4, "merged", ["training-code", "inference-code"], ["code"], true],
      [5, "retired", ["papers"], [], false],
    ]);
    expect(changes.map(({ reason }) => reason)).toEqual([
      "To begin with.",
      ...Array(4).fill("We talked about it."),
    ]);
    expect(new Set(changes.map(({ actorId }) => actorId))).toEqual(new Set([s.organizer.id]));
  });
});

describe("a change that cannot be made", () => {
  beforeAll(async () => {
    await fresh();
    value(await change({ kind: "retired", from: "weights" }));
  });
  const merged = (from: string[], title: string): ListChange => ({
    kind: "merged",
    from,
    added: component(title),
    carriesVotes: false,
  });

  test.each<[string, ListChange, string]>([
    ["retires what was never listed", { kind: "retired", from: "licence" }, "not_found"],
    ["retires what is retired already", { kind: "retired", from: "weights" }, "not_found"],
    [
      "splits what is no longer listed",
      { kind: "split", from: "weights", added: [component("A"), component("B")] },
      "not_found",
    ],
    ["merges with something unknown", merged(["training-data", "licence"], "Data"), "not_found"],
    ["merges one component alone", merged(["training-data"], "Data"), "invalid"],
    ["adds what is listed already", { kind: "added", added: [component("Training data")] }, "already_exists"],
    [
      "adds what differs only in spelling",
      { kind: "added", added: [component(" TRAINING—DATÁ ")] },
      "already_exists",
    ],
    ["adds what was listed once", { kind: "added", added: [component("Weights")] }, "already_exists"],
    [
      "adds the same twice",
      { kind: "added", added: [component("Licence"), component("licence!")] },
      "already_exists",
    ],
    ["adds what has no name", { kind: "added", added: [component(" … ")] }, "already_exists"],
    [
      "merges into a name that is taken",
      merged(["training-data", "training-code"], "Inference code"),
      "already_exists",
    ],
    [
      "splits into a part with the old name",
      { kind: "split", from: "training-data", added: [component("Training data"), component("Rest")] },
      "already_exists",
    ],
  ])("%s, is refused and leaves the list as it was", async (_, what, code) => {
    const before = await state();
    expect(refusal(await change(what))).toBe(code);
    expect(await state()).toEqual(before);
  });

  test("retires a component of another process, is refused and leaves that one listed", async () => {
    const other = await scenario(testDeps(db), { members: 0 });
    const own = { kind: "added" as const, added: [component("Only there")] };
    value(
      await changeList(other.deps, other.organizer, other.process, "en", { change: own, reason: "Ours." }),
    );
    expect(refusal(await change({ kind: "retired", from: "only-there" }))).toBe("not_found");
    value(await change({ kind: "retired", from: "training-code" }));
    const theirs = await componentsAt(db.db, other.process.id, 2);
    expect(theirs.map(({ key }) => key)).toEqual([...listed, "only-there"]);
  });
});

describe("a round", () => {
  beforeAll(fresh);

  test("that is open keeps asking what it asked when the list changes", async () => {
    const round = await opened(s);
    value(await change({ kind: "retired", from: "weights" }));
    value(await change({ kind: "added", added: [component("Licence")] }));
    expect(await roundRow(s.deps, round.id)).toMatchObject({ componentVersion: 1, asked: [...listed] });
    const voter = there(s.members.alpha[0]);
    await cast(s, voter, round, requires("weights"));
    expect(refusal(await castBallot(s.deps, voter, round, ballot(requires("licence"))))).toBe("invalid");
    expect(await keysAt(round.componentVersion)).toEqual([...listed]);
  });

  test("that is set up afterwards asks what is listed then", async () => {
    const round = await drafted(s);
    expect(round).toMatchObject({
      componentVersion: 3,
      asked: ["training-data", "training-code", "inference-code", "licence"],
    });
  });

  test("that is a draft keeps its version until its organizer saves it again", async () => {
    const round = await drafted(s);
    value(await change({ kind: "retired", from: "licence" }));
    expect(await roundRow(s.deps, round.id)).toMatchObject({ componentVersion: 3, asked: round.asked });
    const { title, ...rest } = round;
    const input = { ...rest, title: localize(title, "en").text, asked: [] };
    value(await draftRound(s.deps, s.organizer, s.process, input, round));
    const saved = await roundRow(s.deps, round.id);
    expect(saved).toMatchObject({
      number: round.number,
      componentVersion: 4,
      asked: ["training-data", "training-code", "inference-code"],
    });
    value(await open(s, saved));
  });

  test("asks nothing that is not listed, and its rule merges nothing that is not", async () => {
    const input = {
      title: "R",
      workgroupId: null,
      rule: presets["net-mean"],
      offersNotNecessary: true,
    } as const;
    const round = { ...input, attribution: "named", reveal: "at-close", closesAt: null } as const;
    const draft = (more: object) =>
      draftRound(s.deps, s.organizer, s.process, { ...round, asked: [], ...more });
    expect(refusal(await draft({ asked: ["weights"] }))).toBe("invalid");
    const merge = { "training-code": "weights" };
    expect(refusal(await draft({ rule: { ...presets["net-mean"], merge } }))).toBe("invalid");
    value(await draft({ rule: { ...presets["net-mean"], merge: { "training-code": "inference-code" } } }));
  });
});

describe("a component's words", () => {
  beforeAll(fresh);
  const edit = (language: "en" | "ar", key: string, title: string) =>
    editComponent(s.deps, s.organizer, s.process, language, { key, title, description: `About ${title}` });
  const weights = async () =>
    there((await allComponents(db.db, s.process.id)).find(({ key }) => key === "weights"));

  test("can be translated and corrected without a new version of the list", async () => {
    value(await edit("ar", "weights", "الأوزان"));
    expect(localize((await weights()).title, "ar")).toEqual({
      text: "الأوزان",
      language: "ar",
      state: "translated",
    });
    value(await edit("en", "weights", "Model weights"));
    const { title, description, key } = await weights();
    expect(key).toBe("weights");
    expect(localize(title, "en").text).toBe("Model weights");
    expect(localize(description, "en").text).toBe("About Model weights");
    expect(localize(title, "ar")).toMatchObject({ text: "الأوزان", state: "stale" });
    expect(await currentListVersion(db.db, s.process.id)).toBe(1);
  });

  test("cannot be given to what is not listed", async () => {
    expect(refusal(await edit("en", "licence", "Licence"))).toBe("not_found");
  });

  test("are those of one process only", async () => {
    const other = await scenario(testDeps(db), { members: 0 });
    value(await edit("en", "weights", "Ours"));
    const theirs = (await allComponents(db.db, other.process.id)).find(({ key }) => key === "weights");
    expect(localize(there(theirs).title, "en").text).toBe("Weights");
  });
});

/** A round's form that asks about these components. */
const roundForm = (asked: readonly string[]) => ({
  title: "A round",
  workgroup: "public",
  preset: "person-share",
  rule: "",
  asked,
  attribution: "named",
  reveal: "at-close",
  closesAt: "",
});

describe("a component in any language", () => {
  beforeAll(fresh);

  test.each([
    ["Arabic", "بيانات التدريب"],
    ["a language with letters of its own", "Größe der Øvelsesdata"],
    ["many words", "The programs, scripts and settings that select, clean, filter and label the raw data"],
  ])("can be asked about, retired and put on a checklist through the forms (%s)", async (_, title) => {
    value(await change({ kind: "added", added: [component(title)] }));
    const key = there((await current()).at(-1));
    const item = { level: "required", framework: "", note: "" };
    expect(roundSchema.safeParse(roundForm([key])).error?.issues).toBeUndefined();
    expect(retireComponentSchema.safeParse({ from: key, reason: "No." }).error?.issues).toBeUndefined();
    expect(
      checklistSchema.safeParse({ seen: "0".repeat(64), items: { [key]: item } }).error?.issues,
    ).toBeUndefined();
  });

  test("is asked about through the form as one of a hundred and fifty", () => {
    const keys = Array.from({ length: 150 }, (_, i) => `part-${i}`);
    expect(roundSchema.safeParse(roundForm(keys)).error?.issues).toBeUndefined();
  });

  test("can be voted on", async () => {
    value(await change({ kind: "added", added: [component("الأوزان")] }));
    const key = there((await current()).at(-1));
    const round = await opened(s, { asked: [key] });
    const { index } = await cast(s, there(s.members.alpha[0]), round, requires(key));
    expect(index).toBeGreaterThan(0);
  });
});

describe("two organizers at work at once", () => {
  beforeAll(fresh);
  test("make a version each", async () => {
    const made = await atOnce(6, (i) => change({ kind: "added", added: [component(`Part ${i}`)] }));
    expect(made.map((one) => value(one).version).sort()).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test("retire a component once", async () => {
    const made = await atOnce(6, () => change({ kind: "retired", from: "weights" }));
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    expect(made.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(Array(5).fill("not_found"));
  });

  test("add a component once, and the others are told that it is there", async () => {
    const made = await atOnce(6, () => change({ kind: "added", added: [component("Licence")] }));
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    expect(made.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(Array(5).fill("already_exists"));
  });

  test("set up rounds with a number each", async () => {
    const numbers = (await atOnce(6, () => drafted(s))).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(6);
  });
});
