import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Event = Readonly<Record<string, unknown>>;
type Hear = (event: Event) => void;
type Answer = { readonly status: number; readonly isOurs: boolean } | null;

/** The service worker in a browser of its own: what it keeps, and what the server answers it. */
function worker(answers: Answer[]) {
  const heard = new Map<string, Hear>();
  const kept = new Map<string, Map<string, Response>>();
  const sent: string[] = [];
  const registered: string[] = [];
  const windows: object[] = [];
  const keyOf = (place: string | { url: string }) => (typeof place === "string" ? place : place.url);
  const caches = {
    open: async (name: string) => {
      const held = kept.get(name) ?? new Map<string, Response>();
      kept.set(name, held);
      return {
        put: async (place: string, response: Response) => void held.set(place, response),
        match: async (place: string | { url: string }) => held.get(keyOf(place))?.clone(),
        delete: async (place: string | { url: string }) => held.delete(keyOf(place)),
        keys: async () => [...held.keys()].map((url) => ({ url })),
      };
    },
    delete: async (name: string) => kept.delete(name),
  };
  const self = {
    addEventListener: (name: string, hear: Hear) => heard.set(name, hear),
    location: { origin: "https://votes.example" },
    clients: { matchAll: async () => windows },
    registration: { sync: { register: async (tag: string) => void registered.push(tag) } },
  };
  const fetch = async (to: string, { body }: { body: URLSearchParams }) => {
    const answer = answers.shift();
    if (!answer) throw new TypeError("no connection");
    sent.push(`${to} ${body.get("once")}`);
    return new Response("", {
      status: answer.status,
      headers: answer.isOurs ? { "X-Remix-Response": "yes" } : {},
    });
  };
  new Function("self", "caches", "fetch", readFileSync("public/offline.js", "utf8"))(self, caches, fetch);
  const dispatch = async (name: string, event: Event) => {
    let done: Promise<unknown> = Promise.resolve();
    heard.get(name)?.({ ...event, ports: [], waitUntil: (work: Promise<unknown>) => (done = work) });
    await done;
  };
  const form = (once: string) => ({ once, to: "/p/x/comment.data", entries: [["once", once]] });
  return {
    sent,
    registered,
    windows,
    ask: (once: string) => dispatch("message", { data: { ask: "send", form: form(once) } }),
    forget: (once: string) => dispatch("message", { data: { ask: "forget", once } }),
    isBack: () => dispatch("sync", { tag: "codraft-waiting-1" }),
  };
}

const taken = { status: 200, isOurs: true };

test("what waits is sent by the service worker once the connection is back, each once", async () => {
  const { ask, isBack, sent, registered } = worker([taken, taken]);
  await ask("a");
  await ask("b");
  expect(registered).not.toEqual([]);
  await isBack();
  await isBack();
  expect(sent).toEqual(["/p/x/comment.data a", "/p/x/comment.data b"]);
});

test("what does not arrive waits on, and the browser is told", async () => {
  const { ask, isBack, sent } = worker([null, { status: 503, isOurs: false }, taken]);
  await ask("a");
  await expect(isBack()).rejects.toThrow();
  await expect(isBack()).rejects.toThrow();
  await isBack();
  await isBack();
  expect(sent).toEqual(["/p/x/comment.data a", "/p/x/comment.data a"]);
});

test("what its writer changed since is not sent, and what was refused is not sent again", async () => {
  const { ask, forget, isBack, sent } = worker([{ status: 400, isOurs: true }]);
  await ask("a");
  await ask("b");
  await forget("a");
  await isBack();
  await isBack();
  expect(sent).toEqual(["/p/x/comment.data b"]);
});

test("while a page is open, what waits is left to it", async () => {
  const { ask, isBack, sent, windows } = worker([taken]);
  windows.push({});
  await ask("a");
  await expect(isBack()).rejects.toThrow();
  expect(sent).toEqual([]);
  windows.pop();
  await isBack();
  expect(sent).toEqual(["/p/x/comment.data a"]);
});
