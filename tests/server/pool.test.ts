import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, test, vi } from "vitest";
import { countRounds } from "~/features/results/services/counting/resultTasks.server";
import { isBusy, isLate, task } from "~/platform/heavy/work";
import { type WorkPool, workPool } from "~server/work/pool";
import { tasks } from "~server/work/tasks";

/** Threads that do what the tests ask, by the protocol of the real one. */
const thread = `
  const { parentPort, threadId } = require("node:worker_threads");
  let total = 0;
  parentPort.on("message", (asked) => {
    const say = (message) => parentPort.postMessage(message);
    if (asked.kind === "cut") return say({ kind: "failed", message: "cut" });
    if (asked.kind === "end") return say({ kind: "done", output: total });
    if (asked.kind === "portion") { total += asked.portion; return say({ kind: "next" }); }
    if (asked.name === "thread") say({ kind: "done", output: threadId });
    if (asked.name === "fail") say({ kind: "failed", message: "it cannot", stack: "where it was" });
    if (asked.name === "end") process.exit(1);
    if (asked.name === "throw") throw new Error("out of hand");
    if (asked.name === "sum") { total = asked.input; say({ kind: "next" }); }
    if (asked.name.startsWith("wait")) Atomics.wait(new Int32Array(asked.input), 0, 0), say({ kind: "done", output: threadId });
  });`;

const never = (): never => {
  throw new Error("this was done in the thread that asked");
};
const whichThread = task<null, never, number>("thread", never);
const sum = task<number, number, number>("sum", never);
const wait = task<SharedArrayBuffer, never, number>("wait", never);
const waitLong = task<SharedArrayBuffer, never, number>("wait long", never, { isLong: true });

let pool: WorkPool;
const logged: string[] = [];
const log = { info() {}, warn() {}, error: (_: unknown, message: string) => logged.push(message) };
const begin = (options: Parameters<typeof workPool>[1] = {}) => {
  pool = workPool({ log }, { start: () => new Worker(thread, { eval: true }), ...options });
  return pool;
};
afterEach(() => pool.close());

/** A lock that tasks wait for, and its key. */
function lock() {
  const held = new SharedArrayBuffer(4);
  return {
    held,
    open: () => {
      Atomics.store(new Int32Array(held), 0, 1);
      Atomics.notify(new Int32Array(held), 0);
    },
  };
}

describe("Heavy work", () => {
  test("is done in another thread, which starts when it is asked for", async () => {
    const { work, size } = begin();
    expect(size()).toBe(0);
    expect(await work(whichThread, null)).toBeGreaterThan(0);
    expect(await work(whichThread, null)).toBe(await work(whichThread, null));
    expect(size()).toBe(1);
  });

  test("is given what it reads in portions, as fast as it takes them", async () => {
    const { work } = begin();
    let read = 0;
    async function* numbers() {
      for (const number of [1, 2, 3]) {
        read += 1;
        yield number;
      }
    }
    expect(await work(sum, 10, numbers())).toBe(16);
    expect(read).toBe(3);
  });

  test("fails with what failed while its portions were read, and the thread goes on", async () => {
    const { work, size } = begin({ threads: 1 });
    async function* broken() {
      yield 1;
      throw new Error("the database is away");
    }
    await expect(work(sum, 0, broken())).rejects.toThrow("the database is away");
    expect(await work(sum, 7)).toBe(7);
    expect(size()).toBe(1);
  });

  test("that fails says why and where, and harms nothing else", async () => {
    const { work } = begin();
    const failed = await work(task<null, never, void>("fail", never), null).catch((error) => error);
    expect(failed).toMatchObject({ message: "fail: it cannot", stack: "where it was" });
    expect(isBusy(failed)).toBe(false);
    expect(await work(whichThread, null)).toBeGreaterThan(0);
  });

  test.each(["end", "throw"])(
    "whose thread ends (%s) may be asked for again, and a new thread does the next",
    async (name) => {
      const { work } = begin({ threads: 1 });
      const ended = work(task<null, never, void>(name, never), null).catch((error) => error);
      const next = work(whichThread, null);
      expect(isBusy(await ended)).toBe(true);
      expect(await next).toBeGreaterThan(0);
    },
  );

  test("that takes longer than it may is given up and says so, and a new thread does the next", async () => {
    const { work } = begin({ threads: 1 });
    const { held } = lock();
    const late = task<SharedArrayBuffer, never, number>("wait", never, { within: 50 });
    const ended = work(late, held).catch((error) => error);
    const next = work(whichThread, null);
    const error = await ended;
    expect([isBusy(error), isLate(error)]).toEqual([true, true]);
    expect(await next).toBeGreaterThan(0);
    const died = await work(task<null, never, void>("end", never), null).catch((one) => one);
    expect([isBusy(died), isLate(died)]).toEqual([true, false]);
  });

  test("that would wait too long is turned away at once", async () => {
    const { work } = begin({ threads: 1, waiting: 1 });
    const { held, open } = lock();
    const [first, second] = [work(wait, held), work(wait, held)];
    const third = await work(wait, held).catch((error) => error);
    expect(isBusy(third)).toBe(true);
    open();
    expect(await first).toBe(await second);
  });

  test("that takes minutes never has all threads", async () => {
    const { work, size } = begin({ threads: 2 });
    const { held, open } = lock();
    const long = [work(waitLong, held), work(waitLong, held), work(waitLong, held)];
    expect(await work(whichThread, null)).toBeGreaterThan(0);
    expect(size()).toBe(2);
    open();
    expect(new Set(await Promise.all(long)).size).toBe(1);
  });

  test("that cannot be handed over is refused, and the thread goes on", async () => {
    const { work } = begin();
    await expect(work(task<() => void, never, void>("sum", never), () => {})).rejects.toThrow(/clone/);
    expect(await work(whichThread, null)).toBeGreaterThan(0);
  });

  test("ends with the server", async () => {
    const { work, close, size } = begin();
    const { held } = lock();
    const under = [work(wait, held), work(wait, held), work(wait, held)].map((one) =>
      one.catch((error) => isBusy(error)),
    );
    await close();
    expect(await Promise.all(under)).toEqual([true, true, true]);
    await vi.waitFor(() => expect(size()).toBe(0));
    expect(await work(whichThread, null).catch(isBusy)).toBe(true);
  });

  test("has a name each, by which a thread finds it", () => {
    expect(new Set(tasks.map(({ name }) => name)).size).toBe(tasks.length);
  });

  test("of the application is found by a thread of the sources", async () => {
    pool = workPool({ log });
    const plan = { rounds: [], criteria: [], listed: [], moves: [] };
    async function* portions() {
      yield { log: "of-nobody", rows: [] };
    }
    const counted = pool.work(countRounds, { plan, rule: {} as never, process: "" }, portions());
    await expect(counted).rejects.toThrow("count rounds: log of-nobody belongs to none of the rounds");
  });
});
