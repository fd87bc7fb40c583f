import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  endSession,
  findSession,
  listSessions,
  revokeSessions,
} from "~/features/accounts/services/sessions.server";
import { requestSignIn, signInByCode, signInByLink } from "~/features/accounts/services/signIn.server";
import { sessions, signInRequests, users } from "~db/schema/accounts";
import { codeIn, linkIn, refusal, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const device = "a test";
const freshEmail = () => `${randomUUID()}@example.org`;
const ask = async (deps: ReturnType<typeof testDeps>, email: string) =>
  value(await requestSignIn(deps, { email, redirectTo: "/p/x", language: "en" })).request;
/** A code of the right shape that is not the one of the mail. */
const otherCode = (code: string, n = 1) => String((Number(code) + n) % 1_000_000).padStart(6, "0");

describe("signing in by the mail's link", () => {
  test("works once", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    await ask(deps, email);
    const { token, redirectTo } = value(await signInByLink(deps, linkIn(deps, email), device));
    expect(redirectTo).toBe("/p/x");
    expect(await findSession(deps, token)).toMatchObject({ email, suspended: false });
    expect(refusal(await signInByLink(deps, linkIn(deps, email), device))).toBe("link_used");
  });

  test("makes an account that speaks the language of the page that they signed up on, and keeps one that is there", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    for (const language of ["ar", "fr"] as const) {
      value(await requestSignIn(deps, { email, redirectTo: "/", language }));
      value(await signInByLink(deps, linkIn(deps, email), device));
    }
    const [user] = await deps.db.select().from(users).where(eq(users.email, email));
    expect(user?.locale).toBe("ar");
  });

  test("works to the end of fifteen minutes and not after", async () => {
    const clock = testClock();
    const deps = testDeps(db, { now: clock.now });
    const [early, late] = [freshEmail(), freshEmail()];
    await ask(deps, early);
    await ask(deps, late);
    clock.forward(minutes(15) - 1);
    expect(await signInByLink(deps, linkIn(deps, early), device)).toMatchObject({ ok: true });
    clock.forward(1);
    expect(refusal(await signInByLink(deps, linkIn(deps, late), device))).toBe("link_expired");
  });

  test("used twice at once starts one session", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    await ask(deps, email);
    const link = linkIn(deps, email);
    const both = await Promise.all([signInByLink(deps, link, device), signInByLink(deps, link, device)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const [user] = await deps.db.select().from(users).where(eq(users.email, email));
    expect(
      await deps.db
        .select()
        .from(sessions)
        .where(eq(sessions.userId, there(user).id)),
    ).toHaveLength(1);
  });

  test.each(["", "x", "0".repeat(63), "0".repeat(64), "' or 1=1 --"])("refuses %j", async (link) => {
    expect(refusal(await signInByLink(testDeps(db), link, device))).toBe("link_expired");
  });
});

describe("signing in by the mail's code", () => {
  test("works once, and ends the link of the same mail", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    const request = await ask(deps, email);
    const code = codeIn(deps, email);
    expect(await signInByCode(deps, { request, code, device })).toMatchObject({ ok: true });
    expect(refusal(await signInByCode(deps, { request, code, device }))).toBe("link_used");
    expect(refusal(await signInByLink(deps, linkIn(deps, email), device))).toBe("link_used");
  });

  test("is over after fifteen minutes", async () => {
    const clock = testClock();
    const deps = testDeps(db, { now: clock.now });
    const email = freshEmail();
    const request = await ask(deps, email);
    clock.forward(minutes(15));
    expect(refusal(await signInByCode(deps, { request, code: codeIn(deps, email), device }))).toBe(
      "link_expired",
    );
  });

  test("takes four wrong codes and then the right one", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    const request = await ask(deps, email);
    const code = codeIn(deps, email);
    for (let n = 1; n <= 4; n++)
      expect(refusal(await signInByCode(deps, { request, code: otherCode(code, n), device }))).toBe(
        "code_wrong",
      );
    expect(await signInByCode(deps, { request, code, device })).toMatchObject({ ok: true });
  });

  test("is over after five wrong codes, even for the right one", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    const request = await ask(deps, email);
    const code = codeIn(deps, email);
    const tries = Array.from({ length: 20 }, (_, n) =>
      signInByCode(deps, { request, code: otherCode(code, n + 1), device }),
    );
    const codes = (await Promise.all(tries)).map(refusal);
    expect(codes.filter((one) => one === "code_wrong")).toHaveLength(5);
    expect(refusal(await signInByCode(deps, { request, code, device }))).toBe("link_expired");
  });

  test("is not found by who asks for one mail after another: after twenty wrong ones in a day the link alone signs in", async () => {
    const clock = testClock();
    const deps = testDeps(db, { now: clock.now });
    const email = freshEmail();
    const guess = async (n: number) => {
      const request = await ask(deps, email);
      return refusal(await signInByCode(deps, { request, code: otherCode(codeIn(deps, email), n), device }));
    };
    for (let n = 1; n <= 20; n++) {
      expect(await guess(n)).toBe("code_wrong");
      clock.forward(minutes(15));
    }
    expect(await guess(1)).toBe("codes_spent");
    const request = await ask(deps, email);
    const code = codeIn(deps, email);
    expect(refusal(await signInByCode(deps, { request, code, device }))).toBe("codes_spent");
    expect(await signInByLink(deps, linkIn(deps, email), device)).toMatchObject({ ok: true });
    clock.forward(minutes(24 * 60));
    expect(await guess(1)).toBe("code_wrong");
  });

  test("of one request opens no other request", async () => {
    let drawn = 0;
    const deps = testDeps(db, { randomBelow: () => drawn++ });
    const [email, other] = [freshEmail(), freshEmail()];
    await ask(deps, email);
    const request = await ask(deps, other);
    expect(refusal(await signInByCode(deps, { request, code: codeIn(deps, email), device }))).toBe(
      "code_wrong",
    );
    expect(refusal(await signInByCode(deps, { request: randomUUID(), code: "000000", device }))).toBe(
      "link_expired",
    );
  });
});

describe("asking for a sign-in mail", () => {
  test("gives known and unknown addresses the same answer and the same mail", async () => {
    const deps = testDeps(db);
    const known = (await signUp(deps, randomUUID())).email;
    const unknown = freshEmail();
    const answers = [];
    for (const email of [known, unknown]) {
      const answer = await requestSignIn(deps, { email, redirectTo: "/", language: "en" });
      const mail = there(deps.mails.at(-1));
      const shape = (text: string) => text.replace(/[0-9a-f]{64}/g, "TOKEN").replace(/\b\d{6}\b/g, "CODE");
      answers.push({ ok: answer.ok, subject: shape(mail.subject), text: shape(mail.text) });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await deps.db.select().from(users).where(eq(users.email, unknown))).toEqual([]);
  });

  test("stores neither the code nor the link", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    await ask(deps, email);
    const [row] = await deps.db.select().from(signInRequests).where(eq(signInRequests.email, email));
    const stored = JSON.stringify({ ...row, id: "", createdAt: "", expiresAt: "" });
    expect(stored).not.toContain(linkIn(deps, email));
    expect(stored).not.toContain(`"${codeIn(deps, email)}"`);
  });

  test("sends five mails to an address in fifteen minutes and no sixth", async () => {
    const clock = testClock();
    const deps = testDeps(db, { now: clock.now });
    const email = freshEmail();
    for (let n = 0; n < 5; n++) await ask(deps, email);
    expect(refusal(await requestSignIn(deps, { email, redirectTo: "/", language: "en" }))).toBe("too_many");
    expect(deps.mails).toHaveLength(5);
    clock.forward(minutes(15) + 1);
    await ask(deps, email);
  });

  test("says so when the mail server takes none", async () => {
    const deps = testDeps(db, { mail: async () => false });
    expect(refusal(await requestSignIn(deps, { email: freshEmail(), redirectTo: "/", language: "en" }))).toBe(
      "mail_failed",
    );
  });

  test("writes in the reader's language", async () => {
    const deps = testDeps(db);
    const email = freshEmail();
    value(await requestSignIn(deps, { email, redirectTo: "/", language: "ar" }));
    const words = {
      code: codeIn(deps, email),
      link: `https://codraft.example/ar/sign-in/link/${linkIn(deps, email)}`,
    };
    expect(there(deps.mails[0])).toEqual({
      to: email,
      subject: deps.translator("ar")("mail:signIn.subject", words),
      text: deps.translator("ar")("mail:signIn.body", words),
    });
  });
});

describe("sessions", () => {
  test("are known by a hash alone", async () => {
    const deps = testDeps(db);
    const person = await signUp(deps, randomUUID());
    const rows = await deps.db.select().from(sessions).where(eq(sessions.userId, person.id));
    expect(JSON.stringify(rows)).not.toContain(person.token);
  });

  test("can be revoked one by one, by their person alone", async () => {
    const deps = testDeps(db);
    const person = await signUp(deps, randomUUID());
    const other = await signUp(deps, randomUUID());
    const [session] = await listSessions(deps, person.id, person.token);
    const { key } = there(session);
    await revokeSessions(deps, other.id, { key });
    expect(await findSession(deps, person.token)).not.toBeNull();
    await revokeSessions(deps, person.id, { key });
    expect(await findSession(deps, person.token)).toBeNull();
    expect(await findSession(deps, other.token)).not.toBeNull();
  });

  test("can be revoked all but the current one", async () => {
    const deps = testDeps(db);
    const person = await signUp(deps, randomUUID());
    await ask(deps, person.email);
    const second = value(await signInByLink(deps, linkIn(deps, person.email), device)).token;
    expect(await listSessions(deps, person.id, second)).toHaveLength(2);
    await revokeSessions(deps, person.id, { exceptToken: second });
    expect(await findSession(deps, person.token)).toBeNull();
    expect(await listSessions(deps, person.id, second)).toMatchObject([{ isCurrent: true }]);
  });

  test("end by signing out", async () => {
    const deps = testDeps(db);
    const person = await signUp(deps, randomUUID());
    await endSession(deps, person.token);
    expect(await findSession(deps, person.token)).toBeNull();
  });

  test("end by themselves after thirty days", async () => {
    const clock = testClock();
    const deps = testDeps(db, { now: clock.now });
    const person = await signUp(deps, randomUUID());
    clock.forward(minutes(30 * 24 * 60) - 1);
    expect(await findSession(deps, person.token)).not.toBeNull();
    clock.forward(1);
    expect(await findSession(deps, person.token)).toBeNull();
  });
});
