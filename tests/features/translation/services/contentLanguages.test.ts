import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import { draftScope, translatedTexts } from "~/features/drafts/services/translations.server";
import { startFromTemplate } from "~/features/overview/services/startFromTemplate.server";
import { editProcess } from "~/features/processes/services/editProcess.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import { searchProcess } from "~/features/search/services/search.server";
import { saveMinutes } from "~/features/townhalls/services/saveMinutes.server";
import { reviewTranslation, saveTranslation } from "~/features/translation/services/translate.server";
import { mayTranslate, setTranslator } from "~/features/translation/services/translators.server";
import { exportXliff, importXliff } from "~/features/translation/services/xliff.server";
import { type ContentLanguage, readTag } from "~/kernel/language/content";
import { localize } from "~/kernel/language/localized";
import { comments } from "~db/schema/comments";
import { processes } from "~db/schema/processes";
import { begun, commented, firstVersion, written } from "~tests/support/comments";
import { processRow, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { planned, topicBy } from "~tests/support/threads";

const tag = (text: string): ContentLanguage => there(readTag(text));
const [catalan, kurdish, yoruba] = [tag("ca"), tag("ckb"), tag("yo")];

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  await s.deps.db
    .update(processes)
    .set({ sourceLanguage: catalan, languages: [catalan, kurdish] })
    .where(eq(processes.id, s.process.id));
  s = { ...s, process: await processRow(s.deps, s.process.id) };
});
afterAll(() => db.close());

const found = async (text: string, language?: ContentLanguage) =>
  (await searchProcess(s.deps, s.process, text, { language }, 1)).hits.map((one) => ({
    language: one.language,
    kind: one.kind,
    marked: one.passage.filter((_, at) => at % 2 === 1),
    path: one.path,
  }));

async function translated() {
  const { draft, clauses } = await firstVersion(s, "L’aigua és de tothom.");
  const unit = there(clauses[0]);
  const scope = await draftScope(s.deps, draft);
  const input = { unit, revision: 0, texts: { body: "ئاو هی هەمووانە." } };
  value(await saveTranslation(s.deps, s.organizer, s.process, scope, { language: kurdish, input }));
  const made = { language: kurdish, input: { unit, revision: 1 } };
  value(await reviewTranslation(s.deps, s.participant, s.process, scope, made));
  return { draft, unit, scope };
}

const setLanguages = (languages: readonly ContentLanguage[], more = "") => {
  const texts = { title: "Aigua", summary: "", question: "?" };
  return editProcess(s.deps, s.organizer, s.process, { ...texts, language: catalan, languages, more });
};

describe("a process in languages that the interface does not speak", () => {
  test("is begun in one: what it begins with has words in those of the interface", async () => {
    const begin = {
      slug: "aigua",
      title: "Aigua",
      summary: "",
      question: "Cal?",
      template: "ai-system" as const,
    };
    value(await startFromTemplate(s.deps, s.organizer, { ...begin, language: catalan }));
    const [process] = await s.deps.db.select().from(processes).where(eq(processes.slug, "aigua"));
    expect(process).toMatchObject({
      sourceLanguage: "ca",
      languages: ["ca"],
      title: { source: "ca", text: { ca: "Aigua" } },
    });
    const [criterion] = await criteriaOf(s.deps.db, there(process).id);
    expect(localize(there(criterion).title, catalan)).toMatchObject({ language: "en", state: "fallback" });
    expect(localize(there(criterion).title, "fr").state).toBe("translated");
  });

  test("is written in one and translated into another, which its readers get", async () => {
    const { draft } = await translated();
    const read = async (language: ContentLanguage) =>
      (await readClauses(s.deps, s.process, draft, language, { withSource: false, passages: [] }))[0];
    expect(await read(kurdish)).toMatchObject({ language: "ckb", state: "reviewed" });
    expect(await read("en")).toMatchObject({ language: "ca", state: "fallback" });
    expect(await read(catalan)).toMatchObject({ language: "ca", state: "source" });
  });

  test("has comments, threads and minutes in whatever language people write", async () => {
    const { draft } = await translated();
    const { id } = await commented(s, s.participant, draft, { language: yoruba, body: "Omi kò ní ọ̀tá." });
    await topicBy(s, s.participant, { language: tag("nah"), title: "Yaku", body: "Yakuqa llapanpaqmi." });
    const meeting = await planned(s);
    const minutes = { language: tag("he"), revision: 0, minutes: "המים שייכים לכולם.", recordingUrl: "" };
    value(await saveMinutes(s.deps, s.organizer, s.process, meeting, minutes));
    const [row] = await s.deps.db.select().from(comments).where(eq(comments.id, id));
    expect(row?.language).toBe("yo");
    expect(await found("ota")).toMatchObject([{ language: "yo", kind: "comment", marked: ["ọ̀tá"] }]);
    expect(await found("yaku")).toMatchObject([{ language: "nah", kind: "topic", marked: ["Yakuqa"] }]);
    expect(await found("המים")).toMatchObject([{ language: "he", kind: "minutes", marked: ["המים"] }]);
    expect(await found("aigua")).toMatchObject([{ language: "ca", kind: "clause" }]);
    expect(await found("ئاو")).toMatchObject([
      { language: "ckb", kind: "clause", path: expect.stringMatching(/\?in=ckb$/) },
    ]);
    expect(await found("yaku", catalan)).toEqual([]);
    expect(await found("yaku", tag("nah"))).toHaveLength(1);
  });

  test("goes out and comes in as XLIFF, by whatever tag a tool gives the language", async () => {
    const { draft, scope } = await translated();
    const xml = await exportXliff(s.deps, s.process, scope, kurdish);
    expect(xml).toContain('srcLang="ca" trgLang="ckb"');
    const back = xml
      .replace('srcLang="ca"', 'srcLang="ca-ES"')
      .replace('trgLang="ckb"', 'trgLang="CKB-IQ"')
      .replace("ئاو هی هەمووانە.", "ئاو بۆ هەمووانە.");
    const into = { language: kurdish, xml: back };
    expect(
      value(await importXliff(s.deps, s.organizer, s.process, await draftScope(s.deps, draft), into)).units,
    ).toBe(1);
    const wrong = await importXliff(s.deps, s.organizer, s.process, scope, { language: yoruba, xml: back });
    expect(wrong).toMatchObject({ ok: false, error: { problem: { code: "wrong-language" } } });
  });
});

describe("the languages of a process", () => {
  test("are chosen by ticks, names and tags; what is none is named, and nothing is changed", async () => {
    value(await setLanguages([kurdish], "Yorùbá, zh-Hant, catalan"));
    expect((await processRow(s.deps, s.process.id)).languages).toEqual(["ca", "ckb", "yo", "zh-Hant"]);
    expect(await setLanguages([], "Nowherian, ca")).toMatchObject({
      ok: false,
      error: { code: "invalid", fields: { more: { values: { name: "Nowherian" } } } },
    });
    expect((await processRow(s.deps, s.process.id)).languages).toEqual(["ca", "ckb", "yo", "zh-Hant"]);
  });

  test("lose none of their texts when one is taken away: it is not offered, and back as it was", async () => {
    const { draft, unit } = await translated();
    value(await setTranslator(s.deps, s.organizer, s.process, s.participant.id, [kurdish]));
    const state = async () => {
      const process = await processRow(s.deps, s.process.id);
      const [clause] = await readClauses(s.deps, process, draft, kurdish, {
        withSource: false,
        passages: [],
      });
      return {
        read: clause?.state,
        found: (await found("ئاو")).length,
        may: await mayTranslate(s.deps, process, s.participant, false, kurdish),
        kept: await translatedTexts(s.deps.db, process.id),
      };
    };
    const kept = [{ language: "ckb", name: expect.any(String), count: 1 }];
    expect(await state()).toEqual({ read: "reviewed", found: 1, may: true, kept });
    value(await setLanguages([]));
    expect(await state()).toEqual({ read: "fallback", found: 0, may: false, kept });
    value(await setLanguages([kurdish]));
    expect(await state()).toEqual({ read: "reviewed", found: 1, may: true, kept });
    expect(unit).toBeTruthy();
  });

  test("never lose the one in which it is written", async () => {
    value(await setLanguages([yoruba]));
    expect((await processRow(s.deps, s.process.id)).languages).toEqual(["ca", "yo"]);
  });
});

test("a working version in such a language is written on like any other", async () => {
  const draft = await begun(s, "0.9");
  const [clause] = await written(s, draft, "La primera versió.");
  const [read] = await readClauses(s.deps, s.process, draft, catalan, { withSource: false, passages: [] });
  expect(read).toMatchObject({ id: clause, language: "ca", state: "source" });
});
