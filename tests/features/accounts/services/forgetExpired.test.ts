import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetExpired } from "~/features/accounts/services/forgetExpired.server";
import { endSession, findSession, startSession } from "~/features/accounts/services/sessions.server";
import { requestSignIn } from "~/features/accounts/services/signIn.server";
import { sessions, signInRequests } from "~db/schema/accounts";
import { signUp, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

test("what let people in is deleted when it no longer does, and nothing before", async () => {
  const clock = testClock();
  const deps = testDeps(db, { now: clock.now });
  const person = await signUp(deps, "somebody");
  const other = await startSession(deps, db.db, person.id, "a phone");
  value(await requestSignIn(deps, { email: person.email, redirectTo: "/", language: "en" }));
  const kept = async () => [await db.db.$count(sessions), await db.db.$count(signInRequests)];

  await forgetExpired(deps);
  expect(await kept()).toEqual([2, 1]);
  await endSession(deps, other);
  clock.forward(minutes(60 * 25));
  await forgetExpired(deps);
  expect(await kept()).toEqual([1, 0]);
  expect(await findSession(deps, person.token)).toMatchObject({ id: person.id });
  clock.forward(minutes(60 * 24 * 30));
  await forgetExpired(deps);
  expect(await kept()).toEqual([0, 0]);
});
