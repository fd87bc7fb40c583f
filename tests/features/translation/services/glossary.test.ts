import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { draftScope } from "~/features/drafts/services/translations.server";
import { glossaryCsv, readGlossaryTable } from "~/features/translation/domain/glossaryTable";
import { placesOfTerms } from "~/features/translation/services/glossary/lookUp.server";
import {
  changesOf,
  glossaryOf,
  termsWith,
  wordsIn,
} from "~/features/translation/services/glossary/readGlossary.server";
import {
  glossaryLanguages,
  importGlossary,
  saveWords,
} from "~/features/translation/services/glossary/saveWords.server";
import { saveTranslation } from "~/features/translation/services/translate.server";
import { readTranslation } from "~/features/translation/services/translationPage.server";
import { setTranslator } from "~/features/translation/services/translators.server";
import { readTag } from "~/kernel/language/content";
import type { Work } from "~/platform/heavy/work";
import { auditLog, processes } from "~db/schema/processes";
import { firstVersion } from "~tests/support/comments";
import { processRow, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  await s.deps.db
    .update(processes)
    .set({ languages: [...all] })
    .where(eq(processes.id, s.process.id));
  s = { ...s, process: await processRow(s.deps, s.process.id) };
});
afterAll(() => db.close());

const all = ["en", "es", "fr", "ar"] as const;
const words = (wanted: string[], { avoided = [] as string[], note = "" } = {}) => ({ wanted, avoided, note });
const save = (
  language: (typeof all)[number],
  term: number | null,
  said: ReturnType<typeof words>,
  { revision = 0, may = all as readonly (typeof all)[number][] } = {},
) => saveWords(s.deps, s.organizer, s.process, may, { term, language, revision, ...said });
const glossary = () => glossaryOf(s.deps, s.process.id, "en");

describe("A glossary", () => {
  test("keeps each wording with who saved it and when, and the last one counts", async () => {
    const { number } = value(await save("en", null, words(["AI system", "system"])));
    value(await save("fr", number, words(["système d’IA"], { avoided: ["dispositif"] })));
    value(await save("fr", number, words(["système"], { note: "Court." }), { revision: 1 }));
    const [term] = await glossary();
    expect(term).toMatchObject({ number, head: "AI system" });
    expect(wordsIn(there(term), "fr")).toMatchObject({ wanted: ["système"], avoided: [], note: "Court." });
    const changes = await changesOf(s.deps, there(term).id);
    expect(changes.map(({ language, revision, wanted }) => [language, revision, wanted])).toEqual([
      ["fr", 2, ["système"]],
      ["fr", 1, ["système d’IA"]],
      ["en", 1, ["AI system", "system"]],
    ]);
    expect(await save("fr", number, words(["autre"]), { revision: 1 })).toMatchObject({
      error: { code: "edited_meanwhile" },
    });
    const lines = await s.deps.db.select().from(auditLog).where(eq(auditLog.action, "glossary.changed"));
    expect(lines.map(({ actorId }) => actorId)).toEqual(Array(3).fill(s.organizer.id));
  });

  test("has no word for two terms, takes none without letters, and loses a term without a word but not its history", async () => {
    const { number } = value(await save("en", null, words(["weights"])));
    expect(await save("en", null, words(["Weights"]))).toMatchObject({ error: { code: "already_exists" } });
    expect(await save("en", null, words(["…"]))).toMatchObject({ error: { code: "invalid" } });
    value(await save("en", number, words([]), { revision: 1 }));
    expect(await glossary()).toEqual([]);
    const [gone] = await glossaryOf(s.deps, s.process.id, "en", true);
    expect(await changesOf(s.deps, there(gone).id)).toHaveLength(2);
    value(await save("en", null, words(["Weights"])));
  });

  test("is written by organizers in all languages, by translators in theirs, and by nobody else", async () => {
    const may = (actor = s.participant, isOrganizer = false) =>
      glossaryLanguages(s.deps, s.process, actor, isOrganizer);
    expect(await may()).toEqual([]);
    value(await setTranslator(s.deps, s.organizer, s.process, s.participant.id, ["fr"]));
    expect([...(await may())].sort()).toEqual(["en", "fr"]);
    expect(await may({ ...s.participant, suspended: true })).toEqual([]);
    expect(await may(s.organizer, true)).toEqual(s.process.languages);
    const { number } = value(await save("en", null, words(["weights"]), { may: ["en", "fr"] }));
    expect(await save("es", number, words(["pesos"]), { may: ["en", "fr"] })).toMatchObject({
      error: { code: "not_found" },
    });
  });

  test("is searched in all its languages", async () => {
    const { number } = value(await save("en", null, words(["weights"])));
    value(await save("es", number, words(["parámetros"], { avoided: ["ponderación"] })));
    value(await save("en", null, words(["data"])));
    const heads = async (asked: string) => termsWith(await glossary(), asked).map(({ head }) => head);
    expect(await heads("PARAMETROS")).toEqual(["weights"]);
    expect(await heads("ponder")).toEqual(["weights"]);
    expect(await heads("")).toEqual(["data", "weights"]);
  });
});

describe("A table of a glossary", () => {
  const read = (csv: string) =>
    readGlossaryTable(csv, {
      source: "en",
      languageOf: (cell) => all.find((one) => one === readTag(cell)) ?? null,
    });

  test("is taken over, what is the same is no change, and it comes out as it went in", async () => {
    const csv = [
      "term;langue;mots voulus;à éviter;note",
      "AI system;;AI system | system;;",
      "AI system;fr;système d’IA;;Pas « le système »",
      "weights;AR;أوزان;;",
    ].join("\n");
    const { rows, problems } = read(csv);
    expect(problems).toEqual([]);
    expect(value(await importGlossary(s.deps, s.organizer, s.process, rows))).toEqual({ count: 4 });
    expect(value(await importGlossary(s.deps, s.organizer, s.process, rows))).toEqual({ count: 0 });
    const terms = await glossary();
    expect(terms.map(({ head, words: own }) => [head, own.map(({ language }) => language)])).toEqual([
      ["AI system", ["en", "fr"]],
      ["weights", ["en", "ar"]],
    ]);
    const written = glossaryCsv(
      terms.flatMap(({ head, words: own }) => own.map(({ revision: _, ...one }) => ({ term: head, ...one }))),
    );
    const again = read(written);
    expect(again.problems).toEqual([]);
    expect(value(await importGlossary(s.deps, s.organizer, s.process, again.rows))).toEqual({ count: 0 });
  });

  test("names its bad lines: no term, no language that one may write, a line twice, words that are too long", () => {
    const { problems } = read(
      `term,language,wanted\n,fr,x\nweights,de,Gewichte\nweights,fr,poids\nWeights,fr,poids\ndata,fr,${"x".repeat(121)}`,
    );
    expect(problems.map(({ line, code, column }) => [line, code, column])).toEqual([
      [2, "empty", "term"],
      [3, "unknown", "language"],
      [5, "duplicate", "term"],
      [6, "too-long", "wanted"],
    ]);
  });

  test("changes nothing where one line is refused", async () => {
    const rows = [
      { term: "data", language: "en" as const, ...words(["data", "weights"]) },
      { term: "parameters", language: "en" as const, ...words(["weights"]) },
    ];
    expect(await importGlossary(s.deps, s.organizer, s.process, rows)).toMatchObject({
      error: { code: "already_exists" },
    });
    expect(await glossary()).toEqual([]);
  });
});

describe("Beside a translation", () => {
  /** How often each task was done. */
  const counting = () => {
    const done: string[] = [];
    const work: Work = (task, ...rest) => {
      done.push(task.name);
      return s.deps.work(task, ...rest);
    };
    return { done, deps: { ...s.deps, work } };
  };

  test("stand the terms of its source, with a hint where their word is lacking, which refuses nothing", async () => {
    const { number } = value(await save("en", null, words(["system"])));
    value(await save("fr", number, words(["système"], { avoided: ["dispositif"], note: "Toujours." })));
    const { draft, clauses } = await firstVersion(
      s,
      "Everybody may share the Systems.",
      "Nobody reads this.",
    );
    const scope = await draftScope(s.deps, draft);
    const read = async (mayEdit = true) => {
      const { units } = await readTranslation(s.deps, s.process, scope, "fr", {
        ...{ actor: s.organizer, page: 1, mayEdit, asked: { state: null, words: "" } },
      });
      return units.map(({ glossary: said }) => said.body);
    };
    const term = { number, head: "system", wanted: ["système"], avoided: ["dispositif"], note: "Toujours." };
    expect(await read()).toEqual([{ terms: [term], hints: [] }, undefined]);
    expect(await read(false)).toEqual([undefined, undefined]);
    const translate = async (body: string, revision: number) =>
      value(
        await saveTranslation(s.deps, s.organizer, s.process, scope, {
          language: "fr",
          input: { unit: there(clauses[0]), revision, texts: { body } },
        }),
      );
    await translate("Un dispositif.", 0);
    const avoid = { kind: "avoid", term: "system", word: "dispositif", wanted: ["système"] };
    expect((await read())[0]?.hints).toEqual([avoid]);
    await translate("Rien.", 1);
    expect((await read())[0]?.hints).toEqual([{ kind: "lacks", term: "system", wanted: ["système"] }]);
    await translate("Des systèmes.", 2);
    expect((await read())[0]?.hints).toEqual([]);
  });

  test("are looked up once for the same glossary and text, in a thread, and so are the places in the text", async () => {
    value(await save("en", null, words(["shared value"])));
    const { draft, clauses } = await firstVersion(s, "A shared value.", "Nothing here.");
    const scope = await draftScope(s.deps, draft);
    const { done, deps } = counting();
    const view = () =>
      readTranslation(deps, s.process, scope, "fr", {
        ...{ actor: s.organizer, page: 1, mayEdit: true, asked: { state: null, words: "" } },
      });
    const first = await view();
    const looked = () => done.filter((name) => name === "looking up terms").length;
    expect(looked()).toBe(1);
    expect(await view()).toEqual(first);
    expect(looked()).toBe(1);
    value(await save("en", null, words(["another"])));
    await view();
    expect(looked()).toBe(2);
    const places = await placesOfTerms(deps, s.process.id, "en");
    expect(places.places).toEqual({ "1": [{ id: there(clauses[0]), name: expect.any(String) }] });
    await placesOfTerms(deps, s.process.id, "en");
    expect(done.filter((name) => name === "placing terms of a glossary")).toHaveLength(1);
  });
});
