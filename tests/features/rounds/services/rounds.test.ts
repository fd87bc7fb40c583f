import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeList } from "~/features/components/services/changeList.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { closeDueRounds, closeRound } from "~/features/rounds/services/closeRound.server";
import { discardRound, draftRound } from "~/features/rounds/services/draftRound.server";
import { termsText } from "~/features/rounds/services/logFiles.server";
import { seatsOf } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import type { RoundKind } from "~/features/rounds/services/roundKind";
import { roundDesk, roundPage } from "~/features/rounds/services/roundViews.server";
import { presets } from "~/features/rules/domain/presets";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import { users } from "~db/schema/accounts";
import { seats } from "~db/schema/rounds";
import { deadlineAt } from "~tests/support/deadline";
import {
  ballot,
  cast,
  closed,
  drafted,
  joined,
  logOf,
  open,
  opened,
  refusal,
  requires,
  roundRow,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 3 });
});
afterAll(() => db.close());

const input = {
  title: "Another title",
  workgroupId: null,
  rule: presets["net-mean"],
  asked: [],
  offersNotNecessary: false,
  attribution: "named" as const,
  reveal: "at-publication" as const,
  closesAt: null,
};

describe("opening a round", () => {
  test("writes rule, terms and every seat into the log before any ballot", async () => {
    const draft = await drafted(s);
    expect(await termsText(s.deps, s.process, draft, s.alpha)).toBeNull();
    value(await open(s, draft));
    const round = await roundRow(s.deps, draft.id);
    const { entries, rows, log } = await logOf(s.deps, round);
    const terms = there(await termsText(s.deps, s.process, round, s.alpha));
    expect(entries[0]).toMatchObject({ kind: "open", rule: ruleHash(round.rule), terms: sha256Hex(terms) });
    expect(JSON.parse(terms)).toMatchObject({ round: round.number, workgroup: "alpha", asked: round.asked });
    // Three members and the facilitator, who examines with them.
    expect(entries.slice(1).map(({ kind }) => kind)).toEqual(Array(4).fill("roll"));
    expect(verifyLog(log, rows, componentBallot)).toMatchObject({ problems: [], ballots: [] });
  });

  test("freezes everything: it cannot be edited, opened again or asked about other components", async () => {
    const round = await opened(s);
    const edit = (known: typeof round) => draftRound(s.deps, s.organizer, s.process, input, known);
    expect(refusal(await edit(round))).toBe("round_not_draft");
    // Also from a page that was opened while it was a draft.
    const draft = { ...round, state: "draft" as const };
    expect(refusal(await edit(draft))).toBe("round_not_draft");
    expect(refusal(await discardRound(s.deps, s.organizer, draft))).toBe("round_not_draft");
    expect(refusal(await open(s, round))).toBe("round_not_draft");
    const added = [{ title: `New ${round.number}`, category: "code", description: "" }];
    value(
      await changeList(s.deps, s.organizer, s.process, "en", {
        change: { kind: "added", added },
        reason: "Later.",
      }),
    );
    const after = await roundRow(s.deps, round.id);
    expect(after).toEqual(round);
  });

  test("freezes the roll: whoever joins the workgroup later has no seat", async () => {
    const round = await opened(s);
    const late = await joined(s, `late-${round.number}`, { role: "member", workgroupId: s.alpha.id });
    expect(refusal(await castBallot(s.deps, late, round, ballot(requires("weights"))))).toBe("not_found");
    const next = await opened(s);
    await cast(s, late, next, requires("weights"));
  });

  test("needs somebody on the roll and a deadline that lies ahead", async () => {
    const empty = await scenario(testDeps(db), { members: 0 });
    const nobody = await drafted(empty, { workgroupId: empty.beta.id });
    expect(refusal(await open(empty, nobody))).toBe("roll_empty");
    expect((await roundRow(s.deps, nobody.id)).state).toBe("draft");
    const past = await drafted(s, { closesAt: new Date(Date.now() - minutes(1)) });
    expect(refusal(await open(s, past))).toBe("deadline_past");
    expect((await roundRow(s.deps, past.id)).state).toBe("draft");
  });

  test("gives seats numbers that do not follow the order in which people joined alone", async () => {
    const labels = async () => {
      const round = await opened(s);
      const rows = await db.db.select().from(seats).where(eq(seats.roundId, round.id));
      return rows
        .map(({ label, userId }) => `${userId} ${label}`)
        .sort()
        .join();
    };
    const first = await labels();
    expect(first).toMatch(/Group alpha, seat 1/);
    // By lot: the same people sit differently sooner or later.
    await expect.poll(labels, { timeout: minutes(1) }).not.toBe(first);
  });

  test("of a draft with components that are not on the list is not possible", async () => {
    const wrong = await draftRound(s.deps, s.organizer, s.process, { ...input, asked: ["unknown"] });
    expect(refusal(wrong)).toBe("invalid");
  });
});

describe("closing a round", () => {
  test("states size and root of all before it, once", async () => {
    const round = await opened(s);
    await cast(s, there(s.members.alpha[0]), round, requires("weights"));
    const { rows } = await logOf(s.deps, round);
    const closing = value(await closeRound(s.deps, s.organizer, round));
    const { log, rows: after, entries } = await logOf(s.deps, round);
    expect(closing.size).toBe(rows.length);
    expect(entries.at(-1)).toMatchObject({ kind: "close", ...closing });
    expect(verifyLog(log, after, componentBallot, closing)).toMatchObject({
      problems: [],
      closedAt: rows.length,
    });
    expect(refusal(await closeRound(s.deps, s.organizer, round))).toBe("round_not_open");
    expect((await logOf(s.deps, round)).rows).toEqual(after);
  });

  test("by the deadline happens when it has passed by the database's clock, and never before", async () => {
    const round = await opened(s, { closesAt: new Date(Date.now() + 1000) });
    const other = await opened(s, { closesAt: new Date(Date.now() + minutes(60)) });
    expect(refusal(await closeRound(s.deps, null, other))).toBe("round_not_open");
    await expect.poll(() => closeDueRounds(s.deps), { timeout: minutes(1) }).toBe(1);
    expect((await roundRow(s.deps, round.id)).state).toBe("closed");
    expect((await roundRow(s.deps, other.id)).state).toBe("open");
    expect(await closeDueRounds(s.deps)).toBe(0);
  });

  test("by the deadline happens to every round whose turn it is, though another cannot be closed", async () => {
    const [first, second] = [await opened(s), await opened(s)];
    const past = (seconds: number) => new Date(Date.now() - seconds * 1000);
    await deadlineAt(s.deps.db, first.id, past(20));
    await deadlineAt(s.deps.db, second.id, past(10));
    const broken = new Error("cannot be closed");
    const components: RoundKind = {
      ...s.deps.roundKinds.components,
      closed: async (_deps, _tx, { id }) => {
        if (id === first.id) throw broken;
      },
    };
    const failing = { ...s.deps, roundKinds: { ...s.deps.roundKinds, components } };
    await expect(closeDueRounds(failing)).rejects.toMatchObject({ errors: [broken] });
    expect((await roundRow(s.deps, first.id)).state).toBe("open");
    expect((await roundRow(s.deps, second.id)).state).toBe("closed");
    expect(await closeDueRounds(s.deps)).toBe(1);
  });
});

test("nobody closes a round by hand before the deadline that was declared", async () => {
  const round = await opened(s, { closesAt: new Date(Date.now() + minutes(60)) });
  expect(refusal(await closeRound(s.deps, s.organizer, round))).toBe("deadline_declared");
  expect((await roundRow(s.deps, round.id)).state).toBe("open");
});

test("a seat has its person's organization only where voters are named", async () => {
  const people = s.members.alpha.map(({ id }) => id);
  await s.deps.db.update(users).set({ affiliation: "A lab" }).where(inArray(users.id, people));
  const said = async (attribution: "named" | "pseudonymous") => {
    const seated = await seatsOf(s.deps.db, (await opened(s, { attribution })).id);
    return seated.flatMap(({ organization }) => organization ?? []);
  };
  expect(await said("named")).toEqual(people.map(() => "A lab"));
  expect(await said("pseudonymous")).toEqual([]);
  const round = await opened(s, { workgroupId: null });
  for (const person of s.members.alpha) value(await joinRoll(s.deps, person, round));
  const seated = await seatsOf(s.deps.db, round.id);
  expect(seated.map(({ label }) => label).toSorted()).toEqual(["seat 1", "seat 2", "seat 3"]);
  expect(seated.flatMap(({ organization }) => organization ?? [])).toEqual([]);
});

describe("a public round", () => {
  test("lets everyone join who is signed in, once, by an entry in its log", async () => {
    const round = await opened(s, { workgroupId: null });
    const { rows } = await logOf(s.deps, round);
    const person = await signUp(s.deps, `public-${round.number}`);
    expect(refusal(await castBallot(s.deps, person, round, ballot(requires("weights"))))).toBe("not_found");
    value(await joinRoll(s.deps, person, round));
    value(await joinRoll(s.deps, person, round));
    const { entries } = await logOf(s.deps, round);
    expect(entries).toHaveLength(rows.length + 1);
    expect(entries.at(-1)).toMatchObject({ kind: "roll", affiliated: "no" });
    await cast(s, person, round, requires("weights"));
  });

  test("tells how many are on its roll by whole tens while people join, and exactly once it has closed", async () => {
    const round = await opened(s, { workgroupId: null });
    const told = async () => (await roundPage(s.deps, await roundRow(s.deps, round.id))).onRoll;
    const seen = [await told()];
    for (let i = 0; i < 12; i++) {
      value(await joinRoll(s.deps, await signUp(s.deps, `joins-${round.number}-${i}`), round));
      seen.push(await told());
    }
    expect(seen).toEqual([...Array.from({ length: 10 }, () => null), 10, 10, 10]);
    const desk = async () => (await roundDesk(s.deps, await roundRow(s.deps, round.id))).soFar;
    expect(await desk()).toEqual({ told: "in-tens", voted: null, onRoll: 10 });
    await closed(s, round);
    expect(await told()).toBe(12);
    expect(await desk()).toEqual({ told: "exactly", voted: 0, onRoll: 12 });
  });

  test("tells by how many people those on its roll were invited, so that a roll of one person's is seen", async () => {
    const round = await opened(s, { workgroupId: s.alpha.id });
    const { came } = await roundPage(s.deps, round);
    expect(came).toEqual({ invited: null, alone: null, inviters: 1 });
    const everyone = await opened(s, { workgroupId: null });
    for (let i = 0; i < 11; i++)
      value(await joinRoll(s.deps, await signUp(s.deps, `alone-${everyone.number}-${i}`), everyone));
    expect((await roundPage(s.deps, everyone)).came).toEqual({ invited: null, alone: 10, inviters: 0 });
  });

  test("gives people who join at once a seat each", async () => {
    const round = await opened(s, { workgroupId: null });
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, i) => signUp(s.deps, `crowd-${round.number}-${i}`)),
    );
    for (const answer of await Promise.all(people.map((person) => joinRoll(s.deps, person, round))))
      value(answer);
    const rows = await db.db.select().from(seats).where(eq(seats.roundId, round.id));
    expect(new Set(rows.map(({ label }) => label)).size).toBe(people.length);
    const { log, rows: entries } = await logOf(s.deps, round);
    expect(verifyLog(log, entries, componentBallot).problems).toEqual([]);
  });

  test("takes nobody after its closing, and a workgroup's round never does", async () => {
    const own = await opened(s);
    const person = await signUp(s.deps, `stranger-${own.number}`);
    expect(refusal(await joinRoll(s.deps, person, own))).toBe("not_found");
    const round = await opened(s, { workgroupId: null });
    value(await closeRound(s.deps, s.organizer, round));
    expect(refusal(await joinRoll(s.deps, person, round))).toBe("round_not_open");
  });
});
