import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { hideComment, restoreComment } from "~/features/moderation/services/moderate.server";
import { deleteProcess } from "~/features/opendata/services/deleteProcess.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { type SearchFilter, searchAsMeant } from "~/features/search/services/search.server";
import type { CommentId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { rowsOf } from "~db/client";
import { comments } from "~db/schema/comments";
import { components } from "~db/schema/components";
import { draftClauses } from "~db/schema/drafts";
import { pageOf } from "~tests/http/support/page";
import { begun, firstVersion, reworded, written } from "~tests/support/comments";
import { watchStatements } from "~tests/support/countStatements";
import { type Scenario, scenario, value } from "~tests/support/scenario";
import { suggested } from "~tests/support/suggestions";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { posted, topicBy } from "~tests/support/threads";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  await s.deps.db.delete(components);
});
afterAll(() => db.close());

const meant = (text: string, filter: SearchFilter = {}) => searchAsMeant(s.deps, s.process, text, filter);
const corrected = async (text: string, filter: SearchFilter = {}) => (await meant(text, filter)).corrected;
const topic = (body: string, language: Language = "en") =>
  topicBy(s, s.participant, { language, body, title: "-" });
const known = async () =>
  (
    await rowsOf<{ word: string }>(
      s.deps.db,
      sql`select word from known_words where process_id = ${s.process.id} order by word collate "C"`,
    )
  ).map(({ word }) => word);
const hide = async (id: CommentId) =>
  value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." }));

describe("a slip of typing", () => {
  test.each([
    ["en", "The definition says it.", "definiton", "definition"],
    ["en", "The definition says it.", "Definitoin", "Definition"],
    ["en", "The definition says it.", "DEFFINITION", "Definition"],
    ["en", "An open-source model.", "open-sorce", "open-source"],
    ["en", "An open-source model.", "oepn-sorce modle", "open-source model"],
    ["en", "Open weights.", "open wieghts -closed", "open weights -closed"],
    ["fr", "Les données ouvertes d’une œuvre.", "donnéss", "données"],
    ["fr", "Les données ouvertes d’une œuvre.", "ouevre", "œuvre"],
    ["de", "Die Straße und die Größe.", "straßße", "straße"],
    ["es", "La participación de todos.", "participasión", "participación"],
    ["ar", "النموذج المفتوح", "النمودج", "النموذج"],
    ["hi", "परिभाषा खुली है।", "परिभाशा", "परिभाषा"],
    ["sw", "Ufafanuzi wa mfumo.", "ufafanusi", "ufafanuzi"],
    ["pt-BR", "Transparência dos modelos.", "transparênsia", "transparência"],
  ] as const)("in %s “%s”: %s is read as %s", async (language, body, typed, wanted) => {
    await topic(body, language);
    const { hits, corrected: as } = await meant(typed);
    expect([as, hits.length]).toEqual([wanted, 1]);
    expect(hits[0]?.passage.length).toBeGreaterThan(1);
  });

  test("is mended from every kind of text that is searched", async () => {
    const { draft, clauses } = await firstVersion(s, "A clause about zeppelins.");
    await suggested(s, s.participant, draft, clauses[0] as never, "A clause about montgolfiers.");
    expect(await corrected("zepelins")).toBe("zeppelins");
    expect(await corrected("mongolfiers")).toBe("montgolfiers");
  });

  test("is not what finds something: words, their forms and beginnings stay as they are, whatever is like them", async () => {
    await topic("The definition. Definitions. The licence and the model, open source 人工智能.");
    for (const text of [
      "definition",
      "defin",
      "licences",
      "modelling",
      "open-source",
      "人工",
      "definition -closed",
    ])
      expect([text, await corrected(text)]).toEqual([text, null]);
  });

  test("is none where every word is there, but not together, not in that language and not said by that person", async () => {
    await topic("The definition.");
    await topic("The licence.");
    expect(await corrected("definition licence")).toBe(null);
    expect(await corrected("definition", { language: "fr" })).toBe(null);
    expect(await corrected("definition", { by: "nobody" })).toBe(null);
    expect(await corrected("definition", { until: "2001-01-01" })).toBe(null);
  });

  test("is not looked for in quotation marks, in what must not be there, in numbers, short words and pairs of signs", async () => {
    await topic("The definition of 2024, of AT&T, of 人工智能.");
    for (const text of ['"definiton"', "-definiton", "2025", "teh", "人工知能", "ATT"])
      expect([text, await corrected(text)]).toEqual([text, null]);
  });

  test("is mended only where the mended words find something by the same filters", async () => {
    await topic("The definition.", "fr");
    expect(await corrected("definiton", { language: "fr" })).toBe("definition");
    expect(await corrected("definiton", { language: "en" })).toBe(null);
    expect(await corrected("definiton", { kind: "clause" })).toBe(null);
    expect(await corrected("definiton zebras")).toBe(null);
  });

  test("of one kind is found whatever the word, its place and the words beside", async () => {
    const words = [
      "definition",
      "transparency",
      "weights",
      "training",
      "licence",
      "parameters",
      "modify",
      "share",
    ];
    await topic(words.join(" "));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...words), fc.nat(20), fc.nat(3), async (word, at, kind) => {
        const signs = [...word];
        // Behind the first letters: a beginning that is cut off is another word, a cut end finds by its beginning.
        const place = 1 + (at % (signs.length - 3));
        if (kind === 0) signs.splice(place, 1);
        else if (kind === 1) signs.splice(place, 0, "x");
        else if (kind === 2) signs.splice(place, 1, "x");
        else signs.splice(place, 2, ...signs.slice(place, place + 2).reverse());
        const typed = signs.join("");
        fc.pre(typed !== word);
        expect([typed, await corrected(typed)]).toEqual([typed, word]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("words that readers may not see", () => {
  test("are never offered: of hidden comments, replies to them, working versions, other processes, unpublished results", async () => {
    const hidden = await topic("A zeppelin.");
    await posted(s, s.facilitator, hidden.number, "A montgolfier.");
    const open = await topic("Something else.");
    const reply = await posted(s, s.facilitator, open.number, "A dirigible.");
    expect(await corrected("zepelin")).toBe("zeppelin");
    expect(await corrected("mongolfier")).toBe("montgolfier");
    expect(await corrected("dirigble")).toBe("dirigible");
    await hide(hidden.id);
    await hide(reply.id);
    await written(s, await begun(s, "0.1"), "A helicopter.");
    for (const text of [
      "zepelin",
      "mongolfier",
      "dirigble",
      "helicoptr",
      "else or zepelin",
      "zepelin or zepelins",
    ])
      expect([text, await corrected(text)]).toEqual([text, null]);
    // Still known, as the texts are still there: it is the reader that they are kept from.
    expect(await known()).toEqual(
      expect.arrayContaining(["zeppelin", "montgolfier", "dirigible", "helicopter"]),
    );
    value(await restoreComment(s.deps, s.organizer, s.process, hidden.id, "A mistake."));
    expect(await corrected("zepelin")).toBe("zeppelin");
    const other = await scenario(s.deps, { members: 0 });
    expect((await searchAsMeant(s.deps, other.process, "zepelin", {})).corrected).toBe(null);
  });

  test("are not told by what is like them in texts that are seen: other accents, longer words, stems, other words of the query", async () => {
    const hidden = await topic("Zoé définit zeppelin.", "fr");
    await topic("Zoe definitions, zeppelins.", "en");
    await hide(hidden.id);
    // The word that is nearer is hidden; what is offered stands in a text that is shown.
    expect(await corrected("zeppelln")).toBe("zeppelins");
    expect(await corrected("zepelin")).toBe(null);
    expect(await corrected("zepelin or difinitions")).toBe("zepelin or definitions");
    expect(await corrected("défimit")).toBe(null);
  });

  test("are forgotten with the last text that has them", async () => {
    const one = await topic("A zeppelin and a dirigible.");
    await topicBy(s, s.facilitator, { body: "Another zeppelin.", title: "-" });
    expect(await known()).toEqual(["and", "another", "dirigible", "zeppelin"]);
    const edit = { comment: one.id, version: 1, body: "Nothing here.", proposal: "" };
    value(await editComment(s.deps, s.participant, s.process, edit));
    expect(await known()).toEqual(["another", "here", "nothing", "zeppelin"]);
    value(await eraseAccount(s.deps, s.facilitator, true));
    expect(await known()).toEqual(["here", "nothing"]);
    // Columns that are not searched change nothing.
    await s.deps.db.update(comments).set({ posts: 3 }).where(eq(comments.id, one.id));
    expect(await known()).toEqual(["here", "nothing"]);
  });

  test("of a clause are offered as long as a version that is out has them, and go with their process", async () => {
    const { draft, clauses } = await firstVersion(s, "A zeppelin.");
    expect(await corrected("zepelin")).toBe("zeppelin");
    const next = await begun(s, "0.2");
    await reworded(s, next, clauses[0] as never, "A dirigible.");
    expect(await corrected("zepelin")).toBe("zeppelin");
    expect(await corrected("dirigble")).toBe(null);
    await s.deps.db
      .update(draftClauses)
      .set({ removedAt: s.deps.now() })
      .where(eq(draftClauses.draftId, draft.id));
    expect(await corrected("zepelin")).toBe(null);
    value(await deleteProcess(s.deps, s.organizer, s.process, s.process.slug));
    expect(await known()).toEqual([]);
  });
});

describe("whatever is typed", () => {
  const nasty = [
    "definiton'; drop table known_words; --",
    "definiton%",
    "definiton:*",
    "défi'niton",
    "\\\\definiton\\",
    "definiton & | ! <->",
    "\u202Edefiniton\u202C",
    "definiton\u0301\u0301\u0301",
    `${"definiton ".repeat(19)}`,
    "ab'cd'ef definitonn",
    "🛩️🛩️🛩️🛩️",
    "ǅǅǅǅǅ",
    "ﬁﬁﬁﬁ",
  ];
  test.each(nasty)("%j is no error, and says only words that are there", async (text) => {
    await topic("The definition says it.");
    const { hits, corrected: as } = await meant(text);
    if (as !== null) {
      expect(hits).toHaveLength(1);
      expect(as.toLowerCase()).toContain("definition");
    }
  });

  test("long words and many texts are known without an error", async () => {
    await topic(
      `${"x".repeat(50_000)} ${Array.from({ length: 500 }, (_, at) => `w${"abcdefghij"[at % 10]}${"klmnopqrst"[Math.floor(at / 10) % 10]}o`).join(" ")}`,
    );
    expect((await known()).length).toBe(100);
  });

  test("two who bring the same word at once do not wait for each other", async () => {
    const root = await topic("Something.");
    const row = (
      n: number,
    ) => sql`insert into comments (id, process_id, kind, root_id, post, author_id, language, type, stance, body, created_at)
      values (gen_random_uuid(), ${s.process.id}, 'topic', ${root.id}, ${n}, ${s.participant.id}, 'en', 'general', 'neutral', 'A zeppelin.', now())`;
    await s.deps.db.transaction(async (one) => {
      await one.execute(row(101));
      await s.deps.db.transaction(async (other) => {
        await other.execute(sql`set local lock_timeout = '2s'`);
        await other.execute(row(102));
      });
    });
    expect(new Set(await known())).toEqual(new Set(["something", "zeppelin"]));
    expect(await corrected("zepelin")).toBe("zeppelin");
  });
});

describe("the page", () => {
  const asked = (search: string) => ({ deps: s.deps, params: { process: s.process.slug }, search });
  const page = (search: string) => pageOf("search/search.tsx", asked(search));

  test("says what it looked for, leads to what was typed, and keeps the field and the filters as they were", async () => {
    await topic("The definition says <it>.");
    const html = await page("?q=definiton&kind=topic");
    expect(html).toContain("Results for “definition”.");
    expect(html).toMatch(/href="[^"]*\/search\?q=definiton&amp;kind=topic&amp;as=written"/);
    expect(html).toContain("Search for “definiton” instead");
    expect(html).toMatch(/<mark>definition<\/mark>/);
    expect(html).toMatch(/name="q"[^>]*value="definiton"/);
    const asWritten = await page("?q=definiton&as=written");
    expect(asWritten).not.toContain("<mark>");
    expect(asWritten).toContain("Nothing was found.");
    expect(await page("?q=definiton&page=2")).not.toContain("Results for");
  });

  test("takes ten statements at most for a slip", async () => {
    await topic("The definition of the licence.");
    let count = 0;
    const stop = watchStatements(() => {
      count++;
    });
    try {
      expect(await page("?q=definiton+licnece")).toContain("Results for");
    } finally {
      stop();
    }
    expect(count).toBeLessThanOrEqual(10);
  });
});
