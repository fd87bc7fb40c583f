import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endSession, startSession } from "~/features/accounts/services/sessions.server";
import { endedSessions } from "~/features/live/services/endedSessions.server";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import { liftRestraint, restrain } from "~/features/moderation/services/moderate.server";
import type { CommentId } from "~/kernel/ids";
import { days } from "~tests/support/comments";
import { type Person, type Scenario, scenario, suspended, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";
import { asked, begunMeeting } from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let rooms: Parameters<typeof endedSessions>[2];
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  rooms = [(await begunMeeting(s)).id];
});
afterAll(() => db.close());

const why = async (person: Person, among = rooms) =>
  (await endedSessions(s.deps, [s.organizer.token, person.token], among)).get(person.token);
async function silence(kind: "slow" | "suspend", count: number) {
  const { id } = await asked(s, await begunMeeting(s), s.participant, "Something rude.");
  const restraint = { commentId: id as CommentId, kind, days: count, reason: "Rude." };
  value(await restrain(s.deps, s.organizer, s.process, restraint));
}

describe("a session ends", () => {
  test("when it is signed out, and no other of the same person with it", async () => {
    const token = await startSession(s.deps, s.deps.db, s.participant.id, "another browser");
    await endSession(s.deps, s.participant.token);
    const ended = await endedSessions(s.deps, [s.participant.token, token], rooms);
    expect([...ended]).toEqual([[s.participant.token, "sign_in_needed"]]);
  });

  test("when it is too old", async () => {
    expect(await why(s.participant)).toBeUndefined();
    clock.forward(days(1000));
    expect(await why(s.participant)).toBe("sign_in_needed");
  });

  test("when it is nobody's", async () => {
    const token = randomUUID();
    expect([...(await endedSessions(s.deps, [token, ""], rooms))]).toEqual([
      [token, "sign_in_needed"],
      ["", "sign_in_needed"],
    ]);
  });

  test("when its person is suspended, whatever rooms are open", async () => {
    await suspended(s.deps, s.participant);
    expect(await why(s.participant)).toBe("suspended");
    expect(await why(s.participant, [])).toBe("suspended");
  });

  test("while its person is suspended from the discussion where a room is open", async () => {
    await silence("suspend", 2);
    expect(await why(s.participant)).toBe("restrained");
    expect(await why(s.participant, [])).toBeUndefined();
    const other = await scenario(s.deps, { members: 0 });
    expect(await why(s.participant, [(await begunMeeting(other)).id])).toBeUndefined();
    clock.forward(days(2));
    expect(await why(s.participant)).toBeUndefined();
  });

  test("until that is lifted", async () => {
    await silence("suspend", 0);
    expect(await why(s.participant)).toBe("restrained");
    value(
      await liftRestraint(s.deps, s.organizer, s.process, restrainedAddress(s.participant.email), "Sorry."),
    );
    expect(await why(s.participant)).toBeUndefined();
  });
});

test("A session goes on for who was slowed down", async () => {
  await silence("slow", 2);
  expect(await why(s.participant)).toBeUndefined();
});
