import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { leaveRoll } from "~/features/profile/services/leave.server";
import { openTurnouts, openTurnoutsOf, remind } from "~/features/rounds/services/roll/remind.server";
import {
  cast,
  closed,
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
  s = await scenario(testDeps(db), { members: 3 });
});
afterAll(() => db.close());

const reminders = async (person: Person) =>
  (await readNotices(s.deps, person, "en")).notices.filter(
    ({ kind }) => (kind as string) === "round-reminder",
  );

test("Those who run a workgroup see about how many have voted, and remind the others once a day; nobody learns who they are", async () => {
  const round = await opened(s);
  const [voted, left, waits] = s.members.alpha as [Person, Person, Person];
  await cast(s, voted, round, requires("weights"));
  value(await leaveRoll(s.deps, left, round.id));
  expect(await openTurnouts(s.deps, [round.id], "en")).toMatchObject([
    { id: round.id, onRoll: 4, turnout: "few" },
  ]);
  expect(await openTurnoutsOf(s.deps, s.process, "en", 5)).toMatchObject([
    { id: round.id, workgroup: { key: s.alpha.key }, onRoll: 4, turnout: "few" },
  ]);
  const ask = () => remind(s.deps, s.facilitator, s.process, s.alpha, round.id);
  expect(value(await ask())).toBeUndefined();
  value(await ask());
  expect(await reminders(waits)).toHaveLength(1);
  for (const person of [voted, left, s.facilitator]) expect(await reminders(person)).toEqual([]);
  await sendNotices(s.deps);
  const mail = s.deps.mails.findLast(({ to }) => to === waits.email);
  expect(mail?.text).toContain("until it is closed");
});

test("Nobody is reminded of a round that has closed, or of another workgroup's", async () => {
  const round = await opened(s);
  const ask = (group = s.alpha) => remind(s.deps, s.facilitator, s.process, group, round.id);
  expect(refusal(await ask(s.beta))).toBe("not_found");
  await closed(s, round);
  expect(refusal(await ask())).toBe("round_not_open");
  expect(await reminders(there(s.members.alpha[0]))).toEqual([]);
});
