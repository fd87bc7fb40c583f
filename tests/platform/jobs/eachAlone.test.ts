import { expect, test } from "vitest";
import { eachAlone } from "~/platform/jobs/eachAlone";

test("One that fails holds up none of those after it, and what failed is thrown once all are done", async () => {
  const done: number[] = [];
  const run = eachAlone([1, 2, 3, 4], async (one) => {
    if (one % 2 === 0) throw new Error(`no ${one}`);
    done.push(one);
  });
  await expect(run).rejects.toMatchObject({ errors: [new Error("no 2"), new Error("no 4")] });
  expect(done).toEqual([1, 3]);
});

test("Where none fails, it says for how many the answer was true", async () => {
  expect(await eachAlone([1, 2, 3], async (one) => one > 1)).toBe(2);
});
