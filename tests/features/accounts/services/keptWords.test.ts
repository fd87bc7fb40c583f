import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forgetExpired } from "~/features/accounts/services/forgetExpired.server";
import { keepWords, wordsAt } from "~/features/accounts/services/keptWords.server";
import { endSession, startSession } from "~/features/accounts/services/sessions.server";
import { noteSent, sentId } from "~/platform/sent/sent.server";
import { keptWords } from "~db/schema/sentForms";
import { refusal, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
const clock = testClock();
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
});
afterAll(() => db.close());

const begin = () => startSession(s.deps, db.db, s.participant.id, "a browser");
const words = (body: string, once = `${s.participant.id}.a-key-of-a-form`) => ({ fields: { body }, once });
const at = (...places: string[]) => wordsAt(s.deps, s.participant, places);

describe("what somebody typed and did not send", () => {
  test("is there on their other devices, form by form, as they typed it last, and nobody else's", async () => {
    const token = await begin();
    await keepWords(s.deps, s.participant, token, { place: "one", words: words("Half") });
    await keepWords(s.deps, s.participant, token, { place: "one", words: words("Half a thought") });
    await keepWords(s.deps, s.organizer, await begin(), { place: "two", words: words("Not theirs") });
    expect(await at("one", "two", "three")).toEqual({ one: words("Half a thought") });
  });

  test("goes as it is signed out where it was typed, and stays where another device of theirs did it", async () => {
    const [laptop, phone] = [await begin(), await begin()];
    await keepWords(s.deps, s.participant, laptop, { place: "laptop", words: words("Here") });
    await keepWords(s.deps, s.participant, phone, { place: "phone", words: words("There") });
    await endSession(s.deps, laptop);
    expect(await at("laptop", "phone")).toEqual({ phone: words("There") });
  });

  test("is not kept by a session that has ended, nor by none", async () => {
    const token = await begin();
    await endSession(s.deps, token);
    for (const one of [token, ""]) {
      const late = await keepWords(s.deps, s.participant, one, { place: "late", words: words("Late") });
      expect(refusal(late)).toBe("sign_in_needed");
    }
    expect(await at("late")).toEqual({});
  });

  test("does not come back when a window keeps it just as its session ends", async () => {
    for (let round = 0; round < 20; round++) {
      const token = await begin();
      const place = `closing ${round}`;
      const keeping = Array.from({ length: 4 }, (_, n) =>
        keepWords(s.deps, s.participant, token, { place: `${place} ${n}`, words: words("Left behind") }),
      );
      await Promise.all([...keeping, endSession(s.deps, token)]);
      expect(await at(...keeping.map((_, n) => `${place} ${n}`))).toEqual({});
    }
  });

  test("is kept of many forms at once, though each pushes out others", async () => {
    const token = await begin();
    await db.db.delete(keptWords);
    const places = Array.from({ length: 110 }, (_, n) => `at once ${n}`);
    for (let round = 0; round < 3; round++) {
      const order = round % 2 === 0 ? places : places.toReversed();
      const all = await Promise.all(
        order.map((place) => keepWords(s.deps, s.participant, token, { place, words: words(place) })),
      );
      for (const one of all) value(one);
    }
    expect(await db.db.$count(keptWords)).toBe(100);
    await db.db.delete(keptWords);
  });

  test("is not brought back once its form was stored, though the browser could not say so", async () => {
    const once = `${s.participant.id}.the-key-it-was-sent-with`;
    await keepWords(s.deps, s.participant, await begin(), { place: "sent", words: words("Sent", once) });
    const sending = { id: sentId(s.participant.id, once), userId: s.participant.id, intent: "reply" };
    await noteSent(s.deps, db.db, { ...sending, said: "", isNoted: false });
    expect(await at("sent")).toEqual({});
  });

  test("is kept of a hundred forms, and for six weeks", async () => {
    const token = await begin();
    for (let n = 0; n < 105; n++) {
      clock.forward(1000);
      await keepWords(s.deps, s.participant, token, { place: `form ${n}`, words: words(`${n}`) });
    }
    expect(Object.keys(await at("form 4", "form 5", "form 104")).sort()).toEqual(["form 104", "form 5"]);
    clock.forward(minutes(60 * 24 * 43));
    await forgetExpired(s.deps);
    expect(await db.db.$count(keptWords)).toBe(0);
  });
});
