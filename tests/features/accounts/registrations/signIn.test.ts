import { redirect } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readSession } from "~/features/accounts/registrations/session.server";
import { byMail } from "~/features/accounts/registrations/signIn/mail.server";
import { enter, type SignInProviders } from "~/features/accounts/registrations/signIn/provider.server";
import {
  beginnings,
  endings,
  formOrigins,
  readVariables,
  signInProviders,
  stepAt,
  waysToShow,
} from "~/features/accounts/registrations/signIn.server";
import { startSession } from "~/features/accounts/services/sessions.server";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import type { RouteContext } from "~/http/route.server";
import { ok } from "~/kernel/result";
import { readEnv } from "~server/env";
import { ask, type Handler, locationIn, statusIn } from "~tests/http/support/routes";
import { type Person, signUp, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let person: Person;
beforeAll(async () => {
  db = await testDb();
  person = await signUp(testDeps(db), "elsewhere");
});
afterAll(() => db.close());

/** A login at another site, as it would be added: the person goes there, and comes back with a code. */
const elsewhere = {
  ...byMail,
  key: "elsewhere",
  variables: ["ELSEWHERE_SITE", "ELSEWHERE_SECRET"],
  formOrigins: ({ signIn }: TestDeps["settings"]) => [new URL(signIn.ELSEWHERE_SITE ?? "").origin],
  begin: intent(z.strictObject({ redirectTo: z.string() }), async ({ deps }: RouteContext) =>
    redirect(`${deps.settings.signIn.ELSEWHERE_SITE}/login`),
  ),
  finish: {
    back: {
      title: () => "Back",
      isTicket: (ticket: string) => ticket === "",
      act: intent(z.strictObject({ code: z.literal("right") }), async ({ deps }: RouteContext) =>
        enter(ok({ token: await startSession(deps, deps.db, person.id, "a test"), redirectTo: "/p/x" })),
      ),
    },
  },
};
const table = { ...signInProviders, elsewhere } as unknown as SignInProviders;
const configured = { ELSEWHERE_SITE: "https://login.example/oauth", ELSEWHERE_SECRET: "s" };

const at = (signIn: Readonly<Record<string, string>>, isDemo = false) => {
  const deps = testDeps(db);
  return { ...deps, settings: { ...deps.settings, isDemo, signIn } };
};
const begin = acts(anywhere, "anyone", beginnings(table)) as unknown as Handler;
const finish = acts(anywhere, "anyone", endings(table)) as unknown as Handler;
const start = (deps: ReturnType<typeof at>) =>
  ask(begin, { deps, path: "/sign-in", form: { intent: "elsewhere", redirectTo: "/" } });
const comeBack = (deps: ReturnType<typeof at>, code: string, step = "back") =>
  ask(finish, {
    deps,
    path: `/sign-in/${step}`,
    params: { step },
    form: { intent: "back", code },
  });

describe("signing in by mail", () => {
  test("works for an address with an international domain, and for a code in the digits of any keyboard", async () => {
    const deps = at(configured);
    const form = { intent: "mail", email: " ana@bücher.example\u200B", redirectTo: "/" };
    const step = there(locationIn(await ask(begin, { deps, path: "/sign-in", form })));
    const letter = there(deps.mails.find(({ to }) => to === "ana@xn--bcher-kva.example"));
    const code = there(/\b(\d{3}) ?(\d{3})\b/.exec(letter.text))
      .slice(1)
      .join("");
    const typed = code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    const ticket = there(/[0-9a-f-]{36}/.exec(step))[0];
    const params = { step: "code", ticket };
    const answer = await ask(finish, {
      deps,
      path: `/sign-in/code/${ticket}`,
      params,
      form: { intent: "code", code: typed },
    });
    expect(statusIn(answer)).toBe(302);
    expect((answer.is as Response).headers.getSetCookie()).toHaveLength(1);
  });
});

describe("a way to sign in that is added to the table", () => {
  test("is offered where its variables are set, and nowhere else", async () => {
    const shown = async (deps: ReturnType<typeof at>) =>
      (await waysToShow(deps, table)).map(({ key }) => key);
    expect(await shown(at(configured))).toEqual(["mail", "elsewhere"]);
    expect(await shown(at({}))).toEqual(["mail"]);
    expect(await shown(at({}, true))).toEqual(["mail", "seat"]);
  });

  test("lets forms lead to its site, and to no other", () => {
    expect(formOrigins(at(configured).settings, table)).toEqual(["https://login.example"]);
    expect(formOrigins(at({}).settings, table)).toEqual([]);
  });

  test("sends people there, and signs them in when they come back with what it asks for", async () => {
    const deps = at(configured);
    expect(locationIn(await start(deps))).toBe("https://login.example/oauth/login");
    expect(statusIn(await comeBack(deps, "wrong"))).toBe(400);
    const answer = await comeBack(deps, "right");
    expect(locationIn(answer)).toBe("/p/x");
    const cookie = there((answer.is as Response).headers.getSetCookie()[0]?.split(";")[0]);
    const request = new Request("https://codraft.example/", { headers: { Cookie: cookie } });
    expect((await readSession(deps, request))?.id).toBe(person.id);
  });

  test("answers nothing where it is not offered, or at the address of another step", async () => {
    expect(statusIn(await start(at({})))).toBe(404);
    expect(statusIn(await comeBack(at({}), "right"))).toBe(404);
    expect(statusIn(await comeBack(at(configured), "right", "link"))).toBe(404);
  });

  test("has the page of its step, and the others keep theirs", () => {
    const { settings } = at(configured);
    const ticket = "0".repeat(64);
    expect(stepAt(settings, { step: "back" }, table)?.finish.title((key) => key)).toBe("Back");
    expect(stepAt(settings, { step: "back", ticket }, table)).toBeNull();
    expect(stepAt(settings, { step: "link", ticket }, table)?.step).toBe("link");
    expect(stepAt(at({}).settings, { step: "back" }, table)).toBeNull();
    for (const params of [{ step: "link" }, { step: "code", ticket: "x" }, { step: "constructor" }, {}])
      expect(stepAt(settings, params, table)).toBeNull();
  });

  test("is not offered by half: a variable that is missing is named", () => {
    expect(readVariables({ ...configured, OTHER: "x" }, table)).toEqual({ values: configured, problems: [] });
    expect(readVariables({ ELSEWHERE_SITE: "https://login.example" }, table).problems).toEqual([
      "ELSEWHERE_SECRET: signing in by elsewhere needs it as well",
    ]);
    expect(readEnv({ NODE_ENV: "test" }).signIn).toEqual({});
  });
});
