import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestSignIn } from "~/features/accounts/services/signIn.server";
import {
  openableDrafts,
  openToEndorsements,
} from "~/features/endorsements/services/desk/openToEndorsements.server";
import {
  endorsementByToken,
  endorsementsOfAddress,
} from "~/features/endorsements/services/findEndorsement.server";
import { forgetUnconfirmed } from "~/features/endorsements/services/forgetUnconfirmed.server";
import { confirmEndorsement } from "~/features/endorsements/services/give/confirmEndorsement.server";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import {
  countEndorsements,
  listEndorsements,
} from "~/features/endorsements/services/listEndorsements.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import { users } from "~db/schema/accounts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { auditLog } from "~db/schema/processes";
import { draftCalled, published, working } from "~tests/support/draftScenario";
import {
  accepted,
  behindLink,
  endorsable,
  formOf,
  given,
  openedNext,
  organizationForm,
  rowOf,
  tokenTo,
} from "~tests/support/endorsements";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const visitor = { isOrganizer: false };

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await endorsable(testDeps(db));
});
afterAll(() => db.close());

const rowsOf = (email: string) => db.db.select().from(endorsements).where(eq(endorsements.email, email));
const versionsOf = (id: string) =>
  db.db
    .select()
    .from(endorsedVersions)
    .where(eq(endorsedVersions.endorsementId, id as never));
const isListed = async (number: number) => {
  const draft = await draftCalled(s, "0.9");
  const all = there(await listEndorsements(s.deps, s.process, draft, visitor, { order: "arrival" }));
  return all.some((one) => one.number === number);
};

describe("a person's endorsement", () => {
  test("is listed once its mail's link was confirmed, bound to the hash of the text", async () => {
    const form = formOf({ name: "Person One", country: "KE", statement: "At last." });
    value(await giveEndorsement(s.deps, s.process, form));
    const sent = await behindLink(s, form.email);
    expect(sent).toMatchObject({ state: "sent", verifiedAt: null });
    expect(await isListed(sent.number)).toBe(false);

    value(await confirmEndorsement(s.deps, s.process, sent));
    expect(await rowOf(s, sent.id)).toMatchObject({ state: "listed", name: "Person One", country: "KE" });
    const draft = await draftCalled(s, "0.9");
    expect(await versionsOf(sent.id)).toMatchObject([
      { draftId: draft.id, draftHash: there(draft.textHash), answer: "yes" },
    ]);
    expect(await isListed(sent.number)).toBe(true);
  });

  test("changes nothing by being looked at through its link", async () => {
    const form = formOf();
    value(await giveEndorsement(s.deps, s.process, form));
    const before = await rowsOf(form.email);
    await behindLink(s, form.email);
    await behindLink(s, form.email);
    expect(await rowsOf(form.email)).toEqual(before);
  });

  test("stores of its link nothing but the hash", async () => {
    const form = formOf();
    value(await giveEndorsement(s.deps, s.process, form));
    const token = tokenTo(s.deps, form.email);
    const [row] = await rowsOf(form.email);
    expect(there(row).tokenHash).toBe(sha256Hex(token));
    const all = await db.db.select().from(endorsements);
    const log = await db.db.select().from(auditLog);
    expect(JSON.stringify([all, log])).not.toContain(token);
  });

  test("confirmed several times at once is given once", async () => {
    const form = formOf();
    value(await giveEndorsement(s.deps, s.process, form));
    const row = await behindLink(s, form.email);
    const all = await Promise.all([1, 2, 3].map(() => confirmEndorsement(s.deps, s.process, row)));
    expect(all.map(({ ok }) => ok)).toEqual([true, true, true]);
    const lines = await db.db
      .select()
      .from(auditLog)
      .where(
        and(
          eq(auditLog.processId, s.process.id),
          eq(auditLog.action, "endorsement.given"),
          eq(auditLog.subject, `${row.number}`),
        ),
      );
    expect(lines).toHaveLength(1);
    expect(await versionsOf(row.id)).toHaveLength(1);
  });

  test("sent again before it is confirmed is renewed: one row, a new mail, the old link ends", async () => {
    const form = formOf({ name: "Typed Wrnog" });
    value(await giveEndorsement(s.deps, s.process, form));
    const old = tokenTo(s.deps, form.email);
    const [first] = await rowsOf(form.email);
    value(await giveEndorsement(s.deps, s.process, { ...form, name: "Typed Right" }));
    const rows = await rowsOf(form.email);
    expect(rows).toMatchObject([{ number: there(first).number, name: "Typed Right", state: "sent" }]);
    expect(await endorsementByToken(s.deps, s.process, old)).toBeNull();
    // Whoever had the page of the first link open confirms nothing that came later.
    expect(refusal(await confirmEndorsement(s.deps, s.process, there(first)))).toBe("link_unknown");
  });

  test("sent at once from two windows is one", async () => {
    const form = formOf();
    const both = await Promise.all([
      giveEndorsement(s.deps, s.process, form),
      giveEndorsement(s.deps, s.process, form),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await rowsOf(form.email)).toHaveLength(1);
  });

  test("that is listed is not given twice: the address gets its own link, the answer is the same", async () => {
    const known = await given(s, formOf({ name: "Is There" }));
    const mails = s.deps.mails.length;
    const again = await giveEndorsement(s.deps, s.process, formOf({ name: "Other", email: known.email }));
    const unknown = await giveEndorsement(s.deps, s.process, formOf({ name: "Other" }));
    expect(again).toEqual(unknown);
    expect(s.deps.mails.length).toBe(mails + 2);
    expect(await rowsOf(known.email)).toMatchObject([{ name: "Is There", state: "listed" }]);
    expect((await behindLink(s, known.email)).id).toBe(known.id);
  });

  test("belongs to the account of its address, and to no other", async () => {
    const row = await given(s, formOf({ email: s.participant.email }));
    expect(row.userId).toBe(s.participant.id);
    expect(await endorsementsOfAddress(s.deps, s.process, s.participant.email)).toMatchObject([
      { id: row.id },
    ]);
    expect(await endorsementsOfAddress(s.deps, s.process, s.organizer.email)).toEqual([]);
  });

  test("under the name of somebody who leads the process is answered alike whosever the address is; a mail says what became of it", async () => {
    const name = "Olga Organizes";
    await db.db.update(users).set({ displayName: name }).where(eq(users.id, s.organizer.id));
    const [own, other] = [formOf({ name, email: s.organizer.email }), formOf({ name })];
    expect(await giveEndorsement(s.deps, s.process, other)).toEqual(
      await giveEndorsement(s.deps, s.process, own),
    );
    expect((await behindLink(s, own.email)).name).toBe(name);
    expect(await rowsOf(other.email)).toEqual([]);
    const mail = there(s.deps.mails.findLast(({ to }) => to === other.email));
    expect(mail.text).toContain("has that name, or one that looks like it");
    expect(mail.text).not.toContain(s.organizer.email);
  });

  test("under the name of a role is refused at its field, whoever gives it", async () => {
    for (const email of [s.organizer.email, formOf().email])
      expect(
        await giveEndorsement(s.deps, s.process, formOf({ name: "The organizers", email })),
      ).toMatchObject({
        ok: false,
        error: { fields: { name: "errors:field.roleName" } },
      });
  });

  test("is of the version that its form showed, even when another was opened before it was confirmed", async () => {
    const own = await endorsable(testDeps(db));
    const form = formOf();
    value(await giveEndorsement(own.deps, own.process, form));
    await openedNext(own, "1.0");
    const row = await behindLink(own, form.email);
    value(await confirmEndorsement(own.deps, own.process, row));
    const count = async (label: string) =>
      there(await countEndorsements(own.deps, own.process, await draftCalled(own, label), visitor)).total;
    expect([await count("0.9"), await count("1.0")]).toEqual([1, 0]);
  });

  test("is refused for another version than the newest that people are asked about", async () => {
    const own = await endorsable(testDeps(db));
    await openedNext(own, "1.0");
    const late = await giveEndorsement(own.deps, own.process, formOf({ draft: "0.9" }));
    expect(late).toMatchObject({
      ok: false,
      error: { code: "invalid", fields: { draft: expect.any(String) } },
    });
    expect(own.deps.mails.filter(({ text }) => text.includes("endorsements/link"))).toEqual([]);
  });

  test("writes its mail in its language", async () => {
    const form = formOf({ language: "fr" });
    value(await giveEndorsement(s.deps, s.process, form));
    const mail = there(s.deps.mails.findLast(({ to }) => to === form.email));
    expect(mail.text).toContain(`https://codraft.example/fr/p/${s.process.slug}/endorsements/link/`);
    expect(mail.subject).toContain("confirmer");
  });
});

describe("an organization's endorsement", () => {
  test("waits for an organizer once its address is confirmed", async () => {
    const row = await given(s, organizationForm());
    expect(row).toMatchObject({ state: "unchecked", domain: expect.stringMatching(/^o-\w+\.example$/) });
    expect(await isListed(row.number)).toBe(false);
  });

  test("keeps no domain from anybody before its address is confirmed", async () => {
    const form = organizationForm();
    const other = { ...form, email: `board@${form.domain}` };
    value(await giveEndorsement(s.deps, s.process, form));
    const row = await given(s, other);
    expect(row).toMatchObject({ state: "unchecked", domain: form.domain });
    // The first one comes too late.
    const first = await behindLink(s, form.email);
    expect(refusal(await confirmEndorsement(s.deps, s.process, first))).toBe("already_exists");
  });

  test("confirmed at once from two addresses of a domain is one", async () => {
    const form = organizationForm();
    const forms = [form, { ...form, email: `board@${form.domain}` }];
    for (const one of forms) value(await giveEndorsement(s.deps, s.process, one));
    const rows = await Promise.all(forms.map(({ email }) => behindLink(s, email)));
    const both = await Promise.all(rows.map((row) => confirmEndorsement(s.deps, s.process, row)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test("stands beside a person's of the same address", async () => {
    const form = organizationForm();
    const organization = await accepted(s, form);
    const person = await given(s, formOf({ email: form.email }));
    expect(person).toMatchObject({ kind: "person", state: "listed" });
    expect(organization).toMatchObject({ kind: "organization", state: "listed" });
  });
});

describe("robots and floods", () => {
  test("who fill the field that nobody sees get the friendly answer, and nothing is stored or sent", async () => {
    const mails = s.deps.mails.length;
    const form = formOf({ homepage: "https://spam.example" });
    expect(await giveEndorsement(s.deps, s.process, form)).toEqual({ ok: true, value: undefined });
    expect(await rowsOf(form.email)).toEqual([]);
    expect(s.deps.mails.length).toBe(mails);
  });

  test("get five mails to one address in fifteen minutes, sign-in included, and then more", async () => {
    const clock = testClock(new Date());
    const own = { ...s, deps: testDeps(db, { now: clock.now }) };
    const form = formOf();
    const signIn = () =>
      requestSignIn(own.deps, { email: form.email, redirectTo: "/", language: "en" as const });
    for (let n = 0; n < 3; n++) value(await giveEndorsement(own.deps, s.process, form));
    for (let n = 0; n < 2; n++) value(await signIn());
    expect(refusal(await giveEndorsement(own.deps, s.process, form))).toBe("too_many");
    expect(refusal(await signIn())).toBe("too_many");
    clock.forward(minutes(15));
    value(await giveEndorsement(own.deps, s.process, form));
    expect(own.deps.mails.filter(({ to }) => to === form.email)).toHaveLength(6);
  });

  test("are told when the mail server takes nothing, and may send again", async () => {
    const form = formOf();
    const refusing = testDeps(db, { mail: async () => false });
    expect(refusal(await giveEndorsement(refusing, s.process, form))).toBe("mail_failed");
    value(await giveEndorsement(s.deps, s.process, form));
    expect(await behindLink(s, form.email)).toMatchObject({ state: "sent" });
  });

  test("a mail that is not taken leaves the link before as it was", async () => {
    const known = await given(s, formOf());
    const token = tokenTo(s.deps, known.email);
    const refusing = testDeps(db, { mail: async () => false });
    await giveEndorsement(refusing, s.process, formOf({ email: known.email }));
    expect(await endorsementByToken(s.deps, s.process, token)).toMatchObject({ id: known.id });
  });

  test("what is not confirmed is deleted after two weeks, what is stays", async () => {
    const clock = testClock(new Date());
    const deps = testDeps(db, { now: clock.now });
    const own = { ...s, deps };
    const [left, kept] = [formOf(), formOf()];
    value(await giveEndorsement(deps, s.process, left));
    await given(own, kept);
    clock.forward(13 * 24 * 60 * minutes(1));
    await forgetUnconfirmed(deps);
    expect(await rowsOf(left.email)).toHaveLength(1);
    clock.forward(2 * 24 * 60 * minutes(1));
    await forgetUnconfirmed(deps);
    expect(await rowsOf(left.email)).toEqual([]);
    expect(await rowsOf(kept.email)).toHaveLength(1);
  });
});

describe("a link", () => {
  test.each(["", "x", "0".repeat(63), "0".repeat(64), "' or 1=1 --"])("%j leads nowhere", async (token) => {
    expect(await endorsementByToken(s.deps, s.process, token)).toBeNull();
  });

  test("leads nowhere in another process", async () => {
    const row = await given(s, formOf());
    const other = await scenario(testDeps(db), { members: 0 });
    const token = tokenTo(s.deps, row.email);
    expect(await endorsementByToken(s.deps, other.process, token)).toBeNull();
  });
});

describe("a version", () => {
  test("takes endorsements once an organizer asks for them", async () => {
    const own = await scenario(testDeps(db), { members: 0 });
    await published(own, "0.9");
    expect(refusal(await giveEndorsement(own.deps, own.process, formOf()))).toBe("invalid");
    value(await openToEndorsements(own.deps, own.organizer, own.process, "0.9"));
    value(await giveEndorsement(own.deps, own.process, formOf()));
  });

  test("is not asked about while its text may change, nor where there is none", async () => {
    const own = await scenario(testDeps(db), { members: 0 });
    await working(own, "0.1");
    for (const label of ["0.1", "9.9"])
      expect(refusal(await openToEndorsements(own.deps, own.organizer, own.process, label))).toBe(
        "not_found",
      );
  });

  test("is asked about once: from then on since that moment", async () => {
    const own = await endorsable(testDeps(db));
    const { endorsableSince } = await draftCalled(own, "0.9");
    expect(refusal(await openToEndorsements(own.deps, own.organizer, own.process, "0.9"))).toBe("invalid");
    expect((await draftCalled(own, "0.9")).endorsableSince).toEqual(endorsableSince);
  });

  test("is not asked about when a newer one was, and a superseded one never", async () => {
    const own = await scenario(testDeps(db), { members: 0 });
    await published(own, "0.8");
    await published(own, "0.9");
    const ask = (label: string) => openToEndorsements(own.deps, own.organizer, own.process, label);
    expect(refusal(await ask("0.8"))).toBe("not_found");
    expect((await openableDrafts(own.deps, own.process)).map(({ label }) => label)).toEqual(["0.9"]);
    value(await ask("0.9"));
    expect(await openableDrafts(own.deps, own.process)).toEqual([]);
    expect(refusal(await ask("0.8"))).toBe("not_found");
  });
});
