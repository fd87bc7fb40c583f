import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyLog } from "~/features/rounds/domain/verify";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { setFileSeats } from "~/features/rounds/services/roll.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { type ImportedBallot, importBallots } from "~/features/votes/services/importBallots.server";
import { readBallotFile, readPastedBallots } from "~/features/votes/services/readBallotFile.server";
import { unknownWords } from "~/kernel/csv/pasted";
import { nothingTold } from "~/kernel/csv/reading";
import { seats } from "~db/schema/rounds";
import {
  closed,
  drafted,
  logOf,
  open,
  refusal,
  roundRow,
  type Scenario,
  scenario,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let round: RoundRow;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 1 });
});
beforeEach(async () => {
  const draft = await drafted(s);
  const labels = ["Seat A", "Seat B", "Seat C"];
  const seats = labels.map((label) => ({ label, affiliated: label === "Seat C", organization: null }));
  value(await setFileSeats(s.deps, s.organizer, s.process, draft, seats));
  value(await open(s, draft));
  round = await roundRow(s.deps, draft.id);
});
afterAll(() => db.close());

const both: ImportedBallot[] = [
  { seat: "Seat A", choices: { weights: { use: "required" } } },
  { seat: "Seat B", choices: { "training-data": { share: "not_necessary" } } },
];

const counted = async () => {
  const { log, rows } = await logOf(s.deps, round);
  const state = verifyLog(log, rows, componentBallot);
  expect(state.problems).toEqual([]);
  return { ...state, choices: state.ballots.map(({ choices }) => choices) };
};

describe("ballots from a file", () => {
  test("are cast for the seats that were set, and for nobody else", async () => {
    expect(value(await importBallots(s.deps, null, round, both))).toEqual({ appended: 2, repeated: 0 });
    const state = await counted();
    expect(state.choices).toEqual(both.map(({ choices }) => choices));
    expect([...state.roll.values()].sort()).toEqual(["no", "no", "yes"]);
  });

  test("sent again change nothing; other choices for a seat replace its ballot", async () => {
    value(await importBallots(s.deps, null, round, both));
    expect(value(await importBallots(s.deps, null, round, both))).toEqual({ appended: 0, repeated: 2 });
    const other: ImportedBallot[] = [{ seat: "Seat A", choices: { weights: { study: "required" } } }];
    expect(value(await importBallots(s.deps, null, round, other))).toEqual({ appended: 1, repeated: 0 });
    expect((await counted()).choices).toContainEqual(other[0]?.choices);
    expect((await counted()).choices).toHaveLength(2);
    // What was said first and replaced is said anew when the first file comes again.
    expect(value(await importBallots(s.deps, null, round, both))).toEqual({ appended: 1, repeated: 1 });
    expect(value(await importBallots(s.deps, null, round, both))).toEqual({ appended: 0, repeated: 2 });
    expect((await counted()).choices).toEqual(both.map(({ choices }) => choices));
  });

  test("are cast all or none: one unknown seat stores nothing", async () => {
    const wrong: ImportedBallot[] = [...both, { seat: "Seat X", choices: { weights: { use: "required" } } }];
    expect(refusal(await importBallots(s.deps, null, round, wrong))).toBe("bad_lines");
    expect((await counted()).ballots).toEqual([]);
  });

  test("come too late for a closed round", async () => {
    await closed(s, round);
    expect(refusal(await importBallots(s.deps, null, round, both))).toBe("round_not_open");
  });

  test("are read with every bad line named by its number and the nearest known name", async () => {
    const csv = [
      "workgroup,voter,component,criterion,choice",
      "alpha,Seat A,weights,use,required",
      "alpha,Seat AB,weights,use,required",
      "alpha,Seat B,wieghts,use,required",
      "alpha,Seat B,weights,sell,required",
      "alpha,Seat B,weights,use,maybe",
    ].join("\n");
    const read = await readBallotFile(s.deps, round, csv);
    expect(read.ballots).toEqual([]);
    expect(read.problems).toMatchObject([
      { line: 3, column: "voter", value: "Seat AB" },
      { line: 4, column: "component", value: "wieghts", nearest: "Weights" },
      { line: 5, column: "criterion", value: "sell" },
      { line: 6, column: "choice", value: "maybe" },
    ]);
  });
});

describe("a sheet of ballots as somebody kept it", () => {
  const sheet = "Initials;What;Freedom;Vote\nSeat A;The weights;Use;Y\nSeat B;training-data;share;n/a\n";
  const columns = ["voter", "component", "criterion", "choice"];
  const meanings = [
    { of: "component", word: "The weights", means: "weights" },
    { of: "choice", word: "Y", means: "required" },
    { of: "choice", word: "n/a", means: "-" },
  ];

  test("is asked about: its columns, names and choices; then it is read as was said, and cast", async () => {
    const asked = await readPastedBallots(s.deps, round, sheet, nothingTold);
    expect(asked.layout.sample[0]).toEqual(["Seat A", "The weights", "Use", "Y"]);
    expect(asked.problems).not.toEqual([]);
    const told = { columns, header: "yes" as const, meanings: [] };
    const { problems } = await readPastedBallots(s.deps, round, sheet, told);
    expect(unknownWords(problems, ["component", "choice"]).map(({ word }) => word)).toEqual([
      "The weights",
      "Y",
      "n/a",
    ]);
    const read = await readPastedBallots(s.deps, round, sheet, { ...told, meanings });
    expect(read.problems).toEqual([]);
    expect(read.rows).toMatchObject([{ voter: "Seat A", choices: { weights: { use: "required" } } }]);
    const ballots = read.rows.map(({ voter, choices }) => ({ seat: voter, choices }));
    expect(value(await importBallots(s.deps, s.organizer, round, ballots))).toMatchObject({ appended: 1 });
  });

  test("says nothing in the name of people who vote themselves, nor of one who was erased", async () => {
    const [seat] = await s.deps.db.select().from(seats).where(eq(seats.roundId, round.id));
    const csv = `voter,component,criterion,choice\n${seat?.label},weights,use,required\n`;
    const read = () => readPastedBallots(s.deps, round, csv, nothingTold);
    expect((await read()).problems).toEqual([]);
    const of = eq(seats.id, seat?.id as never);
    await s.deps.db.update(seats).set({ userId: s.participant.id }).where(of);
    expect((await read()).problems).toMatchObject([{ code: "unknown", column: "voter" }]);
    await s.deps.db.update(seats).set({ userId: null, givenUpAt: s.deps.now() }).where(of);
    expect((await read()).problems).toMatchObject([{ code: "unknown", column: "voter" }]);
  });

  test("says only what the round offered", async () => {
    const csv = "voter,component,criterion,choice\nSeat A,weights,use,cannot_judge\n";
    const { problems } = await readPastedBallots(s.deps, round, csv, nothingTold);
    expect(problems).toMatchObject([{ line: 2, code: "unknown", column: "choice" }]);
  });
});

describe("the roll of a draft", () => {
  test("is replaced by the next file, and stands once the round is open", async () => {
    const draft = await drafted(s);
    const seat = (label: string) => ({ label, affiliated: false, organization: null });
    value(await setFileSeats(s.deps, s.organizer, s.process, draft, [seat("One"), seat("Two")]));
    value(await setFileSeats(s.deps, s.organizer, s.process, draft, [seat("Three")]));
    value(await open(s, draft));
    const { entries } = await logOf(s.deps, draft);
    expect(entries.filter(({ kind }) => kind === "roll")).toHaveLength(1);
    const late = await setFileSeats(s.deps, s.organizer, s.process, draft, [seat("Four")]);
    expect(refusal(late)).toBe("round_not_draft");
  });
});
