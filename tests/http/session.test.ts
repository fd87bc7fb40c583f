import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSession } from "~/features/accounts/registrations/session.server";
import { revokeSessions, startSession } from "~/features/accounts/services/sessions.server";
import { endCookie, hasSessionCookie, readToken, startCookie } from "~/http/session.server";
import type { UserId } from "~/kernel/ids";
import { sessions, users } from "~db/schema/accounts";
import { codeIn, linkIn, signUp, suspended, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, type TestDeps, testClock, testDeps } from "~tests/support/testDeps";
import { type Answer, bodyIn, locationIn, statusIn, visit } from "./support/routes";

let db: TestDb;
let deps: TestDeps;
beforeAll(async () => {
  db = await testDb();
  deps = testDeps(db);
});
afterAll(() => db.close());

const carrying = (cookie?: string) =>
  new Request("https://codraft.example/", { headers: cookie === undefined ? {} : { Cookie: cookie } });
/** The cookie in a Set-Cookie header, as a browser sends it back. */
const pairOf = (header: string) => there(header.split(";")[0]);
const cookieOf = async (token: string) => pairOf(await startCookie(token));
const cookiesIn = ({ is }: Answer) => (is as Response).headers.getSetCookie();
const who = async (cookie: string | undefined, at: TestDeps = deps) =>
  (await readSession(at, carrying(cookie)))?.id ?? null;

/** What somebody with this cookie gets to see of the page that is for the signed-in. */
async function profile(cookie: string) {
  const answer = await visit("profile/profile.tsx", "loader", { deps, cookie });
  return locationIn(answer) ?? ((await bodyIn(answer)) as { profile: { email: string } }).profile.email;
}

const act = (file: string, form: Record<string, string>, more: { cookie?: string } = {}) =>
  visit(file, "action", { deps, form, cookie: more.cookie });

describe("the session's cookie", () => {
  const token = "0123456789abcdef".repeat(4);

  test("belongs to this host alone, is kept from scripts, and is not sent with other sites' changes", async () => {
    for (const header of [await startCookie(token), await endCookie()]) {
      const [pair, ...attributes] = header.split("; ");
      expect(pair).toMatch(/^__Host-codraft=/);
      // Browsers take the name's prefix only with these two and without a domain.
      expect(attributes).toEqual(expect.arrayContaining(["Path=/", "Secure"]));
      expect(header).not.toMatch(/domain/i);
      expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Lax"]));
    }
  });

  test("lasts as long as the session, and ends at once", async () => {
    expect(await startCookie(token)).toContain(`; Max-Age=${30 * 24 * 60 * 60};`);
    expect(await endCookie()).toContain("; Max-Age=0;");
    expect(await endCookie()).not.toContain(token);
  });

  test("gives the token back, among other cookies too", async () => {
    const pair = await cookieOf(token);
    expect(await readToken(carrying(pair))).toBe(token);
    expect(await readToken(carrying(`codraft-language=fr; ${pair}; a=b`))).toBe(token);
    expect(hasSessionCookie(`a=b; ${pair}`)).toBe(true);
  });

  const encoded = (value: unknown) => `__Host-codraft=${btoa(JSON.stringify(value))}`;
  test.each([
    undefined,
    "",
    "__Host-codraft=",
    "__Host-codraft",
    `__Host-codraft=${token}`,
    "__Host-codraft=%E0%A4%A",
    encoded(token.slice(1)),
    encoded(`${token}0`),
    encoded(token.toUpperCase()),
    encoded(`${token}\n`),
    encoded([token]),
    encoded({ token }),
    encoded(null),
    encoded(true),
    encoded(token).replace("__Host-", ""),
    encoded(token).replace("__Host-", "__Secure-"),
  ])("that is none of ours (%j) is nobody's", async (cookie) => {
    expect(await readToken(carrying(cookie))).toBeNull();
    expect(await who(cookie)).toBeNull();
  });
});

describe("whoever carries a session", () => {
  test("is the person it was started for", async () => {
    const [one, other] = [await signUp(deps, "one"), await signUp(deps, "other")];
    expect(await who(await cookieOf(one.token))).toBe(one.id);
    expect(await who(await cookieOf(other.token))).toBe(other.id);
    expect(await profile(await cookieOf(other.token))).toBe(other.email);
  });

  test("of which nobody knows is a visitor", async () => {
    const cookie = await cookieOf(deps.randomHex(32));
    expect(await who(cookie)).toBeNull();
    expect(await profile(cookie)).toBe("/sign-in?redirectTo=%2Fprofile");
  });

  test("cannot be found in what is stored", async () => {
    const person = await signUp(deps, "stored");
    const rows = await db.db.select().from(sessions).where(eq(sessions.userId, person.id));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(person.token);
    expect(await who(await cookieOf(there(rows[0]).tokenHash))).toBeNull();
  });

  test("that was revoked is a visitor, with the other sessions of the same person untouched", async () => {
    const person = await signUp(deps, "revoked");
    const kept = await startSession(deps, deps.db, person.id, "another device");
    await revokeSessions(deps, person.id, { exceptToken: kept });
    expect(await who(await cookieOf(person.token))).toBeNull();
    expect(await profile(await cookieOf(person.token))).toBe("/sign-in?redirectTo=%2Fprofile");
    expect(await profile(await cookieOf(kept))).toBe(person.email);
  });

  test("that is over is a visitor from that moment on", async () => {
    const clock = testClock();
    const later = testDeps(db, { now: clock.now });
    const cookie = await cookieOf((await signUp(later, "late")).token);
    clock.forward(minutes(30 * 24 * 60) - 1);
    expect(await who(cookie, later)).not.toBeNull();
    clock.forward(1);
    expect(await who(cookie, later)).toBeNull();
  });

  test("and is suspended stays known, as suspended", async () => {
    const person = await suspended(deps, await signUp(deps, "suspended"));
    const actor = await readSession(deps, carrying(await cookieOf(person.token)));
    expect(actor).toMatchObject({ id: person.id, suspended: true });
  });
});

describe("signing out", () => {
  test("ends the session for good: a copy of its cookie is worth nothing", async () => {
    const person = await signUp(deps, "leaving");
    const elsewhere = await startSession(deps, deps.db, person.id, "another device");
    const cookie = await cookieOf(person.token);
    const answer = await act("accounts/sign-out.ts", { to: "/p/x" }, { cookie });
    expect([statusIn(answer), locationIn(answer)]).toEqual([302, "/p/x"]);
    expect(cookiesIn(answer)).toEqual([await endCookie()]);
    expect(await profile(cookie)).toBe("/sign-in?redirectTo=%2Fprofile");
    expect(await profile(await cookieOf(elsewhere))).toBe(person.email);
  });

  test.each(["//evil.example", "/\\evil.example", "https://evil.example", ""])(
    "with %j to go on to leads to the front page",
    async (to) => {
      expect(locationIn(await act("accounts/sign-out.ts", { to }))).toBe("/");
    },
  );

  test("on the profile ends the session that was named, or all but the present one", async () => {
    const person = await signUp(deps, "many-devices");
    const cookie = await cookieOf(person.token);
    const tokens: string[] = [];
    for (const device of ["phone", "tablet", "car"])
      tokens.push(await startSession(deps, deps.db, person.id, device));
    const page = (await bodyIn(await visit("profile/profile.tsx", "loader", { deps, cookie }))) as {
      sessions: { key: string; device: string; isCurrent: boolean }[];
    };
    expect(page.sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    const { key } = there(page.sessions.find(({ device }) => device === "phone"));
    expect(statusIn(await act("profile/profile.tsx", { intent: "revoke", key }, { cookie }))).toBe(200);
    const known = () =>
      Promise.all(tokens.map(async (token) => (await who(await cookieOf(token))) === person.id));
    expect(await known()).toEqual([false, true, true]);
    expect(statusIn(await act("profile/profile.tsx", { intent: "revokeOthers" }, { cookie }))).toBe(200);
    expect(await known()).toEqual([false, false, false]);
    expect(await who(cookie)).toBe(person.id);
  });

  test("on the profile ends nobody else's session", async () => {
    const [person, victim] = [await signUp(deps, "curious"), await signUp(deps, "victim")];
    const [stored] = await db.db.select().from(sessions).where(eq(sessions.userId, victim.id));
    const key = there(stored).tokenHash.slice(0, 16);
    const cookie = await cookieOf(person.token);
    await act("profile/profile.tsx", { intent: "revoke", key }, { cookie });
    await act("profile/profile.tsx", { intent: "revokeOthers" }, { cookie });
    expect(await who(await cookieOf(victim.token))).toBe(victim.id);
  });
});

describe("signing in", () => {
  const request = (email: string, redirectTo = "/p/x") =>
    act("accounts/sign-in.tsx", { intent: "mail", email, redirectTo });
  const enterBy = (step: string, { ticket }: { ticket: string }, form: Record<string, string> = {}) =>
    visit("accounts/sign-in.step.tsx", "action", {
      deps,
      params: { step, ticket },
      form: { intent: step, ...form },
    });
  const idOf = async (email: string) => {
    const [row] = await db.db.select({ id: users.id }).from(users).where(eq(users.email, email));
    return there(row).id as UserId;
  };

  test("by the mailed link starts a session, once", async () => {
    const email = "by-link@example.org";
    expect(locationIn(await request(email))).toMatch(/^\/sign-in\/code\/[0-9a-f-]{36}$/);
    const enter = () => enterBy("link", { ticket: linkIn(deps, email) });
    const answer = await enter();
    expect([statusIn(answer), locationIn(answer)]).toEqual([302, "/p/x"]);
    const cookie = pairOf(there(cookiesIn(answer)[0]));
    expect(await who(cookie)).toBe(await idOf(email));
    expect(await profile(cookie)).toBe(email);
    const again = await enter();
    expect([statusIn(again), await bodyIn(again)]).toMatchObject([410, { error: { code: "link_used" } }]);
  });

  test("is not done by opening the link: mail scanners do that", async () => {
    const email = "scanned@example.org";
    await request(email);
    const token = linkIn(deps, email);
    const opened = await visit("accounts/sign-in.step.tsx", "loader", {
      deps,
      params: { step: "link", ticket: token },
    });
    expect(opened.is).not.toBeInstanceOf(Response);
    expect(locationIn(await enterBy("link", { ticket: token }))).toBe("/p/x");
  });

  test("by the mailed code starts a session, and a wrong code none", async () => {
    const email = "by-code@example.org";
    const [, id = ""] = /code\/(.+)$/.exec(locationIn(await request(email)) ?? "") ?? [];
    const code = codeIn(deps, email);
    const enter = (typed: string) => enterBy("code", { ticket: id }, { code: typed });
    const wrong = await enter(code.replace(/^./, (digit) => String((Number(digit) + 1) % 10)));
    expect([statusIn(wrong), await bodyIn(wrong)]).toMatchObject([400, { error: { code: "code_wrong" } }]);
    const right = await enter(` ${code.slice(0, 3)} ${code.slice(3)} `);
    expect(locationIn(right)).toBe("/p/x");
    expect(await profile(pairOf(there(cookiesIn(right)[0])))).toBe(email);
  });

  test.each([
    ...["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"],
    ...["/.//evil.example", "/..//evil.example", "/a/..//evil.example"],
  ])("never leads on to %s", async (redirectTo) => {
    const email = `to-${redirectTo.replace(/\W/g, "")}-${redirectTo.length}@example.org`;
    await request(email, redirectTo);
    const answer = await enterBy("link", { ticket: linkIn(deps, email) });
    expect(locationIn(answer)).toBe("/");
  });

  test("leads on to a path that no header could hold as it was written, and signs in by it", async () => {
    const email = "to-another-script@example.org";
    await request(email, "/p/x?q=漢字");
    const answer = await enterBy("link", { ticket: linkIn(deps, email) });
    expect(locationIn(answer)).toBe("/p/x?q=%E6%BC%A2%E5%AD%97");
    expect(cookiesIn(answer)).toHaveLength(1);
  });

  test("over plain http and a name that is not this machine's says why it would not hold, and uses nothing up", async () => {
    const email = "plain-http@example.org";
    const local = { ...deps, settings: { ...deps.settings, origin: "http://localhost:3000" } };
    const ask = (host: string, at: Partial<typeof deps> = local) =>
      visit("accounts/sign-in.tsx", "action", {
        deps: { ...deps, ...at },
        host,
        form: { intent: "mail", email, redirectTo: "/" },
      });
    const refused = await ask("http://192.0.2.7:3000");
    expect([statusIn(refused), await bodyIn(refused)]).toMatchObject([
      400,
      { error: { code: "not_secure" } },
    ]);
    expect(deps.mails.filter(({ to }) => to === email)).toEqual([]);
    for (const host of [
      "http://localhost:3000",
      "http://127.0.0.1:3000",
      "http://[::1]:3000",
      "https://a.example",
    ])
      expect(locationIn(await ask(host))).toContain("/sign-in/code/");
    // A proxy in front asks over plain http.
    expect(locationIn(await ask("http://10.0.0.3:3000", deps))).toContain("/sign-in/code/");
  });

  test("at a ready seat is for the demo alone, and for its people", async () => {
    const seat = "someone@demo.codraft.example";
    await db.db.insert(users).values({ id: deps.newId(), email: seat, createdAt: deps.now() });
    const person = await signUp(deps, "no-seat");
    const sit = (isDemo: boolean, email: string) =>
      visit("accounts/sign-in.tsx", "action", {
        deps: { ...deps, settings: { ...deps.settings, isDemo } },
        form: { intent: "seat", seat: email, redirectTo: "/" },
      });
    expect(statusIn(await sit(false, seat))).toBe(404);
    expect(statusIn(await sit(true, person.email))).toBe(404);
    const answer = await sit(true, seat);
    expect(await profile(pairOf(there(cookiesIn(answer)[0])))).toBe(seat);
  });
});
