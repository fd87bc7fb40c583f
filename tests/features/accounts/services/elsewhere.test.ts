import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSession, revokeSessions } from "~/features/accounts/services/sessions.server";
import { requestSignIn, signInByCode, signInByLink } from "~/features/accounts/services/signIn.server";
import type { UserId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { codeIn, linkIn, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const laptop = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
const phone =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36";

/** Signs in by a mail, and says which mails came besides it. */
async function enter(deps: TestDeps, email: string, device: string, zone: string | null = null) {
  value(await requestSignIn(deps, { email, redirectTo: "/", language: "es" }));
  const link = linkIn(deps, email);
  deps.mails.length = 0;
  const { token } = value(await signInByLink(deps, link, device, zone));
  return { token, mails: deps.mails.filter(({ to }) => to === email) };
}
const someone = () => ({ deps: testDeps(db), email: `${randomUUID()}@example.org` });
const accountOf = async (deps: TestDeps, email: string) =>
  there((await deps.db.select().from(users).where(eq(users.email, email)))[0]);

describe("Signing in on another device", () => {
  test("is told at once: when, with what, and where to end it, in the person's language and time zone", async () => {
    const { deps, email } = someone();
    expect((await enter(deps, email, laptop, "Africa/Nairobi")).mails).toEqual([]);
    const [mail, ...more] = (await enter(deps, email, phone)).mails;
    expect(more).toEqual([]);
    const t = deps.translator("es");
    expect(there(mail).subject).toBe(t("mail:elsewhere.subject"));
    expect(there(mail).text).toContain(t("common:device.known", { browser: "Chrome", system: "Android" }));
    expect(there(mail).text).toContain("Africa/Nairobi");
    expect(there(mail).text).toContain("https://codraft.example/es/profile#sessions");
  });

  test("is told by the code as well, and not again of a device that is known, nor after an update of it", async () => {
    const { deps, email } = someone();
    await enter(deps, email, laptop);
    const request = value(await requestSignIn(deps, { email, redirectTo: "/", language: "en" })).request;
    const code = codeIn(deps, email);
    deps.mails.length = 0;
    value(await signInByCode(deps, { request, code, device: phone }));
    expect(deps.mails).toHaveLength(1);
    expect((await enter(deps, email, laptop.replaceAll("130.0", "131.0"))).mails).toEqual([]);
    expect((await enter(deps, email, phone)).mails).toEqual([]);
  });

  test("is no news to somebody who is signed in nowhere", async () => {
    const { deps, email } = someone();
    await enter(deps, email, laptop);
    const { id } = await accountOf(deps, email);
    await revokeSessions(deps, id as UserId, { exceptToken: null });
    expect((await enter(deps, email, phone)).mails).toEqual([]);
  });

  test("is not held up by a mail server that takes nothing", async () => {
    const { deps, email } = someone();
    await enter(deps, email, laptop);
    value(await requestSignIn(deps, { email, redirectTo: "/", language: "en" }));
    const dead = { ...deps, mail: async () => false };
    expect(await signInByLink(dead, linkIn(deps, email), phone)).toMatchObject({ ok: true });
  });
});

describe("The time zone of a browser", () => {
  test("is kept at the first sign-in that says one, and not overwritten by the next", async () => {
    const { deps, email } = someone();
    await enter(deps, email, laptop);
    expect((await accountOf(deps, email)).timeZone).toBeNull();
    const { token } = await enter(deps, email, laptop, "America/Lima");
    expect(await findSession(deps, token)).toMatchObject({ zone: "America/Lima" });
    await enter(deps, email, laptop, "Asia/Tokyo");
    expect((await accountOf(deps, email)).timeZone).toBe("America/Lima");
  });
});
