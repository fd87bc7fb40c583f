import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeList } from "~/features/components/services/changeList.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { ownBallot, withdrawBallot } from "~/features/rounds/services/ballots.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { roundKind } from "~/features/votes/registrations/roundKind.server";
import { saveBallot } from "~/features/votes/services/ballotView.server";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { ballotNotes } from "~db/schema/rounds";
import {
  ballot,
  cast,
  closed,
  drafted,
  logOf,
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
import { minutes, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let voter: Person;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
  voter = there(s.members.alpha[0]);
});
afterAll(() => db.close());

const counted = async (round: Parameters<typeof logOf>[1]) => {
  const { log, rows } = await logOf(s.deps, round);
  const { ballots, problems } = verifyLog(log, rows, componentBallot);
  expect(problems).toEqual([]);
  return ballots.map(({ choices }) => choices);
};

const newComponent = (title: string) => ({ title, category: "code", description: "" });

describe("a ballot", () => {
  test("gets a receipt that names its entry in the log", async () => {
    const round = await opened(s);
    const receipt = await cast(s, voter, round, requires("weights"));
    const { log, rows, entries } = await logOf(s.deps, round);
    expect(receipt).toMatchObject({ log, index: rows.length - 1, leaf: rows.at(-1)?.leaf });
    expect(entries.at(-1)).toMatchObject({ kind: "cast", choices: requires("weights"), prev: null });
    expect(await counted(round)).toEqual([requires("weights")]);
  });

  test("sent twice by one form is one entry with one receipt, and with other answers it is refused", async () => {
    const round = await opened(s);
    const form = ballot(requires("weights"));
    const first = value(await castBallot(s.deps, voter, round, form));
    expect(value(await castBallot(s.deps, voter, round, form))).toEqual(first);
    const other = { ...form, choices: requires("training-data") };
    expect(refusal(await castBallot(s.deps, voter, round, other))).toBe("key_reused");
    expect(await counted(round)).toEqual([requires("weights")]);
  });

  test("is replaced as a whole by a revision, and stays in the log", async () => {
    const round = await opened(s);
    const first = await cast(s, voter, round, requires("weights", "training-data"));
    await cast(s, voter, round, requires("training-code"), { prev: first.leaf });
    expect(await counted(round)).toEqual([requires("training-code")]);
    expect((await logOf(s.deps, round)).entries.filter(({ kind }) => kind === "cast")).toHaveLength(2);
  });

  test("of a form shown before the voter's newest entry is refused", async () => {
    const round = await opened(s);
    const first = await cast(s, voter, round, requires("weights"));
    await cast(s, voter, round, requires("training-data"), { prev: first.leaf });
    for (const prev of [null, first.leaf]) {
      const late = ballot(requires("training-code"), { prev });
      expect(refusal(await castBallot(s.deps, voter, round, late))).toBe("superseded");
    }
    expect(await counted(round)).toEqual([requires("training-data")]);
  });

  test("that is withdrawn is not counted; voting again is possible", async () => {
    const round = await opened(s);
    const { leaf } = await cast(s, voter, round, requires("weights"));
    const gone = value(await withdrawBallot(s.deps, voter, round, ballot({}, { prev: leaf })));
    expect(await counted(round)).toEqual([]);
    await cast(s, voter, round, requires("training-data"), { prev: gone.leaf });
    expect(await counted(round)).toEqual([requires("training-data")]);
    expect(refusal(await withdrawBallot(s.deps, voter, round, ballot({})))).toBe("nothing_cast");
  });

  test.each([
    ["a component that is not on the list", { unknown: { use: "required" } }],
    ["a component that was not asked", requires("weights")],
    ["a criterion that is none", { "training-data": { sell: "required" } }],
    ["a choice that is none", { "training-data": { use: "maybe" } }],
    ["a “not necessary” that was not offered", { "training-data": { use: "not_necessary" } }],
    ["an “I cannot judge” that was not offered", { "training-data": { use: "cannot_judge" } }],
  ])("with %s is refused whole", async (_, extra) => {
    const round = await opened(s, { asked: ["training-data"], offersNotNecessary: false });
    const choices = { "training-data": { study: "required" }, ...extra };
    expect(refusal(await castBallot(s.deps, voter, round, ballot(choices)))).toBe("invalid");
    expect(await counted(round)).toEqual([]);
  });

  test("may say nothing but that its voter cannot judge, where the terms that were hashed offer it", async () => {
    const round = await opened(s, { offersCannotJudge: true });
    await cast(s, voter, round, { weights: { use: "cannot_judge" } });
    expect(await counted(round)).toEqual([{ weights: { use: "cannot_judge" } }]);
    const terms = (one: RoundRow) => roundKind.terms(s.deps.db, s.process, one, s.alpha);
    expect(await terms(round)).toMatchObject({ cannotJudge: "offered" });
    expect(await terms(await opened(s))).not.toHaveProperty("cannotJudge");
  });

  test("without an answer is refused, unless its voter says that it is meant to be blank", async () => {
    const round = await opened(s);
    expect(refusal(await castBallot(s.deps, voter, round, ballot({})))).toBe("ballot_empty");
    const blank = ballot({ weights: { use: "" } });
    expect(refusal(await castBallot(s.deps, voter, round, blank))).toBe("ballot_empty");
    expect((await castBallot(s.deps, voter, round, { ...blank, blank: "yes" })).ok).toBe(true);
    expect(await counted(round)).toEqual([{}]);
  });

  test("of somebody without a seat finds no round, whatever they are elsewhere", async () => {
    const round = await opened(s);
    for (const person of [s.organizer, s.participant, there(s.members.beta[0])]) {
      expect(refusal(await castBallot(s.deps, person, round, ballot(requires("weights"))))).toBe("not_found");
    }
  });

  test("is refused in a draft and after the closing", async () => {
    const draft = await drafted(s);
    expect(refusal(await castBallot(s.deps, voter, draft, ballot(requires("weights"))))).toBe("not_found");
    const round = await opened(s);
    await cast(s, voter, round, requires("weights"));
    await closed(s, round);
    const late = ballot(requires("training-data"));
    const other = there(s.members.alpha[1]);
    expect(refusal(await castBallot(s.deps, other, round, late))).toBe("round_closed");
    expect(await counted(round)).toEqual([requires("weights")]);
  });

  test("is refused after the deadline by the database's clock, though nobody has closed the round", async () => {
    const soon = new Date(Date.now() + 1500);
    const round = await opened(s, { closesAt: soon });
    await cast(s, voter, round, requires("weights"));
    const other = there(s.members.alpha[1]);
    let form = ballot(requires("weights"));
    await expect
      .poll(
        async () => {
          const answer = await castBallot(s.deps, other, round, form);
          if (!answer.ok) return answer.error.code;
          form = ballot(requires("weights"), { prev: answer.value.leaf });
          return "taken";
        },
        { timeout: minutes(1) },
      )
      .toBe("round_closed");
  });

  test("waits to be looked at again once the list changed in what it answers, until it is cast anew", async () => {
    // A list of its own, which no other test asks about.
    const own = await scenario(testDeps(db), { members: 1 });
    const person = there(own.members.alpha[0]);
    const round = await opened(own);
    const again = async () =>
      (await readTodos(own.deps, person)).flatMap(({ kind, values }) =>
        kind === "vote-again" && values.number === round.number ? [values.count] : [],
      );
    const first = await cast(own, person, round, requires("weights"));
    expect(await again()).toEqual([]);
    const change = {
      kind: "split",
      from: "weights",
      added: [newComponent("Half"), newComponent("Other half")],
    } as const;
    value(await changeList(own.deps, own.organizer, own.process, "en", { change, reason: "They are two." }));
    expect(await again()).toEqual([1]);
    await cast(own, person, round, requires("weights"), { prev: first.leaf });
    expect(await again()).toEqual([]);
  });
});

describe("reasons given with a ballot", () => {
  test("stand beside the log, trimmed, bound to the entry by a salted hash", async () => {
    const round = await opened(s);
    const notes = { weights: "  Because.  ", "training-data": "   " };
    const { log, index } = await cast(s, voter, round, requires("weights"), { notes });
    const stored = await db.db.select().from(ballotNotes).where(eq(ballotNotes.log, log));
    expect(stored).toMatchObject([{ index, notes: { weights: "Because." } }]);
    const [entry] = (await logOf(s.deps, round)).entries.slice(-1);
    expect(JSON.stringify(entry)).not.toContain("Because");
    expect(entry).toMatchObject({ notes: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test("are kept for a component that was left blank", async () => {
    const round = await opened(s);
    const notes = { "training-data": "I could not decide, and this is why." };
    const { log, index } = await cast(s, voter, round, requires("weights"), { notes });
    const stored = await db.db.select().from(ballotNotes).where(eq(ballotNotes.log, log));
    expect(stored).toMatchObject([{ index, notes }]);
    expect((await ownBallot(s.deps, voter, round))?.cast?.notes).toEqual(notes);
  });

  test("are refused for components that were not asked, and when they are too long", async () => {
    const round = await opened(s, { asked: ["weights"] });
    const wrong: Record<string, string>[] = [{ "training-data": "No." }, { weights: "x".repeat(2001) }];
    for (const notes of wrong) {
      const form = ballot(requires("weights"), { notes });
      expect(refusal(await castBallot(s.deps, voter, round, form))).toBe("invalid");
    }
  });
});

describe("an unfinished ballot", () => {
  test("waits for its voter on any device, and is gone when a ballot is cast", async () => {
    const round = await opened(s);
    const notes = { weights: "Not sure." };
    expect(
      value(await saveBallot(s.deps, voter, round, { choices: requires("weights"), notes })),
    ).toMatchObject({ answered: 1 });
    expect(await ownBallot(s.deps, voter, round)).toMatchObject({
      cast: null,
      saved: { choices: requires("weights"), notes },
    });
    expect(await counted(round)).toEqual([]);
    await cast(s, voter, round, requires("training-data"));
    expect(await ownBallot(s.deps, voter, round)).toMatchObject({
      saved: null,
      cast: { choices: requires("training-data") },
    });
  });

  test("is filled as a button without a script asks, and refused whole with what its form does not offer", async () => {
    const round = await opened(s);
    const input = { choices: requires("weights"), notes: {} };
    const filled = value(await saveBallot(s.deps, voter, round, input, "row:training-data:required"));
    expect(filled.at).toBe("training-data");
    expect((await ownBallot(s.deps, voter, round))?.saved?.choices).toEqual({
      ...requires("weights"),
      "training-data": { study: "required", use: "required", modify: "required", share: "required" },
    });
    for (const fill of ["row:nothing:required", "row:weights:yes", ""])
      expect(refusal(await saveBallot(s.deps, voter, round, input, fill))).toBe("invalid");
  });

  test("is shown to nobody else", async () => {
    const round = await opened(s);
    value(await saveBallot(s.deps, voter, round, ballot(requires("weights"))));
    expect(await ownBallot(s.deps, there(s.members.alpha[1]), round)).toMatchObject({ saved: null });
    expect(await ownBallot(s.deps, s.organizer, round)).toBeNull();
  });
});
