import { expect, test } from "vitest";
import { inTurns, sortedInTurns } from "~/platform/jobs/turns";

/** The most that was done between two turns of the event loop. */
async function mostAtOnce(run: (did: (count: number) => void) => Promise<unknown>): Promise<number> {
  let [most, here, isOver] = [0, 0, false];
  const turn = () => {
    most = Math.max(most, here);
    here = 0;
    if (!isOver) setImmediate(turn);
  };
  turn();
  await run((count) => {
    here += count;
  });
  isOver = true;
  return Math.max(most, here);
}

/** Texts in no order, the same each time, with some that are equal. */
const texts = (count: number) =>
  Array.from({ length: count }, (_, at) => `${(at * 7919) % 9_973} ${at % 3 ? "ä" : "b"}`);

test("A long list comes in portions that have all of it in its order, each in a turn of its own", async () => {
  const all = texts(2_345);
  const seen: string[] = [];
  const most = await mostAtOnce(async (did) => {
    for await (const some of inTurns(all, 100)) {
      seen.push(...some);
      did(some.length);
    }
  });
  expect(seen).toEqual(all);
  expect(most).toBe(100);
  for await (const _ of inTurns([], 100)) throw new Error("an empty list has no portion");
});

test("Texts are sorted as at once, however many there are, and others have their turns meanwhile", async () => {
  for (const count of [0, 1, 1_999, 2_000, 2_001, 30_000])
    expect(await sortedInTurns(texts(count))).toEqual(texts(count).toSorted());
  let turns = 0;
  const sorting = sortedInTurns(texts(30_000));
  let isOver = false;
  const turn = () => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await sorting;
  isOver = true;
  // 15 runs of 2,000 and four rounds of merging.
  expect(turns).toBeGreaterThan(50);
});
