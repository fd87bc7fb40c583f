import { decode } from "turbo-stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Delivery, onDelivery, setUnsaved, streamed, watchDeliveries } from "~/ui/forms/kept/delivery";

const here = "https://codraft.example/p/one/threads";
/** What the server answers, one request after the other; an error is a connection that broke. */
let answers: (() => Response)[];
let asked: string[];
/** How the browser's own copies may be used, request by request. */
let caches: (RequestCache | undefined)[];
let told: Delivery[];
let stop: () => void;
let scope: { fetch: typeof fetch };

beforeEach(() => {
  vi.stubGlobal("location", new URL(here));
  const target = new EventTarget();
  vi.stubGlobal("addEventListener", target.addEventListener.bind(target));
  vi.stubGlobal("removeEventListener", target.removeEventListener.bind(target));
  vi.stubGlobal("dispatchEvent", target.dispatchEvent.bind(target));
  [answers, asked, caches, told] = [[], [], [], []];
  scope = {
    fetch: async (input, init) => {
      asked.push(String(input));
      caches.push(init?.cache);
      const answer = answers.shift();
      if (!answer) throw new Error("nobody was to ask");
      return answer();
    },
  };
  watchDeliveries(scope);
  stop = onDelivery((delivery) => told.push(delivery));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

const broken = () => {
  throw new TypeError("Failed to fetch");
};
const send = () =>
  scope.fetch(`${here}.data`, {
    method: "POST",
    body: new URLSearchParams({ intent: "begin", once: "a.1" }),
  });

/** The answer as the router reads it. */
async function read(response: Response): Promise<unknown> {
  if (!response.body) throw new Error("an answer without a body");
  return (await decode(response.body)).value;
}

describe("a form that did not arrive", () => {
  test("is answered in the router's words, so that its page stays", async () => {
    answers = [broken];
    expect(await read(await send())).toEqual({
      data: { intent: "begin", ok: false, error: { code: "unavailable" }, trouble: "offline" },
    });
    const entries = [
      ["intent", "begin"],
      ["once", "a.1"],
    ];
    // With what was to be sent: another page may send it.
    const sent = { to: "/p/one/threads.data", entries };
    expect(told).toEqual([{ once: "a.1", isTaken: false, trouble: "offline", sent }]);
  });

  test.each([
    { status: 429, headers: { "Retry-After": "7" }, trouble: "busy", after: 7 },
    { status: 502, headers: { "Retry-After": "" }, trouble: "failed", after: undefined },
  ])("because of $status says when it is sent again", async ({ status, headers, ...meant }) => {
    answers = [() => new Response("Too many requests", { status, headers })];
    expect((await send()).status).toBe(503);
    expect(told).toEqual([expect.objectContaining({ isTaken: false, trouble: meant.trouble })]);
    expect(told[0]?.after).toBe(meant.after);
  });

  test("is told apart from one that was refused, and from one that was taken", async () => {
    const headers = { "X-Remix-Response": "yes" };
    answers = [
      () => new Response("", { status: 409, headers }),
      () => new Response("", { status: 429, headers }),
      () => new Response("", { status: 202, headers }),
    ];
    expect((await send()).status).toBe(409);
    expect((await send()).status).toBe(429);
    expect((await send()).status).toBe(202);
    expect(told.map(({ isTaken, trouble }) => [isTaken, trouble])).toEqual([
      [false, undefined],
      [false, undefined],
      [true, undefined],
    ]);
  });
});

describe("a page that is loaded again", () => {
  test("waits for the connection, and goes on when the browser has one", async () => {
    answers = [broken, () => new Response("here")];
    const loaded = scope.fetch(`${here}.data`, {});
    await expect.poll(() => asked).toHaveLength(1);
    dispatchEvent(new Event("online"));
    expect(await (await loaded).text()).toBe("here");
  });

  test("does not take the place of unsaved words with an error or a way to sign in", async () => {
    const form = {};
    setUnsaved(form, true);
    answers = [
      () => new Response("", { status: 503 }),
      () => new Response('["redirect","/sign-in?redirectTo=%2Fp"]', { status: 202 }),
      () => new Response("here"),
    ];
    const loaded = scope.fetch(`${here}.data`, {});
    const tryAgain = () => {
      dispatchEvent(new Event("online"));
      return asked.length;
    };
    await expect.poll(tryAgain).toBe(3);
    expect(await (await loaded).text()).toBe("here");
    setUnsaved(form, false);
  });
});

test("what the browser says for the server is read as the router reads the server", async () => {
  const value = { a: "one", b: { c: true, d: 3, e: "" } };
  expect(await read(new Response(streamed(value)))).toEqual(value);
});

test("a page is shown once what it needs beside its data is there: the page before stays until then", async () => {
  const needed: string[] = [];
  let come = () => {};
  const words = new Promise<void>((resolve) => {
    come = resolve;
  });
  const own = { fetch: async () => new Response("data") };
  watchDeliveries(own, ({ pathname }) => {
    needed.push(pathname);
    return words;
  });
  let isShown = false;
  const shown = (own.fetch as typeof fetch)(`${here}.data?page=2`).then(() => {
    isShown = true;
  });
  await vi.waitFor(() => expect(needed).toEqual(["/p/one/threads"]));
  // The data has long come.
  await new Promise(setImmediate);
  expect(isShown).toBe(false);
  come();
  await shown;
});

test("no page comes from what was fetched before a form was answered, nor when it is asked for again", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    const other = "https://codraft.example/p/one/results/1.data";
    const ok = () => new Response("", { status: 200, headers: { "X-Remix-Response": "yes" } });
    // Beyond whatever the clock said in earlier tests.
    vi.advanceTimersByTime(864_000_000);
    answers = [ok, ok, ok, ok, ok];
    await scope.fetch(other);
    await scope.fetch(`${here}.data`);
    await send();
    await scope.fetch(other);
    vi.advanceTimersByTime(60_000);
    await scope.fetch(other);
    expect(caches).toEqual([undefined, "no-cache", undefined, "no-cache", undefined]);
  } finally {
    vi.useRealTimers();
  }
});
