import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { leave, leaveRoll } from "~/features/profile/services/leave.server";
import { readOpenSeats, readParts } from "~/features/profile/services/parts.server";
import { listPeople, removePerson, setRole } from "~/features/profile/services/people.server";
import { verifyLog } from "~/features/rounds/domain/verify";
import { seatOf } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { examine } from "~/features/verification/services/examine.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { saveBallot } from "~/features/votes/services/ballotView.server";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { changeMember, membersPage } from "~/features/workgroups/services/workgroups.server";
import { ballotNotes, seatSalts, seats } from "~db/schema/rounds";
import { atOnce } from "~tests/support/atOnce";
import {
  ballot,
  cast,
  closed,
  joinAll,
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
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let voter: Person;
let other: Person;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
  [voter, other] = s.members.alpha as [Person, Person];
});
afterAll(() => db.close());

const ofAlpha = () => ({ process: s.process.id, workgroup: s.alpha.id });
const ofProcess = () => ({ process: s.process.id, workgroup: null });
const told = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind as string);
const roleOf = async (person: Person) => {
  const { rows } = await listPeople(s.deps, s.process, { page: 1, named: person.email });
  return rows[0]?.role;
};

describe("Somebody on a roll", () => {
  test("can give up the seat while the round is open: nobody votes from it, and the ballot that was cast counts", async () => {
    const round = await opened(s);
    const receipt = await cast(s, voter, round, requires("weights"));
    value(await leaveRoll(s.deps, voter, round.id));
    const again = ballot(requires("weights"), { prev: receipt.leaf });
    expect(refusal(await castBallot(s.deps, voter, round, again))).toBe("seat_given_up");
    expect(refusal(await saveBallot(s.deps, voter, round, again))).toBe("seat_given_up");
    expect(refusal(await leaveRoll(s.deps, voter, round.id))).toBe("not_found");
    await closed(s, round);
    const log = await logOf(s.deps, round);
    expect(verifyLog(log.log, log.rows, componentBallot)).toMatchObject({ problems: [], ballots: [{}] });
  });

  test("can take it back while the round is open and they are in the workgroup, and not once it has closed", async () => {
    const round = await opened(s);
    value(await leaveRoll(s.deps, voter, round.id));
    value(await joinRoll(s.deps, voter, round));
    await cast(s, voter, round, requires("weights"));
    value(await leaveRoll(s.deps, voter, round.id));
    const organizes = { userId: voter.id, role: "removed" as const, affiliated: false };
    value(await changeMember(s.deps, s.organizer, s.process, s.alpha, organizes));
    expect(refusal(await joinRoll(s.deps, voter, round))).toBe("not_found");
    await closed(s, round);
    expect(refusal(await leaveRoll(s.deps, other, round.id))).toBe("round_not_open");
  });

  test("of a public round is on it once, however often they leave and come back", async () => {
    const round = await opened(s, { workgroupId: null });
    value(await joinRoll(s.deps, voter, round));
    value(await leaveRoll(s.deps, voter, round.id));
    value(await joinRoll(s.deps, voter, round));
    const log = await logOf(s.deps, round);
    expect(log.entries.filter(({ kind }) => kind === "roll")).toHaveLength(1);
    expect(await seatOf(s.deps.db, round.id, voter.id)).toMatchObject({ givenUpAt: null });
  });

  test("reads in which open rounds they have a seat, and whether a ballot of theirs counts there", async () => {
    const round = await opened(s);
    await opened(s);
    await cast(s, voter, round, requires("weights"));
    const held = await readOpenSeats(s.deps, voter, "en");
    expect(held.map(({ hasBallot }) => hasBallot)).toEqual([true, false]);
    value(await leaveRoll(s.deps, voter, round.id));
    expect(await readOpenSeats(s.deps, voter, "en")).toHaveLength(1);
  });
});

describe("Somebody in a workgroup or process", () => {
  test("can leave a workgroup: its open seats are given up, and its facilitators are told", async () => {
    const round = await opened(s);
    value(await leave(s.deps, voter, ofAlpha()));
    expect((await membersPage({ db: s.deps.db }, s.alpha.id, 1)).rows.map(({ id }) => id)).not.toContain(
      voter.id,
    );
    const seat = await seatOf(s.deps.db, round.id, voter.id);
    expect(seat?.givenUpAt).not.toBeNull();
    expect(await told(s.facilitator)).toContain("member-left");
    expect(await roleOf(voter)).toBe("participant");
    expect(refusal(await leave(s.deps, voter, ofAlpha()))).toBe("not_found");
  });

  test("can leave a process with all that they are in it, and its organizers are told", async () => {
    const round = await opened(s);
    value(await leave(s.deps, voter, ofProcess()));
    expect(await readParts(s.deps, voter, "en")).toEqual({ processes: [], seats: [] });
    expect((await membersPage({ db: s.deps.db }, s.alpha.id, 1)).rows.map(({ id }) => id)).not.toContain(
      voter.id,
    );
    expect((await seatOf(s.deps.db, round.id, voter.id))?.givenUpAt).not.toBeNull();
    expect(await told(s.organizer)).toContain("person-left");
    expect(refusal(await leave(s.deps, voter, ofProcess()))).toBe("not_found");
  });

  test("cannot leave a process or its group as somebody who is in neither", async () => {
    const elsewhere = await scenario(s.deps, { members: 1 });
    const from = { process: s.process.id, workgroup: elsewhere.alpha.id };
    expect(refusal(await leave(s.deps, voter, from))).toBe("not_found");
    expect(refusal(await leave(s.deps, there(elsewhere.members.alpha[0]), ofAlpha()))).toBe("not_found");
  });

  test("cannot leave a process without an organizer; of the last two who leave at once one stays", async () => {
    expect(refusal(await leave(s.deps, s.organizer, ofProcess()))).toBe("last_organizer");
    value(await setRole(s.deps, s.organizer, s.process, { person: voter.id, role: "organizer" }));
    const both = [s.organizer, voter];
    const done = await atOnce(2, (at) => leave(s.deps, there(both[at]), ofProcess()));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    for (const one of done) if (!one.ok) expect(refusal(one)).toBe("last_organizer");
  });
});

describe("Organizers", () => {
  test("see everybody who takes part with their roles, and find them by name or address", async () => {
    const { rows, total } = await listPeople(s.deps, s.process, { page: 1, named: "" });
    expect(total).toBe(7);
    expect(rows[0]).toMatchObject({ id: s.organizer.id, role: "organizer", places: [] });
    const [found] = (await listPeople(s.deps, s.process, { page: 1, named: s.facilitator.email })).rows;
    expect(found).toMatchObject({ places: [{ name: "Group alpha", role: "facilitator" }] });
    expect((await listPeople(s.deps, s.process, { page: 1, named: "100%_" })).rows).toEqual([]);
  });

  test("hand over to others, who are told, and never leave a process without an organizer", async () => {
    const self = { person: s.organizer.id, role: "participant" as const };
    expect(refusal(await setRole(s.deps, s.organizer, s.process, self))).toBe("last_organizer");
    value(await setRole(s.deps, s.organizer, s.process, { person: voter.id, role: "organizer" }));
    expect(await told(voter)).toContain("role-changed");
    value(await setRole(s.deps, s.organizer, s.process, self));
    expect([await roleOf(voter), await roleOf(s.organizer)]).toEqual(["organizer", "participant"]);
    expect(refusal(await setRole(s.deps, voter, s.process, { person: voter.id, role: "participant" }))).toBe(
      "last_organizer",
    );
  });

  test("take a role from somebody, who is told why", async () => {
    value(await setRole(s.deps, s.organizer, s.process, { person: voter.id, role: "moderator" }));
    const words = "The term is over; thank you.";
    value(await setRole(s.deps, s.organizer, s.process, { person: voter.id, role: "participant", words }));
    const { notices } = await readNotices(s.deps, voter, "en");
    expect(notices[0]).toMatchObject({ kind: "role-changed", values: { role: "participant", words } });
  });

  test("remove people, who are told why and keep the seats that they had when their rounds opened", async () => {
    const round = await opened(s);
    value(await removePerson(s.deps, s.organizer, s.process, { person: voter.id, words: "As agreed." }));
    expect(await roleOf(voter)).toBeUndefined();
    const { notices } = await readNotices(s.deps, voter, "en");
    expect(notices[0]).toMatchObject({ kind: "person-removed", values: { words: "As agreed." } });
    await cast(s, voter, round, requires("weights"));
    const gone = { person: voter.id, words: "" };
    expect(refusal(await removePerson(s.deps, s.organizer, s.process, gone))).toBe("not_found");
    const last = { person: s.organizer.id, words: "" };
    expect(refusal(await removePerson(s.deps, s.organizer, s.process, last))).toBe("last_organizer");
  });

  test("tell a member whose place in a workgroup they change or take", async () => {
    const change = (role: "facilitator" | "removed") =>
      changeMember(s.deps, s.organizer, s.process, s.alpha, { userId: voter.id, role, affiliated: false });
    value(await change("facilitator"));
    value(await change("removed"));
    expect(await told(voter)).toEqual(expect.arrayContaining(["workgroup-role", "workgroup-removed"]));
  });
});

describe("Erasing an account in the middle of a vote", () => {
  test("gives the seat up, leaves the ballot by its hash, and the log notes it once the round has closed", async () => {
    const round = await opened(s, { attribution: "named" });
    const receipt = await cast(s, voter, round, requires("weights"), { notes: { weights: "Because." } });
    await cast(s, other, round, requires("weights"));
    const [seat] = await db.db
      .select()
      .from(seats)
      .where(and(eq(seats.roundId, round.id), eq(seats.userId, voter.id)));

    value(await eraseAccount(s.deps, voter));

    const now = await logOf(s.deps, round);
    expect(now.entries.map(({ kind }) => kind)).not.toContain("erasure");
    expect(there(now.rows[receipt.index]).leaf).toBe(receipt.leaf);
    await closed(s, round);
    const after = await logOf(s.deps, round);
    expect(after.entries.at(-1)).toMatchObject({ kind: "erasure", voter: there(seat).voter });
    expect(verifyLog(after.log, after.rows, componentBallot)).toMatchObject({
      problems: [],
      ballots: [{}, {}],
    });
    expect(await db.db.select().from(ballotNotes).where(eq(ballotNotes.log, after.log))).toEqual([]);
    expect(
      await db.db
        .select()
        .from(seatSalts)
        .where(eq(seatSalts.seatId, there(seat).id)),
    ).toEqual([]);
    expect((await examine(s.deps)).findings).toEqual([]);
  });

  test("is possible although some round is always open", async () => {
    await opened(s);
    const [second] = await joinAll(s, [`late-${s.process.slug}`], {
      role: "member",
      workgroupId: s.alpha.id,
    });
    await opened(s);
    value(await eraseAccount(s.deps, there(second)));
    value(await eraseAccount(s.deps, voter));
  });
});
