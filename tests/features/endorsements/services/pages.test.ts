import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { endorsements } from "~db/schema/endorsements";
import { pageOf } from "~tests/http/support/page";
import { bodyIn, locationIn, statusIn, visit } from "~tests/http/support/routes";
import {
  accepted,
  behindLink,
  endorsable,
  formOf,
  freshEmail,
  given,
  organizationForm,
  rowOf,
  tokenTo,
} from "~tests/support/endorsements";
import { type Person, type Scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await endorsable(testDeps(db));
});
afterAll(() => db.close());

const form = (more: Record<string, string> = {}) => ({
  intent: "give",
  draft: "0.9",
  kind: "person",
  name: "By The Page",
  affiliation: "",
  domain: "",
  signatory: "",
  authority: "",
  country: "",
  statement: "",
  language: "en",
  email: freshEmail(),
  homepage: "",
  isPublic: "yes",
  ...more,
});

const send = (fields: Record<string, string>) =>
  visit("endorsements/endorse.tsx", "action", {
    deps: s.deps,
    params: { process: s.process.slug },
    form: fields,
  });
const link = (kind: "loader" | "action", token: string, fields?: Record<string, string>) =>
  visit("endorsements/endorsement.link.tsx", kind, {
    deps: s.deps,
    params: { process: s.process.slug, token },
    ...(fields ? { form: fields } : {}),
  });
const mine = (kind: "loader" | "action", person: Person | null, fields?: Record<string, string>) =>
  visit("endorsements/endorsement.mine.tsx", kind, {
    deps: s.deps,
    person,
    params: { process: s.process.slug },
    ...(fields ? { form: fields } : {}),
  });

describe("the form", () => {
  test("answers known, unknown and filled by a robot alike", async () => {
    const known = form();
    await send(known);
    const token = tokenTo(s.deps, known.email);
    await link("action", token, { intent: "confirm", which: "person" });
    const places: (string | null)[] = [];
    for (const fields of [known, form(), form({ homepage: "x" })]) {
      const answer = await send(fields);
      places.push(locationIn(answer));
      expect(statusIn(answer)).toBe(302);
    }
    expect(new Set(places).size).toBe(1);
  });

  test.each<[string, Record<string, string>]>([
    ["name", { name: "12" }],
    ["name", { name: "Buy at https://spam.example" }],
    ["statement", { statement: "See www.a.example and https://b.example" }],
    ["email", { email: "no address" }],
    ["isPublic", { isPublic: "no" }],
    ["country", { country: "XX" }],
    ["domain", { kind: "organization", domain: "gmail.com", signatory: "A", authority: "B" }],
    ["email", { kind: "organization", domain: "house.example", signatory: "A", authority: "B" }],
    ["signatory", { kind: "organization", domain: "example.org", authority: "B" }],
    ["draft", { draft: "0.1" }],
  ])("refuses what does not fit (%s) and gives back what was typed", async (field, more) => {
    const fields = form(more);
    const answer = await send(fields);
    expect(statusIn(answer)).toBe(400);
    const { intent: _, ...typed } = fields;
    expect(await bodyIn(answer)).toMatchObject({
      ok: false,
      error: { code: "invalid", fields: { [field]: expect.stringMatching(/^(errors|endorsements):/) } },
      typed,
    });
    const { email } = fields;
    expect(await db.db.select().from(endorsements).where(eq(endorsements.email, email))).toEqual([]);
  });

  test("is filled with what is known of whoever is signed in", async () => {
    const answer = await visit("endorsements/endorse.tsx", "loader", {
      deps: s.deps,
      person: s.participant,
      params: { process: s.process.slug },
    });
    expect(await bodyIn(answer)).toMatchObject({ known: { email: s.participant.email } });
  });
});

describe("the page of a link", () => {
  test("confirms by its button alone", async () => {
    const fields = form();
    await send(fields);
    const token = tokenTo(s.deps, fields.email);
    for (let n = 0; n < 2; n++) await link("loader", token);
    expect((await behindLink(s, fields.email)).state).toBe("sent");
    await link("action", token, { intent: "confirm", which: "person" });
    expect((await behindLink(s, fields.email)).state).toBe("listed");
    expect(await bodyIn(await link("loader", token))).toMatchObject({ own: { state: "listed" } });
  });

  test("withdraws only when that is meant, and then is gone", async () => {
    const fields = form();
    await send(fields);
    const token = tokenTo(s.deps, fields.email);
    await link("action", token, { intent: "confirm", which: "person" });
    const unsure = await link("action", token, { intent: "withdraw", which: "person", sure: "no" });
    expect(statusIn(unsure)).toBe(400);
    const done = await link("action", token, { intent: "withdraw", which: "person", sure: "yes" });
    expect(locationIn(done)).toBe(`/p/${s.process.slug}/endorsements?done=withdrawn`);
    expect(await bodyIn(await link("loader", token))).toMatchObject({ own: null });
    const late = await link("action", token, { intent: "confirm", which: "person" });
    expect(await bodyIn(late)).toMatchObject({ ok: false, error: { code: "link_unknown" } });
  });
});

describe("whoever is signed in with the address", () => {
  test("confirms and corrects without the link, what is theirs and nobody else's", async () => {
    const fields = form({ email: s.participant.email, name: "Signed In" });
    await send(fields);
    await mine("action", s.participant, { intent: "confirm", which: "person" });
    const own = there((await bodyIn(await mine("loader", s.participant))) as { mine: { own: object }[] });
    expect(own.mine).toMatchObject([{ own: { name: "Signed In", state: "listed" } }]);
    const correction = {
      intent: "correct",
      which: "person",
      affiliation: "Mine",
      statement: "",
      language: "en",
    };
    const other = await mine("action", s.organizer, correction);
    expect(await bodyIn(other)).toMatchObject({ ok: false, error: { code: "link_unknown" } });
    expect(await bodyIn(await mine("action", s.participant, correction))).toMatchObject({ ok: true });
    expect(await behindLink(s, s.participant.email)).toMatchObject({ affiliation: "Mine" });
  });

  test("sees what was declined and why, and withdraws it, whatever stands of the same kind", async () => {
    const person = await signUp(s.deps, "declined");
    const page = () =>
      pageOf("endorsements/endorsement.mine.tsx", {
        deps: s.deps,
        person,
        params: { process: s.process.slug },
      });
    const domain = person.email.slice(person.email.indexOf("@") + 1);
    const give = () => given(s, organizationForm({ email: person.email, domain }));
    const declined = await give();
    const decision = { accept: false, reason: "Who may sign is not clear." } as const;
    value(await checkEndorsement(s.deps, s.organizer, s.process, declined.number, decision));
    expect(await page()).toContain("Who may sign is not clear.");

    const again = await give();
    const both = await page();
    expect(both).toContain("Who may sign is not clear.");
    for (const { number } of [declined, again]) expect(both).toContain(`name="number" value="${number}"`);
    const words = { statement: "We mean it.", language: "en" };
    await mine("action", person, { intent: "correct", which: "organization", ...words });
    expect(await rowOf(s, again.id)).toMatchObject({ statement: "We mean it." });
    expect(await rowOf(s, declined.id)).toMatchObject({ statement: "" });

    const which = { intent: "withdraw", which: "organization", sure: "yes" };
    const done = await mine("action", person, { ...which, number: String(declined.number) });
    expect(statusIn(done)).toBe(302);
    expect(await rowOf(s, declined.id)).toMatchObject({ state: "withdrawn", email: "" });
    expect(await rowOf(s, again.id)).toMatchObject({ state: "unchecked" });
    expect(await page()).not.toContain("Who may sign is not clear.");
  });

  test("finds what was typed in a correction that is refused", async () => {
    const person = await signUp(s.deps, "corrects");
    await given(s, formOf({ email: person.email }));
    const statement = "See https://a.example and https://b.example";
    const form = { intent: "correct", which: "person", affiliation: "House", statement, language: "fr" };
    const answer = await mine("action", person, form);
    expect(statusIn(answer)).toBe(400);
    const asked = { deps: s.deps, person, params: { process: s.process.slug } };
    const html = await pageOf("endorsements/endorsement.mine.tsx", asked, answer);
    expect(html).toContain(`${statement}</textarea>`);
    expect(html).toMatch(/name="affiliation"[^>]* value="House"/);
    expect(html).toMatch(/<option value="fr"[^>]* selected=""/);
  });
});

describe("the page of organizers", () => {
  test("leads from a pair to what is listed, and to what waits", async () => {
    const own = await endorsable(testDeps(db));
    await accepted(own, organizationForm({ name: "House of Words" }));
    const waiting = await given(own, organizationForm({ name: "House of Words" }));
    const html = await pageOf("endorsements/manage.endorsements.tsx", {
      deps: own.deps,
      person: own.organizer,
      params: { process: own.process.slug },
    });
    const pairs = there(html.split('aria-labelledby="pairs"')[1]);
    const here = `/p/${own.process.slug}/manage/endorsements`;
    expect(pairs).toContain(`href="${here}#e-${waiting.number}"`);
    expect(pairs).toContain(`href="${here}?list=listed&amp;q=House+of+Words#list"`);
    expect(html).toContain(`<article class="note" id="e-${waiting.number}">`);
  });
});
