import { expect, test } from "vitest";
import { lastChanges } from "~server/lastChanges";

test("Whoever asks what they missed is told of it, also where the server was not there to hear it", () => {
  let now = 1000;
  const changes = lastChanges(() => now);
  now += 5000;
  expect(changes.within("one", 4000)).toBe(false);
  // It began only then: what was before it did not hear.
  expect(changes.within("one", 6000)).toBe(true);
  changes.hear("one");
  now += 2000;
  expect([changes.within("one", 1000), changes.within("one", 3000)]).toEqual([false, true]);
  expect(changes.within("other", 3000)).toBe(false);
});
