import { data } from "@remix-run/node";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse, sends } from "~/http/route.server";
import type { Need } from "~/kernel/access";
import { type Person, type Scenario, scenario, suspended, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
import {
  type Answer,
  ask,
  bodyIn,
  type Handler,
  loadContext,
  locationIn,
  type Params,
  statusIn,
} from "./support/routes";

let db: TestDb;
let deps: TestDeps;
let s: Scenario;
let fallen: Person;
beforeAll(async () => {
  db = await testDb();
  deps = testDeps(db);
  s = await scenario(deps, { members: 1 });
  fallen = await suspended(deps, there(s.members.beta[0]));
});
afterAll(() => db.close());

/** What the handlers below were asked to do. */
const done: string[] = [];
beforeEach(() => {
  done.length = 0;
});
const doing = async () => {
  done.push("done");
  return "done";
};

type Asked = Partial<Parameters<typeof ask>[1]>;
const send = (handler: Handler, asked: Asked = {}): Promise<Answer> =>
  ask(handler, { deps, path: `/p/${s.process.slug}`, params: { process: s.process.slug }, ...asked });

async function expectRefused(answer: Answer, status: number, code: string) {
  expect(answer.thrown).toBe(true);
  expect(statusIn(answer)).toBe(status);
  expect(await bodyIn(answer)).toEqual({ code });
  expect(done).toEqual([]);
}

describe("a need that nobody declared", () => {
  const undeclared = [undefined, null, "", "everyone", "admin", "toString"] as unknown as Need[];

  test.each(undeclared)("(%j) lets nobody read, send or fetch", async (need) => {
    const action = acts(inProcess, need, {
      do: intent(z.strictObject({}), async () => data({ done: done.push("done") })),
    });
    const asked: [Handler, Asked][] = [
      [reads(inProcess, need, doing), {}],
      [action, { form: { intent: "do" } }],
    ];
    for (const [handler, more] of asked) {
      for (const person of [s.organizer, s.facilitator, s.participant])
        await expectRefused(await send(handler, { ...more, person }), 404, "not_found");
      await expectRefused(await send(handler, { ...more, person: fallen }), 403, "suspended");
      expect(locationIn(await send(handler, more))).toMatch(/^\/sign-in\?/);
    }
    const file = sends(inProcess, need, async () => new Response(await doing()));
    expect(statusIn(await send(file, { person: s.organizer }))).toBe(404);
    expect(done).toEqual([]);
  });

  test.each(undeclared.slice(3))("(%j) of one intent lets nobody carry it out", async (need) => {
    const run = async () => data({ done: done.push("done") });
    const action = acts(anywhere, "anyone", { do: intent(z.strictObject({}), run, need) });
    const answer = await send(action, { person: s.organizer, form: { intent: "do" } });
    await expectRefused(answer, 404, "not_found");
  });
});

describe("a visitor who has to sign in", () => {
  const reader = reads(inProcess, "participant", doing);

  test.each([
    ["/profile?tab=2", {}, "/sign-in?redirectTo=%2Fprofile%3Ftab%3D2"],
    ["/profile.data?tab=2", {}, "/sign-in?redirectTo=%2Fprofile%3Ftab%3D2"],
    ["/fr/profile", { lang: "fr" }, "/fr/sign-in?redirectTo=%2Ffr%2Fprofile"],
    ["/ar", { lang: "ar" }, "/ar/sign-in?redirectTo=%2Far"],
  ] as [string, Params, string][])("is led back to %s afterwards", async (path, params, location) => {
    const answer = await send(reader, { path, params });
    expect(statusIn(answer)).toBe(302);
    expect(locationIn(answer)).toBe(location);
    expect(done).toEqual([]);
  });

  test("after sending a form is led back to the page without what the address asked", async () => {
    const action = acts(inProcess, "signed-in", {});
    const answer = await send(action, { path: "/profile?index", params: {}, form: { intent: "save" } });
    expect(locationIn(answer)).toBe("/sign-in?redirectTo=%2Fprofile");
  });

  test("gets the same answer for a process that is there and one that is not", async () => {
    const [here, absent] = [
      await send(reader, { path: "/p/x" }),
      await send(reader, { path: "/p/x", params: { process: "no-such-process" } }),
    ];
    expect(locationIn(here)).toMatch(/^\/sign-in\?/);
    expect(locationIn(absent)).toBe(locationIn(here));
  });
});

test("nothing is looked up by a zero in the query of an address, which no database takes", async () => {
  const loader = reads(anywhere, "anyone", async ({ url }) => [...url.searchParams]);
  const asked = await send(loader, { path: "/?q=a%00b&%00x=%00&page=2", params: {} });
  expect(await bodyIn(asked)).toEqual([
    ["q", "ab"],
    ["x", ""],
    ["page", "2"],
  ]);
  const usual = await send(loader, { path: "/?q=a+b&q=%2500", params: {} });
  expect(await bodyIn(usual)).toEqual([
    ["q", "a b"],
    ["q", "%00"],
  ]);
});

describe("an action", () => {
  const answering = async () => ({ ok: true as const, value: await doing() });
  const action = acts(inProcess, "signed-in", {
    plain: intent(z.strictObject({}), answering),
    raised: intent(z.strictObject({}), answering, "organizer"),
    typed: intent(z.strictObject({ name: z.string().min(3, "errors:field.empty"), age: z.int() }), answering),
  });
  const post = (form: Record<string, string>, person = s.participant) => send(action, { form, person });

  test("carries out what a form asks for and says which intent it was", async () => {
    const answer = await post({ intent: "plain" });
    expect(await bodyIn(answer)).toEqual({ intent: "plain", ok: true, value: "done" });
    expect(statusIn(answer)).toBe(200);
  });

  test("asks more of an intent whose need is raised", async () => {
    await expectRefused(await post({ intent: "raised" }), 404, "not_found");
    expect(await bodyIn(await post({ intent: "raised" }, s.organizer))).toMatchObject({ ok: true });
  });

  test.each(["GET", "PUT", "PATCH", "DELETE"])("is not for %s", async (method) => {
    await expectRefused(await send(action, { method, person: s.organizer }), 400, "invalid");
  });

  test.each<Record<string, string>>([
    {},
    { intent: "" },
    { intent: "other" },
    { intent: "constructor" },
    { intent: "__proto__" },
  ])("does nothing for %j", async (form) => {
    const answer = await post(form);
    expect(statusIn(answer)).toBe(400);
    expect(await bodyIn(answer)).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(done).toEqual([]);
  });

  test("refuses fields that its form does not have", async () => {
    const answer = await post({ intent: "plain", role: "organizer" });
    expect(statusIn(answer)).toBe(400);
    expect(await bodyIn(answer)).toMatchObject({ intent: "plain", ok: false, error: { code: "invalid" } });
    expect(done).toEqual([]);
  });

  test("names what is wrong with each field by a key of the translations", async () => {
    const answer = await post({ intent: "typed", name: "x", age: "old" });
    expect(await bodyIn(answer)).toEqual({
      intent: "typed",
      ok: false,
      error: { code: "invalid", fields: { name: "errors:field.empty", age: "errors:field.invalid" } },
      typed: { name: "x", age: "old" },
    });
  });

  test("refuses a body that is no form", async () => {
    const request = new Request("https://codraft.example/p", { method: "POST", body: "{}" });
    const context = loadContext(deps);
    const open = acts(anywhere, "anyone", { "": intent(z.strictObject({}), answering) });
    const is = await open({ request, params: {}, context });
    expect(statusIn({ thrown: false, is })).toBe(400);
    expect(done).toEqual([]);
  });
});

describe("while the database is away", () => {
  const away = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  const failing = (error: Error) => async () => {
    throw new Error("Failed query", { cause: error });
  };

  test("pages and forms answer that they are not available, and the log says why", async () => {
    const action = acts(anywhere, "anyone", { do: intent(z.strictObject({}), failing(away)) });
    for (const answer of [
      await send(reads(anywhere, "anyone", failing(away))),
      await send(action, { form: { intent: "do" } }),
    ])
      await expectRefused(answer, 503, "unavailable");
    expect(deps.logged.at(-1)).toEqual({ level: "error", message: "the database is away" });
  });

  test("a disk that is full is said, with what became of what was sent", async () => {
    const full = () =>
      db.db.execute(sql`DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$`);
    const action = acts(anywhere, "anyone", {
      do: intent(z.strictObject({}), async () => {
        await full();
        return { ok: true, value: undefined };
      }),
    });
    for (const answer of [
      await send(reads(anywhere, "anyone", full)),
      await send(action, { form: { intent: "do" } }),
    ])
      await expectRefused(answer, 503, "disk_full");
    expect(deps.logged.at(-1)).toEqual({ level: "error", message: "the disk is full" });
  });

  test("files answer so in plain text, in the reader's language", async () => {
    const file = sends(anywhere, "anyone", failing(away));
    const [english, french] = [
      await send(file),
      await send(file, { path: "/fr/p/x", params: { lang: "fr" } }),
    ];
    expect([statusIn(english), statusIn(french)]).toEqual([503, 503]);
    expect((english.is as Response).headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(await bodyIn(english)).toBe(`${deps.translator("en")("errors:code.unavailable")}\n`);
    expect(await bodyIn(french)).toBe(`${deps.translator("fr")("errors:code.unavailable")}\n`);
    expect(await bodyIn(french)).not.toBe(await bodyIn(english));
  });

  test("errors of our own are not taken for it", async () => {
    const bug = new Error("a bug");
    expect(await send(reads(anywhere, "anyone", failing(bug)))).toMatchObject({
      thrown: true,
      is: { cause: bug },
    });
    expect(await send(sends(anywhere, "anyone", failing(bug)))).toMatchObject({
      thrown: true,
      is: { cause: bug },
    });
  });
});

describe("a file", () => {
  test("that is not there, or not for this reader, is refused in plain text", async () => {
    const hidden = sends(inProcess, "organizer", async () => new Response("secret"));
    const absent = sends(anywhere, "anyone", async () => null);
    const refusing = sends(anywhere, "anyone", async () => {
      throw refuse("not_found");
    });
    const answers = [
      await send(hidden, { person: s.participant }),
      await send(absent, { person: s.participant }),
      await send(refusing, { person: s.participant }),
    ];
    for (const answer of answers) {
      expect(statusIn(answer)).toBe(404);
      expect(await bodyIn(answer)).toBe(`${deps.translator("en")("errors:code.not_found")}\n`);
    }
    expect(await bodyIn(await send(hidden, { person: s.organizer }))).toBe("secret");
  });
});
