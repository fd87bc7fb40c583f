import fc from "fast-check";
import { expect, test } from "vitest";
import { heads, type Window } from "~/features/live/domain/heads";
import type { TownhallId } from "~/kernel/ids";

const room = (nth: number) => `room-${nth}` as TownhallId;
const window = fc.record({
  connection: fc.constantFrom("a", "b", "c", "d", "e"),
  townhallId: fc.nat(1).map(room),
});
const person = fc.constantFrom(null, "ana", "bo");
const language = fc.constantFrom("en" as const, "ar" as const);

test("However windows come and go, each person counts once a room and each visitor's window by itself", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), window, person, language)), (steps) => {
      const counted = heads();
      const open = new Map<string, Window>();
      const told = new Map<TownhallId, number>();
      for (const [comes, at, userId, read] of steps) {
        const one = { ...at, userId, language: read };
        const key = `${at.townhallId} ${at.connection}`;
        if (comes) {
          counted.come(one);
          open.set(key, one);
        } else {
          counted.go(at);
          open.delete(key);
        }
        for (const [id, sums] of counted.takeChanged())
          told.set(
            id,
            [...sums.values()].reduce((sum, people) => sum + people, 0),
          );
        for (const id of [room(0), room(1)]) {
          const there = [...open.values()].filter(({ townhallId }) => townhallId === id);
          const people = new Set(there.map(({ userId: who, connection }) => who ?? `visitor ${connection}`));
          expect(told.get(id) ?? 0).toBe(people.size);
        }
      }
    }),
  );
});

test("A room is told again only when somebody came or went, or when that is asked for", () => {
  const counted = heads();
  const one = { connection: "a", townhallId: room(0), userId: "ana", language: "en" } as const;
  counted.come(one);
  expect([...counted.takeChanged().keys()]).toEqual([room(0)]);
  expect(counted.takeChanged().size).toBe(0);
  counted.go({ connection: "b", townhallId: room(0) });
  expect(counted.takeChanged().size).toBe(0);
  counted.askAgain();
  expect(counted.takeChanged().get(room(0))).toEqual(new Map([["en", 1]]));
});
