import { eq, sql } from "drizzle-orm";
import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendixFile } from "~/features/endorsements/services/appendixFiles.server";
import { setEmbargo } from "~/features/endorsements/services/desk/setEmbargo.server";
import { answerVersion } from "~/features/endorsements/services/give/answerVersion.server";
import {
  countEndorsements,
  listEndorsements,
} from "~/features/endorsements/services/listEndorsements.server";
import { hideEndorsement } from "~/features/endorsements/services/moderateEndorsement.server";
import { publicEndorsements } from "~/features/endorsements/services/publicEndorsements.server";
import { processFeed } from "~/features/feeds/services/feeds.server";
import { rowsOf } from "~db/client";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { type Answer, bodyIn, statusIn, visit } from "~tests/http/support/routes";
import { watchStatements } from "~tests/support/countStatements";
import { draftCalled } from "~tests/support/draftScenario";
import {
  accepted,
  endorsable,
  formOf,
  given,
  openedNext,
  organizationForm,
} from "~tests/support/endorsements";
import { processRow, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const visitor = { isOrganizer: false };
const organizer = { isOrganizer: true };
const asked = { language: "en" as const, draft: null, kind: null, country: null, page: 1 };
const files = ["appendix.md", "appendix.html", "appendix.csv"];

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const shownOf = async (s: Scenario, more: Partial<Parameters<typeof publicEndorsements>[3]> = {}) =>
  there(there(await publicEndorsements(s.deps, s.process, visitor, { ...asked, ...more })).shown);
const fileOf = (s: Scenario, file: string, language: "en" | "ar" = "en") =>
  appendixFile(s.deps, s.process, visitor, { file, draft: null, language });

describe("the wall", () => {
  test("counts people, organizations and countries, and how they grew", async () => {
    const clock = testClock();
    const s = await endorsable(testDeps(db, { now: clock.now }));
    await given(s, formOf({ country: "KE" }));
    clock.forward(minutes(60 * 24));
    await given(s, formOf({ country: "KE" }));
    await accepted(s, organizationForm({ country: "PE" }));
    clock.forward(minutes(60 * 24));
    await given(s, formOf());
    const shown = await shownOf(s);
    expect(shown.counts).toEqual({ people: 3, organizations: 1, total: 4 });
    expect(shown.countries).toEqual([
      { country: "KE", people: 2, organizations: 0, total: 2 },
      { country: "PE", people: 0, organizations: 1, total: 1 },
      { country: "", people: 1, organizations: 0, total: 1 },
    ]);
    expect(shown.points).toEqual([
      { day: "2030-01-01", people: 1, organizations: 0 },
      { day: "2030-01-02", people: 2, organizations: 1 },
      { day: "2030-01-03", people: 3, organizations: 1 },
    ]);
    expect(shown.curves).not.toBeNull();
    const draft = await draftCalled(s, "0.9");
    expect(await countEndorsements(s.deps, s.process, draft, visitor)).toEqual(shown.counts);
  });

  test("is sorted as readers of a language expect, filtered by kind and country, and paged", async () => {
    const s = await endorsable(testDeps(db));
    for (const name of ["Zoe", "Éva", "Fay", "Ñandu", "Nora"])
      await given(s, formOf({ name, country: "ES" }));
    await accepted(s, organizationForm({ name: "Alpha", country: "ES" }));
    const namesOf = async (more: Parameters<typeof shownOf>[1]) =>
      (await shownOf(s, more)).names.map(({ name }) => name);
    expect(await namesOf({})).toEqual(["Alpha", "Éva", "Fay", "Ñandu", "Nora", "Zoe"]);
    expect(await namesOf({ language: "es" })).toEqual(["Alpha", "Éva", "Fay", "Nora", "Ñandu", "Zoe"]);
    expect(await namesOf({ kind: "organization" })).toEqual(["Alpha"]);
    expect(await namesOf({ country: "FR" })).toEqual([]);

    await db.db.insert(endorsements).values(
      Array.from({ length: 60 }, (_, n) => ({
        id: s.deps.newId() as never,
        processId: s.process.id,
        number: 100 + n,
        kind: "person" as const,
        state: "listed" as const,
        email: `many-${n}@example.org`,
        name: `Many ${n}`,
        language: "en" as const,
        tokenHash: s.deps.randomHex(32),
        createdAt: s.deps.now(),
        verifiedAt: s.deps.now(),
      })),
    );
    const draft = await draftCalled(s, "0.9");
    const many = await db.db.select().from(endorsements).where(eq(endorsements.processId, s.process.id));
    await db.db
      .insert(endorsedVersions)
      .values(
        many.map(({ id }) => ({
          endorsementId: id,
          draftId: draft.id,
          draftHash: there(draft.textHash),
          askedAt: s.deps.now(),
          answer: "yes" as const,
          answeredAt: s.deps.now(),
        })),
      )
      .onConflictDoNothing();
    const [first, second, beyond] = [
      await shownOf(s),
      await shownOf(s, { page: 2 }),
      await shownOf(s, { page: 99 }),
    ];
    expect([first.found, first.pages, first.names.length, second.names.length]).toEqual([66, 2, 50, 16]);
    expect(beyond.page).toBe(2);
    const seen = new Set([...first.names, ...second.names].map(({ number }) => number));
    expect(seen.size).toBe(66);
    const at = async (number: number, more = {}) => (await shownOf(s, { number, ...more })).page;
    const last = there(second.names.at(-1)).number;
    expect([await at(there(first.names[0]).number), await at(last), await at(9_999)]).toEqual([1, 2, 1]);
    expect(await at(9_999, { page: 2 })).toBe(2);
  });

  test("has the order of names that readers of each language expect, in whatever database", async () => {
    const s = await endorsable(testDeps(db));
    const names =
      `Ñandu|nz|nora|Nora|Éva|eva|Evb|Ordoñez|Ordonz|Zoe|zoe|Œuvre|Odile|Ofelia|Ærø|Adela|Straße|Strasse 9|Strasse 10|
      3 friends|20 friends|_under|(sign)|أحمد|احمد|آمنة|ابن رشد|إيمان|باسم|هدى|يوسف|تالة|Жанна|Анна|Łukasz|Luz|Đorđe|Dora`
        .split("|")
        .map((name) => name.trim());
    const shuffled = names.toSorted((a, b) => a.length - b.length || (a < b ? 1 : -1));
    for (const name of shuffled) await given(s, formOf({ name }));
    for (const language of ["en", "es", "fr", "ar"] as const) {
      const shown = (await shownOf(s, { language })).names.map(({ name }) => name);
      // Those that differ in marks or case alone stand together, the earlier first.
      const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
      const arabic = /^\p{Script=Arabic}/u;
      const scripts = (all: readonly string[], isArabic: boolean) =>
        all.filter((one) => arabic.test(one) === isArabic);
      expect(scripts(shown, false)).toEqual(scripts(shown, false).toSorted(compare));
      // Readers of Arabic have the order of their language wherever they read.
      const inArabic = new Intl.Collator("ar", { sensitivity: "base" }).compare;
      expect(scripts(shown, true)).toEqual(scripts(shown, true).toSorted(inArabic));
      const place = (name: string) => shown.indexOf(name);
      expect(place("باسم") < place("Adela")).toBe(language === "ar");
      expect(place("Ñandu") > place("nz")).toBe(language === "es");
    }
  });

  test("reads a page of names by the index of their order, and no name besides", async () => {
    const s = await endorsable(testDeps(db));
    for (let n = 0; n < 3; n++) await given(s, formOf());
    const draft = await draftCalled(s, "0.9");
    await db.db.execute(sql`insert into endorsements
        (id, process_id, number, kind, state, email, name, language, token_hash, created_at)
      select gen_random_uuid(), ${s.process.id}, 1000 + n, 'person', 'listed', 'crowd-' || n || '@example.org',
        'Crowd ' || n, 'en', ${s.process.id} || n, now() from generate_series(1, 4000) n`);
    await db.db.execute(sql`insert into endorsed_versions (endorsement_id, draft_id, draft_hash, asked_at, answer)
      select id, ${draft.id}, ${draft.textHash}, now(), 'yes' from endorsements
      where process_id = ${s.process.id} and number > 1000`);
    await db.db.execute(sql`analyze endorsements, endorsed_versions`);
    const statements: string[] = [];
    const stop = watchStatements((text, params) => {
      const literal = (nth: string) => `'${String((params as unknown[])[Number(nth) - 1])}'`;
      statements.push(text.replaceAll(/\$(\d+)/g, (_, nth) => literal(nth)));
    });
    const shown = await shownOf(s, { language: "es", page: 3, number: 1004 }).finally(stop);
    expect([shown.names.length, shown.found, shown.page]).toEqual([50, 4003, 1]);
    // Words of names are read in one statement, for the page alone, in the order in which the index has them.
    const ofNames = statements.filter((text) => /"affiliation"/.test(text));
    expect(ofNames).toHaveLength(1);
    const plan = await rowsOf<Record<"QUERY PLAN", string>>(db.db, sql.raw(`explain ${ofNames[0]}`));
    const lines = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(lines).toContain("endorsements_by_name_es");
    expect(lines).not.toMatch(/Sort/);
  });

  test("is where entries of its feed lead, to the page that has the name", async () => {
    const s = await endorsable(testDeps(db));
    const row = await given(s, formOf({ name: "Linked Person" }));
    const xml = there(await processFeed(s.deps, s.process, "endorsements.atom", "en"));
    const { feed } = new XMLParser({ ignoreAttributes: false }).parse(xml);
    const path = `/p/${s.process.slug}/endorsements?draft=0.9&name=${row.number}#e${row.number}`;
    expect(new URL(feed.entry.link["@_href"].replaceAll("&amp;", "&")).href).toBe(
      `https://codraft.example${path}`,
    );
    expect((await shownOf(s, { draft: "0.9", number: row.number })).names).toMatchObject([
      { number: row.number },
    ]);
  });

  test("counts who endorsed earlier versions, and who of them this one too", async () => {
    const s = await endorsable(testDeps(db));
    const stays = await given(s, formOf());
    const leaves = await given(s, formOf());
    const hidden = await given(s, formOf());
    await given(s, formOf());
    const act = { number: hidden.number, reason: "Twice." };
    value(await hideEndorsement(s.deps, s.organizer, s.process, act));
    await openedNext(s, "1.0");
    for (const [row, answer] of [
      [stays, "yes"],
      [leaves, "no"],
      [hidden, "yes"],
    ] as const)
      value(await answerVersion(s.deps, s.process, row, { draft: "1.0", answer }));
    await given(s, formOf({ draft: "1.0" }));
    expect((await shownOf(s)).earlier).toEqual([{ label: "0.9", total: 3, again: 1 }]);
    await openedNext(s, "1.1");
    value(await answerVersion(s.deps, s.process, leaves, { draft: "1.1", answer: "yes" }));
    expect((await shownOf(s)).earlier).toEqual([
      { label: "1.0", total: 2, again: 0 },
      { label: "0.9", total: 3, again: 1 },
    ]);
    expect((await shownOf(s, { draft: "0.9" })).earlier).toEqual([]);
  });

  test("is of the newest version that people are asked about, or the one chosen", async () => {
    const s = await endorsable(testDeps(db));
    await given(s, formOf({ name: "Of The First" }));
    await openedNext(s, "1.0");
    await given(s, formOf({ name: "Of The Second", draft: "1.0" }));
    expect((await shownOf(s)).names.map(({ name }) => name)).toEqual(["Of The Second"]);
    expect((await shownOf(s, { draft: "0.9" })).names.map(({ name }) => name)).toEqual(["Of The First"]);
    expect(await publicEndorsements(s.deps, s.process, visitor, { ...asked, draft: "7.7" })).toBeNull();
    const empty = await scenario(testDeps(db), { members: 0 });
    expect(await publicEndorsements(empty.deps, empty.process, visitor, asked)).toBeNull();
  });

  test("shows no address of mail to anybody", async () => {
    const s = await endorsable(testDeps(db));
    const forms = [formOf(), organizationForm(), organizationForm()] as const;
    await given(s, forms[0]);
    await accepted(s, forms[1]);
    await given(s, forms[2]);
    const answers: Answer[] = [];
    for (const person of [null, s.organizer])
      for (const file of ["endorsements/endorsements.tsx", "endorsements/manage.endorsements.tsx"])
        if (person || !file.includes("/manage."))
          answers.push(
            await visit(file, "loader", { deps: s.deps, person, params: { process: s.process.slug } }),
          );
    for (const file of files)
      answers.push(
        await visit("endorsements/endorsements.file.ts", "loader", {
          deps: s.deps,
          params: { process: s.process.slug, file },
        }),
      );
    expect(answers.map(statusIn)).toEqual(answers.map(() => 200));
    for (const answer of answers) {
      const body = JSON.stringify(await bodyIn(answer));
      for (const { email } of forms) expect(body).not.toContain(email);
    }
  });
});

describe("an embargo", () => {
  async function embargoed() {
    const clock = testClock();
    const s = await endorsable(testDeps(db, { now: clock.now }));
    await given(s, formOf({ name: "Secret Person", statement: "Not yet." }));
    await accepted(s, organizationForm({ name: "Secret House" }));
    const hidden = await given(s, formOf({ name: "Secret Hidden" }));
    const reason = "A secret reason.";
    value(await hideEndorsement(s.deps, s.organizer, s.process, { number: hidden.number, reason }));
    const until = new Date(clock.now().getTime() + minutes(60));
    value(await setEmbargo(s.deps, s.organizer, s.process, until));
    return { clock, until, s: { ...s, process: await processRow(s.deps, s.process.id) } };
  }

  test("leaks nowhere: not to visitors, not to participants, not in files, until it ends", async () => {
    const { clock, s, until } = await embargoed();
    const params = { process: s.process.slug };
    const pages = [
      "endorsements/endorsements.tsx",
      "endorsements/endorse.tsx",
      "overview/overview.tsx",
      "drafts/drafts.tsx",
      "discussion/moderation.tsx",
    ];
    for (const person of [null, s.participant]) {
      for (const page of pages) {
        const answer = await visit(page, "loader", { deps: s.deps, person, params });
        expect(statusIn(answer)).toBe(200);
        expect(JSON.stringify(await bodyIn(answer))).not.toMatch(/secret/i);
      }
      for (const file of files) {
        const answer = await visit("endorsements/endorsements.file.ts", "loader", {
          deps: s.deps,
          person,
          params: { ...params, file },
        });
        expect(statusIn(answer)).toBe(404);
        expect(await bodyIn(answer)).not.toMatch(/secret/i);
      }
    }
    const draft = await draftCalled(s, "0.9");
    expect(await listEndorsements(s.deps, s.process, draft, visitor, { order: "arrival" })).toBeNull();
    expect(await countEndorsements(s.deps, s.process, draft, visitor)).toBeNull();
    expect(await publicEndorsements(s.deps, s.process, visitor, asked)).toEqual({
      draft: "0.9",
      textHash: draft.textHash,
      newest: "0.9",
      drafts: ["0.9"],
      embargoUntil: until,
      shown: null,
    });

    clock.forward(minutes(60) - 1);
    expect((await publicEndorsements(s.deps, s.process, visitor, asked))?.shown).toBeNull();
    clock.forward(1);
    expect((await shownOf(s)).counts.total).toBe(2);
    expect(there(await fileOf(s, "appendix.md")).body).toContain("Secret Person");
  });

  test("hides nothing from organizers, who are told of it on the wall and in the files", async () => {
    const { s, until } = await embargoed();
    const wall = there(await publicEndorsements(s.deps, s.process, organizer, asked));
    expect(wall.embargoUntil).toEqual(until);
    expect(wall.shown?.counts).toEqual({ people: 1, organizations: 1, total: 2 });
    const input = { file: "appendix.md", draft: null, language: "en" as const };
    const made = there(await appendixFile(s.deps, s.process, organizer, input));
    expect(made.body).toContain("Under embargo until");
  });

  test("lets people give their names meanwhile", async () => {
    const { s } = await embargoed();
    expect(await given(s, formOf({ name: "Comes Early" }))).toMatchObject({ state: "listed" });
  });

  test("ends at once when an organizer takes it away, and never begins in the past", async () => {
    const { s, clock } = await embargoed();
    expect(refusal(await setEmbargo(s.deps, s.organizer, s.process, clock.now()))).toBe("deadline_past");
    value(await setEmbargo(s.deps, s.organizer, s.process, null));
    const open = { ...s, process: await processRow(s.deps, s.process.id) };
    expect((await shownOf(open)).counts.total).toBe(2);
  });
});

describe("the appendix for the press", () => {
  test("has the text's hash, the counts, organizations, then people, as the reader's language sorts them", async () => {
    const s = await endorsable(testDeps(db));
    await given(s, formOf({ name: "Zed Person", affiliation: "A House", country: "KE" }));
    await given(s, formOf({ name: "Éva Person" }));
    await accepted(s, organizationForm({ name: "Whole House" }));
    const { textHash } = await draftCalled(s, "0.9");
    for (const file of ["appendix.md", "appendix.html"]) {
      const { body, name } = there(await fileOf(s, file));
      expect(name).toBe(`endorsements-0.9.${file.split(".")[1]}`);
      expect(body).toContain(there(textHash));
      expect(body).toContain("1 organization · 2 people");
      const order = ["Whole House", "Éva Person", "Zed Person"].map((one) => body.indexOf(one));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order[0]).toBeGreaterThan(0);
      expect(body).toContain("Kenya");
    }
    const [header, ...rows] = there(await fileOf(s, "appendix.csv"))
      .body.trim()
      .split("\n");
    expect(header).toMatch(/^kind,name,.*,draft,draft_hash,example$/);
    expect(rows.map((row) => row.split(",").slice(0, 2))).toEqual([
      ["organization", "Whole House"],
      ["person", "Éva Person"],
      ["person", "Zed Person"],
    ]);
    for (const row of rows) expect(row).toContain(there(textHash));
  });

  test("keeps what people typed from becoming markup or formulas", async () => {
    const s = await endorsable(testDeps(db));
    const nasty = '=cmd() **bold** <script>alert(1)</script> [x](y) | & "q" _u_ #1 `c`';
    await given(s, formOf({ name: nasty.slice(0, 160), statement: "# Heading\n\n- item\n> quote <b>x</b>" }));
    const html = there(await fileOf(s, "appendix.html")).body;
    expect(html).not.toMatch(/<script|<b>/);
    expect(html).toContain("&lt;script&gt;");
    const markdown = there(await fileOf(s, "appendix.md")).body;
    expect(markdown).toContain("\\*\\*bold\\*\\* \\<script\\>");
    expect(markdown).not.toContain("\n# Heading");
    expect(there(await fileOf(s, "appendix.csv")).body).toContain("'=cmd()");
  });

  test("is in the reader's language and direction", async () => {
    const s = await endorsable(testDeps(db));
    await given(s, formOf({ name: "One", statement: "Said in English." }));
    const { body } = there(await fileOf(s, "appendix.html", "ar"));
    expect(body).toContain('<html lang="ar" dir="rtl">');
    expect(body).toContain('<blockquote lang="en" dir="ltr">Said in English.</blockquote>');
  });

  test.each(["appendix", "appendix.pdf", "constructor", "../appendix.md"])("is no file %j", async (file) => {
    const s = await endorsable(testDeps(db));
    expect(await fileOf(s, file)).toBeNull();
  });
});
