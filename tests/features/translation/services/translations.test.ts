import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import { draftScope, translationProgress } from "~/features/drafts/services/translations.server";
import { faqFromThread, faqHistory, findFaq, saveFaq } from "~/features/faq/services/faq.server";
import { listFaq } from "~/features/faq/services/listFaq.server";
import {
  reviewTranslation,
  saveTranslation,
  translationUnits,
} from "~/features/translation/services/translate.server";
import { mayTranslate, setTranslator } from "~/features/translation/services/translators.server";
import { exportXliff, importXliff } from "~/features/translation/services/xliff.server";
import type { Language } from "~/kernel/language/languages";
import { users } from "~db/schema/accounts";
import { processes } from "~db/schema/processes";
import { commented } from "~tests/support/comments";
import { clauseCalled, published, text, working } from "~tests/support/draftScenario";
import { processRow, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

async function fresh() {
  const made = await scenario(testDeps(db), { members: 0 });
  await made.deps.db
    .update(processes)
    .set({ languages: ["en", "es"] })
    .where(eq(processes.id, made.process.id));
  s = { ...made, process: await processRow(made.deps, made.process.id) };
  draft = await published(s, "0.1");
}

const units = async (of = draft) => translationUnits(s.deps, await draftScope(s.deps, of), "es");
const translate = async (unit: string, revision: number, body: string, who = s.participant) =>
  saveTranslation(s.deps, who, s.process, await draftScope(s.deps, draft), {
    language: "es",
    input: {
      unit,
      revision,
      texts: { heading: "El sistema", body },
    },
  });
const review = async (unit: string, revision: number, who = s.organizer) =>
  reviewTranslation(s.deps, who, s.process, await draftScope(s.deps, draft), {
    language: "es",
    input: { unit, revision },
  });
const shown = (of: DraftRow) => readClauses(s.deps, s.process, of, "es", { withSource: true, passages: [] });

describe("a translation", () => {
  test("is written by translators of its language, and organizers", async () => {
    await fresh();
    const may = (language: Language) => mayTranslate(s.deps, s.process, s.participant, false, language);
    expect(await may("es")).toBe(false);
    value(await setTranslator(s.deps, s.organizer, s.process, s.participant.id, ["es", "fr"]));
    expect([await may("es"), await may("fr"), await may("en")]).toEqual([true, false, false]);
    expect(await mayTranslate(s.deps, s.process, s.organizer, true, "es")).toBe(true);
  });

  test("is read once a second person has reviewed it; until then the source is, marked", async () => {
    await fresh();
    const { clauseId } = await clauseCalled(s, draft, "The system");
    value(await translate(clauseId, 0, "Aprende."));
    expect((await shown(draft))[1]).toMatchObject({
      state: "fallback",
      language: "en",
      heading: "The system",
    });
    expect(refusal(await review(clauseId, 1, s.participant))).toBe("second_person");
    value(await review(clauseId, 1));
    expect((await shown(draft))[1]).toMatchObject({
      state: "reviewed",
      language: "es",
      html: "<p>Aprende.</p>",
      source: { heading: "The system" },
    });
  });

  test("is stale when its source has changed, and says since what", async () => {
    await fresh();
    const { clauseId } = await clauseCalled(s, draft, "The system");
    value(await translate(clauseId, 0, "Aprende."));
    value(await review(clauseId, 1));
    const next = await working(s, "0.2", text.replace("as it was taught", "as it learned"));
    const unit = there((await units(next)).find(({ id }) => id === clauseId));
    expect(unit).toMatchObject({ state: "stale", row: { basedOn: { heading: "The system" } } });
    expect((await shown(next))[1]).toMatchObject({ state: "stale", language: "es" });
    const [progress] = await translationProgress(s.deps, s.process, next);
    expect(progress).toMatchObject({ language: "es", units: 3, missing: 2, stale: 1, reviewed: 0 });
  });

  test("that somebody saved meanwhile comes back beside what was typed", async () => {
    await fresh();
    const { clauseId } = await clauseCalled(s, draft, "The system");
    value(await translate(clauseId, 0, "Uno."));
    const refused = await translate(clauseId, 0, "Dos.", s.organizer);
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: "edited_meanwhile",
      current: { texts: { body: "Uno." }, revision: 1 },
    });
  });
});

describe("a file of a translator's tool", () => {
  const take = async (xml: string) =>
    importXliff(s.deps, s.participant, s.process, await draftScope(s.deps, draft), { language: "es", xml });
  const give = async () => exportXliff(s.deps, s.process, await draftScope(s.deps, draft), "es");
  const problem = async (xml: string) => {
    const before = await units();
    const taken = await take(xml);
    expect(await units()).toEqual(before);
    return taken.ok ? null : taken.error.problem;
  };

  test("comes back with translations, which wait for a reviewer", async () => {
    await fresh();
    const { clauseId, body } = await clauseCalled(s, draft, "The system");
    const filled = (await give()).replace(
      `<source>${body}</source>`,
      `<source>${body}</source><target>Aprende.</target>`,
    );
    expect(value(await take(filled)).units).toBe(1);
    const unit = there((await units()).find(({ id }) => id === clauseId));
    expect(unit.row).toMatchObject({ state: "draft", texts: { body: "Aprende." } });
    expect(value(await take(await give())).units).toBe(0);
  });

  test("that does not fit changes nothing, and the unit at fault is named", async () => {
    await fresh();
    const { clauseId, body } = await clauseCalled(s, draft, "The system");
    value(await translate(clauseId, 0, "Aprende."));
    const file = await give();
    expect(await problem("hello")).toEqual({ code: "not-xliff", unit: null });
    expect(await problem(file.replace('trgLang="es"', 'trgLang="fr"'))).toEqual({
      code: "wrong-language",
      unit: null,
    });
    expect(await problem(file.replace('<file id="0.1"', '<file id="0.2"'))).toEqual({
      code: "wrong-file",
      unit: null,
    });
    expect(await problem(file.replace(body, "Another wording."))).toEqual({
      code: "changed-source",
      unit: clauseId,
    });
    const stranger = crypto.randomUUID();
    expect(await problem(file.replace(clauseId, stranger))).toEqual({ code: "unknown-unit", unit: stranger });
  });
});

describe("a question with its answer", () => {
  test("can be made of a thread, with the credit of those who show their names", async () => {
    await fresh();
    const { id } = await commented(s, s.participant, draft, { body: "May I sell it?" });
    await s.deps.db
      .update(users)
      .set({ displayName: "Seat Nine", showsName: true })
      .where(eq(users.id, s.participant.id));
    const { number } = value(await faqFromThread(s.deps, s.organizer, s.process, id));
    const [entry] = (await listFaq(s.deps, s.process, "en", 1)).entries;
    expect(entry).toMatchObject({
      question: "May I sell it?",
      credit: { number: 1, label: "0.1", names: ["Seat Nine"] },
    });
    const input = { entry: number, revision: 1, question: "May it be sold?", answer: "Yes.", clauses: [] };
    value(await saveFaq(s.deps, s.organizer, s.process, input));
    expect(refusal(await saveFaq(s.deps, s.organizer, s.process, input))).toBe("edited_meanwhile");
    const row = there(await findFaq(s.deps, s.process, String(number)));
    expect((await faqHistory(s.deps, row)).map(({ question }) => question)).toEqual([
      "May I sell it?",
      "May it be sold?",
    ]);
    expect((await listFaq(s.deps, s.process, "es", 1)).entries[0]).toMatchObject({
      language: "en",
      state: "fallback",
    });
  });
});
