import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  equalShare,
  type Hand,
  orderQueue,
  spokenByGroup,
  spokenByPerson,
} from "~/features/live/domain/queue";

const now = 1_000_000;
const hand = (id: string, more: Partial<Hand> = {}): Hand => ({
  id,
  userId: `person-${id}`,
  speaksAs: null,
  state: "waiting",
  raisedAt: 0,
  calledAt: null,
  endedAt: null,
  ...more,
});
/** A turn that is over. */
const turn = (person: string, from: number, to: number, more: Partial<Hand> = {}) =>
  hand(`turn-${person}-${from}`, { userId: person, state: "spoken", calledAt: from, endedAt: to, ...more });
const ids = (hands: readonly Hand[]) => hands.map(({ id }) => id);

/** Hands of a few people: some wait, one may speak, the others were called or taken down. */
const anyHands = fc
  .array(
    fc.record({
      person: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
      group: fc.constantFrom(null, "developer", "user"),
      state: fc.constantFrom("waiting", "spoken", "withdrawn", "removed", "speaking"),
      raisedAt: fc.integer({ min: 0, max: 10 }),
      calledAt: fc.integer({ min: 0, max: now }),
      length: fc.integer({ min: 0, max: 1000 }),
    }),
    { maxLength: 30 },
  )
  .map((rows) =>
    rows.map(({ person, group, state, raisedAt, calledAt, length }, at) => {
      const wasCalled = state === "spoken" || state === "speaking";
      return hand(String(at).padStart(2, "0"), {
        userId: person === null ? null : `p${person}`,
        speaksAs: group,
        state: state as Hand["state"],
        raisedAt,
        calledAt: wasCalled ? calledAt : null,
        endedAt: state === "spoken" ? calledAt + length : null,
      });
    }),
  );

describe("the queue", () => {
  test("has every hand that waits, and no other, once", () => {
    fc.assert(
      fc.property(anyHands, (hands) => {
        const waiting = hands.filter(({ state }) => state === "waiting");
        expect(ids(orderQueue(hands, now)).sort()).toEqual(ids(waiting).sort());
      }),
    );
  });

  test("puts who has not spoken first, then who spoke least, then who raised a hand first", () => {
    fc.assert(
      fc.property(anyHands, (hands) => {
        const spoken = spokenByPerson(hands, now);
        const rank = ({ userId, raisedAt }: Hand) => {
          const time = userId === null ? undefined : spoken.get(userId);
          return [time === undefined ? 0 : 1, time ?? 0, raisedAt] as const;
        };
        const queue = orderQueue(hands, now);
        for (const [at, one] of queue.entries()) {
          const next = queue[at + 1];
          if (!next) continue;
          const [a, b] = [rank(one), rank(next)];
          const differs = a.findIndex((value, i) => value !== b[i]);
          if (differs !== -1) expect(a[differs]).toBeLessThan(b[differs] as number);
        }
      }),
    );
  });

  test("is the same in whatever order the hands are read", () => {
    const shuffled = anyHands.chain((hands) =>
      fc.tuple(fc.constant(hands), fc.shuffledSubarray(hands, { minLength: hands.length })),
    );
    fc.assert(
      fc.property(shuffled, ([hands, others]) => {
        expect(ids(orderQueue(others, now))).toEqual(ids(orderQueue(hands, now)));
      }),
    );
  });

  test("keeps its order when somebody who has not spoken joins it behind those who have not", () => {
    fc.assert(
      fc.property(anyHands, (hands) => {
        const before = ids(orderQueue(hands, now));
        const after = ids(orderQueue([...hands, hand("new", { userId: "new", raisedAt: 99 })], now));
        expect(after.filter((id) => id !== "new")).toEqual(before);
        const spoken = spokenByPerson(hands, now);
        const isNew = (id: string) => !spoken.has(hands.find((one) => one.id === id)?.userId ?? "");
        expect(after.indexOf("new")).toBe(before.filter(isNew).length);
      }),
    );
  });

  test("lets nobody pass by taking the hand down and up again", () => {
    const early = hand("early", { raisedAt: 1 });
    const again = hand("again", { userId: "someone", raisedAt: 2 });
    const before = hand("before", { userId: "someone", raisedAt: 0, state: "withdrawn", endedAt: 1 });
    expect(ids(orderQueue([before, again, early], now))).toEqual(["early", "again"]);
  });

  test("puts who was called, however briefly, behind who was not", () => {
    const hands = [turn("a", 5, 5), hand("1", { userId: "a", raisedAt: 1 }), hand("2", { raisedAt: 9 })];
    expect(ids(orderQueue(hands, now))).toEqual(["2", "1"]);
  });

  test("counts all turns of a person together", () => {
    const hands = [
      turn("a", 0, 60),
      turn("a", 100, 160),
      turn("b", 200, 300),
      hand("1", { userId: "a", raisedAt: 1 }),
      hand("2", { userId: "b", raisedAt: 2 }),
    ];
    expect(ids(orderQueue(hands, now))).toEqual(["2", "1"]);
  });
});

describe("speaking time", () => {
  test("of who is speaking runs until now; hands that were not called have none", () => {
    const hands = [
      turn("a", 0, 60, { speaksAs: "developer" }),
      hand("1", { userId: "a", state: "speaking", calledAt: now - 40 }),
      hand("2", { userId: "b", state: "removed", endedAt: now }),
    ];
    expect(spokenByPerson(hands, now)).toEqual(new Map([["a", 100]]));
    expect(spokenByGroup(hands, now)).toEqual(
      new Map([
        ["developer", 60],
        ["", 40],
      ]),
    );
  });

  test("by group is the time of all turns, also of people who are no longer there", () => {
    fc.assert(
      fc.property(anyHands, (hands) => {
        const called = hands.filter(({ calledAt }) => calledAt !== null);
        const all = called.reduce(
          (sum, { calledAt, endedAt }) => sum + (endedAt ?? now) - (calledAt as number),
          0,
        );
        expect([...spokenByGroup(hands, now).values()].reduce((a, b) => a + b, 0)).toBe(all);
      }),
    );
  });

  test("is never less than nothing, whatever the clocks of two nodes say", () => {
    expect(spokenByPerson([turn("a", 10, 5)], now)).toEqual(new Map([["a", 0]]));
  });
});

test("an equal share is of the time of the groups, also of those that have not spoken", () => {
  const groups = ["developer", "user", "subject"];
  expect(equalShare({ developer: 500, user: 100, "": 900 }, groups)).toBe(200);
  expect(equalShare({ constructor: 500 }, ["toString", "user"])).toBe(0);
  expect(equalShare({ developer: 500 }, ["developer"])).toBe(0);
});
