import { expect, test } from "vitest";
import { severalAtOnce } from "~/platform/jobs/severalAtOnce";

/** Numbers that are taken one by one. */
function queueOf(count: number) {
  const left = Array.from({ length: count }, (_, at) => at + 1);
  return { left, take: async () => left.shift() ?? null };
}

/** Something to wait for, and how it is ended. */
function held() {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

test("So many are done at once as may be, each once, and it says how many went well", async () => {
  const { take } = queueOf(50);
  const done: number[] = [];
  let [here, most] = [0, 0];
  const run = async (one: number) => {
    most = Math.max(most, ++here);
    await new Promise(setImmediate);
    here--;
    done.push(one);
    return one % 10 !== 0;
  };
  expect(await severalAtOnce({ most: 4, take, run })).toBe(45);
  expect(most).toBe(4);
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
});

test("One that takes its time holds up neither the others nor what comes meanwhile", async () => {
  const { left, take } = queueOf(3);
  const slow = held();
  const later = held();
  const done: number[] = [];
  const running = severalAtOnce({
    most: 2,
    take,
    run: async (one) => {
      if (one === 1) await slow.promise;
      done.push(one);
      if (one === 99) later.end();
      return true;
    },
  });
  await expect.poll(() => done).toEqual([2, 3]);
  left.push(99);
  await later.promise;
  expect(done).toEqual([2, 3, 99]);
  slow.end();
  expect(await running).toBe(4);
});

test("One that fails holds up none of those after it, and is thrown once all are done", async () => {
  const { take } = queueOf(6);
  const done: number[] = [];
  const run = async (one: number) => {
    if (one === 2) throw new Error("no 2");
    done.push(one);
    return true;
  };
  await expect(severalAtOnce({ most: 2, take, run })).rejects.toMatchObject({ errors: [new Error("no 2")] });
  expect(done).toHaveLength(5);
});

test("Where nothing can be taken, it ends and says why", async () => {
  const take = async () => {
    throw new Error("no database");
  };
  await expect(severalAtOnce({ most: 3, take, run: async () => true })).rejects.toMatchObject({
    errors: [new Error("no database"), new Error("no database"), new Error("no database")],
  });
});
