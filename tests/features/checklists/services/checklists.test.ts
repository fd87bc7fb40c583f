import { afterAll, beforeAll, expect, test } from "vitest";
import {
  checklistShown,
  editChecklist,
  findChecklist,
} from "~/features/checklists/services/checklists.server";
import { changeList } from "~/features/components/services/changeList.server";
import { allComponents } from "~/features/components/services/read.server";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { createChecklist } from "~/features/results/services/createChecklist.server";
import {
  type CompilationRow,
  checklistsFrom,
  findCompilation,
} from "~/features/results/services/resultPage.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import { versionOf } from "~/platform/version.server";
import { atOnce } from "~tests/support/atOnce";
import {
  cast,
  closed,
  opened,
  type Person,
  processRow,
  refusal,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
let round: RoundRow;
let compilation: CompilationRow;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 5 });
  const voting = await opened(s);
  const [one, two, three, four, five] = s.members.alpha as [Person, Person, Person, Person, Person];
  await cast(s, one, voting, requires("training-data", "training-code", "inference-code"));
  await cast(s, two, voting, requires("training-data", "training-code", "inference-code"));
  await cast(s, three, voting, requires("training-data", "training-code"));
  await cast(s, four, voting, requires("training-data"));
  await cast(s, five, voting, { weights: { use: "not_necessary" } });
  round = await closed(s, voting);
  compilation = await compiled();
});
afterAll(() => db.close());

async function compiled(): Promise<CompilationRow> {
  const input = { roundIds: [round.id], rule: presets["person-share"], title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  return there(await findCompilation(s.deps, s.process, String(number), true));
}

const make = async (label: string, from = compilation) =>
  value(await createChecklist(s.deps, s.organizer, s.process, from, label)).number;
const edit = (number: number, items: Parameters<typeof editChecklist>[4]["items"]) =>
  editChecklist(s.deps, s.organizer, s.process, String(number), { items });
const found = async (number: number) => there(await findChecklist(s.deps, s.process, String(number), true));

test("A checklist begins with what the vote found required and likely required, and nothing else", async () => {
  expect(compilation.result.components.map(({ component, band }) => [component, band])).toEqual([
    ["training-data", "required"],
    ["training-code", "likely-required"],
    ["inference-code", "maybe"],
    ["weights", "not-required"],
  ]);
  const { checklist } = await found(await make("0.0.6"));
  expect(checklist).toMatchObject({
    draftLabel: "0.0.6",
    items: [
      { component: "training-data", level: "required", framework: "", note: "" },
      { component: "training-code", level: "likely-required", framework: "", note: "" },
    ],
  });
});

test("A checklist knows the result it comes from, and the result its checklists", async () => {
  const other = await compiled();
  const [first, second] = [await make("0.0.7", other), await make("0.0.8", other)];
  expect(second).toBe(first + 1);
  expect((await found(first)).compilation).toMatchObject({ id: other.id, number: other.number });
  expect(await checklistsFrom(s.deps, other)).toEqual([
    { number: first, draftLabel: "0.0.7" },
    { number: second, draftLabel: "0.0.8" },
  ]);
});

test("What an organizer writes on a checklist is kept, whatever is compiled later", async () => {
  const number = await make("0.0.9");
  const items = [
    {
      component: "training-data",
      level: "optional" as const,
      framework: "CC BY 4.0",
      note: "No <b>need</b>.",
    },
    { component: "weights", level: "required" as const, framework: "", note: "We decided otherwise." },
  ];
  clock.forward(minutes(5));
  value(await edit(number, items));
  await make("0.0.10", await compiled());
  const { checklist } = await found(number);
  expect(checklist.items).toEqual(items);
  expect(checklist.updatedAt).toEqual(clock.now());
  expect(checklist.updatedAt.getTime() - checklist.createdAt.getTime()).toBe(minutes(5));
});

test("A checklist may be emptied, and filled again", async () => {
  const number = await make("0.0.11");
  value(await edit(number, []));
  expect((await found(number)).checklist.items).toEqual([]);
  const item = { component: "inference-code", level: "optional" as const, framework: "", note: "" };
  value(await edit(number, [item]));
  expect((await found(number)).checklist.items).toEqual([item]);
});

test("A checklist keeps what somebody stored while another had its form open", async () => {
  const number = await make("0.0.13");
  const item = { component: "weights", level: "optional" as const, framework: "", note: "" };
  const known = async () => versionOf(checklistShown((await found(number)).checklist));
  const save = (reason: string, seen: string) =>
    editChecklist(s.deps, s.organizer, s.process, String(number), {
      items: [item],
      reasons: { weights: reason },
      seen,
    });
  const opened = await known();
  value(await save("One reason.", opened));
  expect(refusal(await save("Another reason.", opened))).toBe("edited_meanwhile");
  expect((await found(number)).checklist.reasons).toEqual({ weights: "One reason." });
  value(await save("Another reason.", await known()));
});

test("A component that nobody voted on can come onto a checklist", async () => {
  const number = await make("0.0.14");
  const added = { title: "Nobody asked", category: "Data", description: "" };
  value(
    await changeList(s.deps, s.organizer, s.process, "en", {
      change: { kind: "added", added: [added] },
      reason: "It came up after the vote.",
    }),
  );
  const listed = await allComponents(s.deps.db, s.process.id);
  const { key } = there(listed.find(({ title }) => title.text.en === added.title));
  const item = { component: key, level: "optional" as const, framework: "", note: "" };
  value(await edit(number, [item]));
  expect((await found(number)).checklist.items).toEqual([item]);
});

test("A component that is not on the process's list cannot come onto a checklist, and the edit is refused whole", async () => {
  const number = await make("0.0.12");
  const before = await found(number);
  const { version } = await processRow(s.deps, s.process.id);
  const items = ["training-data", "something-else"].map((component) => ({
    component,
    level: "required" as const,
    framework: "",
    note: "",
  }));
  expect(refusal(await edit(number, items))).toBe("invalid");
  expect(await found(number)).toEqual(before);
  expect((await processRow(s.deps, s.process.id)).version).toBe(version);
});

test("Checklists made at once have a number each", async () => {
  const numbers = await atOnce(6, (i) => make(`0.0.${20 + i}`));
  expect(new Set(numbers).size).toBe(6);
});

test("A checklist is public once its result is", async () => {
  const result = await compiled();
  const number = await make("0.1.0", result);
  expect(await findChecklist(s.deps, s.process, String(number), false)).toBeNull();
  value(await publishCompilation(s.deps, s.organizer, s.process, result.number));
  expect(await findChecklist(s.deps, s.process, String(number), false)).toMatchObject({
    checklist: { number, draftLabel: "0.1.0" },
  });
});

test.each([["0"], ["999"], ["1.5"], ["one"], [""], [undefined]])(
  "There is no checklist with the number %j",
  async (number) => {
    expect(await findChecklist(s.deps, s.process, number, true)).toBeNull();
    expect(refusal(await editChecklist(s.deps, s.organizer, s.process, number, { items: [] }))).toBe(
      "not_found",
    );
  },
);

test("A checklist is found in its own process only", async () => {
  const number = await make("0.1.1");
  const other = await scenario(testDeps(db), { members: 0 });
  expect(await findChecklist(other.deps, other.process, String(number), true)).toBeNull();
  expect(
    refusal(await editChecklist(other.deps, other.organizer, other.process, String(number), { items: [] })),
  ).toBe("not_found");
});

test("Making and editing a checklist is written down with the draft's label", async () => {
  clock.forward(minutes(1));
  const number = await make("0.2.0");
  clock.forward(minutes(1));
  value(await edit(number, []));
  const { lines } = await readAudit(s.deps, s.process.id, null);
  expect(lines.slice(0, 2)).toMatchObject([
    { action: "checklist.edited", subject: "0.2.0", who: s.organizer.email },
    { action: "checklist.made", subject: "0.2.0", who: s.organizer.email },
  ]);
});
