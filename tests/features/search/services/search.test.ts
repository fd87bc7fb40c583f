import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { changeList } from "~/features/components/services/changeList.server";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { hideComment, restoreComment } from "~/features/moderation/services/moderate.server";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { presets } from "~/features/rules/domain/presets";
import { type SearchFilter, searchAsMeant, searchProcess } from "~/features/search/services/search.server";
import { addQuestion } from "~/features/threads/services/addTopic.server";
import { splitTopic } from "~/features/threads/services/threadTools.server";
import { saveMinutes } from "~/features/townhalls/services/saveMinutes.server";
import { saveTranscript } from "~/features/townhalls/services/transcripts.server";
import type { ClauseId, CommentId, CompilationId, UserId } from "~/kernel/ids";
import { type Language, languages } from "~/kernel/language/languages";
import { plain } from "~/kernel/language/localized";
import { type SearchKind, searchKinds } from "~/kernel/text/searchConfigs";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { components } from "~db/schema/components";
import { processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { pageOf } from "~tests/http/support/page";
import { asStored } from "~tests/support/asStored";
import {
  begun,
  commented,
  firstVersion,
  inFrench,
  joinedUp,
  released,
  replied,
  reworded,
  written,
} from "~tests/support/comments";
import { processRow, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { suggested } from "~tests/support/suggestions";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { planned, posted, topicBy } from "~tests/support/threads";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  // What is looked for stands in what each test writes, and nowhere else.
  await s.deps.db.delete(components);
});
afterAll(() => db.close());

const search = (text: string, filter: SearchFilter = {}, page = 1) =>
  searchProcess(s.deps, s.process, text, filter, page);
const hits = async (text: string, filter: SearchFilter = {}) => (await search(text, filter)).hits;
/** Addresses of what is found below the process's own. */
const found = async (text: string, filter: SearchFilter = {}) =>
  (await hits(text, filter)).map(({ path }) => path.replace(`/p/${s.process.slug}/`, ""));
/** The pieces of the first passage that are marked. */
const marked = async (text: string) => there((await hits(text))[0]).passage.filter((_, at) => at % 2 === 1);

const hide = (id: CommentId) => hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." });
const restore = (id: CommentId) => restoreComment(s.deps, s.organizer, s.process, id, "A mistake.");

async function minuted(text: string, language: Language = "en") {
  const meeting = await planned(s);
  const input = { language, revision: 0, minutes: text, recordingUrl: "" };
  value(await saveMinutes(s.deps, s.organizer, s.process, meeting, input));
  return meeting;
}

async function transcribed(text: string, language: Language = "en") {
  const meeting = await planned(s);
  value(await saveTranscript(s.deps, s.organizer, s.process, meeting, { language, transcript: text }));
  return meeting;
}

const topicIn = (language: Language, body: string, title = "-") =>
  topicBy(s, s.participant, { language, body, title });

const listed = async (title: string) =>
  value(
    await changeList(s.deps, s.organizer, s.process, "en", {
      change: { kind: "added", added: [{ title, category: "data", description: "" }] },
      reason: "It was missing.",
    }),
  );

/** A published result of this title; of its count nothing is read here. */
async function counted(title: string, publishedAt: Date | null = s.deps.now()): Promise<number> {
  const number = 77;
  await s.deps.db.insert(compilations).values({
    id: s.deps.newId() as CompilationId,
    processId: s.process.id,
    ...{ number, title: plain(title, "en"), intro: plain("", "en"), roundIds: [] },
    ...{ rule: presets["person-share"], ruleHash: "", declaredBefore: true },
    result: {} as ResultDocument,
    createdAt: s.deps.now(),
    publishedAt,
  });
  return number;
}

/** The word in each kind of text, with the address at which it is read. */
async function everywhere(word: string) {
  const { draft, clauses } = await firstVersion(s, `The clause says ${word}.`);
  const comment = await commented(s, s.participant, draft, { body: `The comment says ${word}.` });
  const other = await commented(s, s.participant, draft, { body: "Nothing here." });
  await replied(s, s.facilitator, other.id, `The reply says ${word}.`);
  const titled = await topicBy(s, s.participant, { title: `The title says ${word}` });
  const topic = await topicBy(s, s.participant, { body: `The topic says ${word}.` });
  const untitled = await topicBy(s, s.participant, { title: "Plain" });
  await posted(s, s.facilitator, untitled.number, `The post says ${word}.`);
  const words = { key: randomUUID(), language: "en" as const, body: `Who says ${word}?`, speaksAs: null };
  const question = value(await addQuestion(s.deps, s.participant, s.process, (await planned(s)).id, words));
  const minutesOf = await minuted(`The minutes say ${word}.`);
  const transcript = await transcribed(`Ann: Nothing.\n\nBob: The transcript says ${word}.`);
  await listed(`The component of the ${word}`);
  const result = await counted(`The votes on the ${word}`);
  return {
    component: ["components#the-component-of-the-zeppelin"],
    result: [`results/${result}`],
    comment: [`comments/${comment.id}`, `comments/${other.id}?post=1`],
    topic: [titled, topic, question]
      .map(({ number }) => `threads/${number}`)
      .concat(`threads/${untitled.number}?post=1`),
    clause: [`drafts/0.1/clauses/${clauses[0]}`],
    minutes: [`townhalls/${minutesOf.number}`],
    transcript: [`townhalls/${transcript.number}/transcript?from=2#t-2`],
  } satisfies Record<SearchKind, string[]>;
}

describe("a word", () => {
  test("is found in everything that was said and written, and leads to where it is read", async () => {
    const places = await everywhere("zeppelin");
    expect((await found("zeppelin")).sort()).toEqual(Object.values(places).flat().sort());
    for (const kind of searchKinds)
      expect([kind, (await found("zeppelin", { kind })).sort()]).toEqual([kind, places[kind].sort()]);
    expect(await found("zeppelins")).toHaveLength(11);
    expect(await found("airship")).toEqual([]);
  });

  test("is not found in a result that is not published", async () => {
    await counted("The votes on the zeppelin", null);
    expect(await found("zeppelin")).toEqual([]);
  });

  test("is found beside the name of the place, its language, its day and its passage", async () => {
    const { draft, clauses } = await firstVersion(s, "The clause says zeppelin.");
    const made = await commented(s, s.participant, draft, { body: "The comment says zeppelin." });
    const topic = await topicBy(s, s.participant, { title: "Flying", body: "The topic says zeppelin." });
    await posted(s, s.facilitator, topic.number, "The post says zeppelin.");
    await transcribed("Bob: The transcript says zeppelin.");
    const all = await hits("zeppelin");
    const of = (kind: SearchKind) => all.filter((one) => one.kind === kind);
    expect(of("comment")).toEqual([
      {
        kind: "comment",
        path: `/p/${s.process.slug}/comments/${made.id}`,
        name: "1 · 0.1",
        language: "en",
        at: clock.now().toISOString(),
        passage: ["The comment says ", "zeppelin", "."],
      },
    ]);
    expect(of("topic").map(({ name }) => name)).toEqual(["Flying", "Flying"]);
    expect(
      of("topic")
        .find(({ path }) => !path.includes("post"))
        ?.passage.join(""),
    ).toBe("Flying — The topic says zeppelin.");
    expect(of("clause")).toMatchObject([{ name: "The clause says zeppelin. · 0.1", language: "en" }]);
    expect(of("clause")[0]?.path).toContain(String(clauses[0]));
    expect(of("transcript")).toMatchObject([{ name: "1 · Bob" }]);
  });

  test("counts more in a title than in a text", async () => {
    await topicBy(s, s.participant, { title: "Zeppelin", body: "Something." });
    clock.forward(minutes(1));
    await topicBy(s, s.participant, { title: "Something", body: "A zeppelin." });
    expect(await found("zeppelin")).toEqual(["threads/1", "threads/2"]);
  });

  test("that only a suggestion brings into a clause leads to the suggestion, and not to what the clause says", async () => {
    const { draft, clauses } = await firstVersion(s, "Everybody may use the airship for any purpose.");
    const suggestion = await suggested(
      s,
      s.participant,
      draft,
      there(clauses[0]),
      "Everybody may use the zeppelin for any purpose.",
    );
    expect(await found("zeppelin")).toEqual([`comments/${suggestion}`]);
    expect(await marked("zeppelin")).toEqual(["zeppelin"]);
    expect(await found("airship")).toEqual([expect.stringMatching(/^drafts\//)]);
  });

  test("is found as last worded, and where the post stands now", async () => {
    const { number } = await topicBy(s, s.participant);
    const { id } = await posted(s, s.facilitator, number, "An airship.");
    const edit = { comment: id, version: 1, body: "A zeppelin.", proposal: "" };
    value(await editComment(s.deps, s.facilitator, s.process, edit));
    expect(await found("airship")).toEqual([]);
    expect(await found("zeppelin")).toEqual(["threads/1?post=1"]);
    const split = { from: 1, only: "yes", title: "Flying" } as const;
    value(await splitTopic(s.deps, s.organizer, s.process, number, split));
    expect(await found("zeppelin")).toEqual(["threads/2"]);
    expect(await found("flying")).toEqual(["threads/2"]);
  });
});

describe("the clauses of versions", () => {
  test("are found in the newest version that says it, not in working ones", async () => {
    const { clauses } = await firstVersion(s, "A zeppelin.", "An airship.");
    const [first, second] = clauses as [ClauseId, ClauseId];
    const next = await begun(s, "0.2");
    await reworded(s, next, second, "A balloon.");
    await written(s, next, "A submarine.");
    expect(await found("zeppelin")).toEqual([`drafts/0.1/clauses/${first}`]);
    expect(await found("balloon")).toEqual([]);
    expect(await found("submarine")).toEqual([]);
    await released(s, next);
    expect(await found("zeppelin")).toEqual([`drafts/0.2/clauses/${first}`]);
    expect(await found("balloon")).toEqual([`drafts/0.2/clauses/${second}`]);
    expect(await found("airship")).toEqual([`drafts/0.1/clauses/${second}`]);
    expect(await found("submarine")).toHaveLength(1);
  });

  test("that were taken out before it was published are not found, nor is their translation", async () => {
    const draft = await begun(s, "0.1");
    const [first, second, third] = (await written(s, draft, "A zeppelin.", "An airship.", "A balloon.")) as [
      ClauseId,
      ClauseId,
      ClauseId,
    ];
    await inFrench(s, draft, second, "Un dirigeable.");
    await inFrench(s, draft, first, "Un aérostat.");
    await inFrench(s, draft, third, "Un ballon.");
    value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "remove", clause: second }));
    await joinedUp(s, draft, first);
    await released(s, draft);
    for (const word of ["dirigeable", "airship"]) expect(await found(word)).toEqual([]);
    expect(await found("zeppelin")).toEqual([`drafts/0.1/clauses/${first}`]);
  });

  test("are found in reviewed translations, and in no others", async () => {
    const draft = await begun(s, "0.1");
    const [first, second] = (await written(s, draft, "A zeppelin.", "An airship.")) as [ClauseId, ClauseId];
    await inFrench(s, draft, first, "Un dirigeable.");
    await inFrench(s, draft, second, "Une montgolfière.", { isReviewed: false });
    expect(await found("dirigeable")).toEqual([]);
    await released(s, draft);
    expect(await hits("dirigeables")).toMatchObject([
      { kind: "clause", language: "fr", path: `/p/${s.process.slug}/drafts/0.1/clauses/${first}` },
    ]);
    expect(await found("montgolfière")).toEqual([]);
    await inFrench(s, draft, second, "Une montgolfière.", { revision: 1 });
    expect(await found("montgolfières")).toEqual([`drafts/0.1/clauses/${second}`]);
    await inFrench(s, draft, first, "Un aérostat.", { revision: 1, isReviewed: false });
    // What was reviewed stays with readers until another wording of it is reviewed too.
    expect(await found("dirigeable")).toEqual([`drafts/0.1/clauses/${first}`]);
    expect(await found("aérostat")).toEqual([]);
  });
});

describe("each language", () => {
  test.each([
    [
      "en",
      "The licences of trained models",
      ["licence", "TRAINING", "model", "trains"],
      ["licensee", "modul"],
    ],
    [
      "es",
      "Los códigos y las licencias de los modelos",
      ["código", "codigo", "licencia", "Modelo"],
      ["codicia"],
    ],
    [
      "fr",
      "L'entraînement des modèles ouverts",
      ["entraînements", "modele", "modèle", "ouverte"],
      ["modérer"],
    ],
    [
      "ar",
      "يجب أن تكون شفرة النموذج المفتوحة تحت رُخصة",
      ["نموذج", "للنموذج", "الشفرة", "مفتوح", "الرخصة"],
      ["سفينة"],
    ],
  ] as const)("%s is searched by its own forms of words", async (language, body, finds, misses) => {
    await topicIn(language, body);
    for (const word of finds) expect([word, await found(word)]).toEqual([word, ["threads/1"]]);
    for (const word of misses) expect([word, await found(word)]).toEqual([word, []]);
  });

  // One language of each kind: with a dictionary of its own, from right to left, and searched word by word as it stands.
  test.each([
    ["en", "All models.", "model"],
    ["fr", "Tous les modèles.", "modele"],
    ["ar", "كل النموذج.", "نموذج"],
    ["pt-BR", "Todos os modelos.", "modelo"],
    ["hi", "सभी मॉडल देखें।", "मॉडलों"],
  ] as const)("%s is searched in clauses, minutes and transcripts, too", async (language, text, asked) => {
    await s.deps.db.update(processes).set({ sourceLanguage: language }).where(eq(processes.id, s.process.id));
    s = { ...s, process: await processRow(s.deps, s.process.id) };
    const { draft } = await firstVersion(s, text);
    await commented(s, s.participant, draft, { language, body: text });
    await minuted(text, language);
    await transcribed(text, language);
    const kinds = (await hits(asked)).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(["clause", "comment", "minutes", "transcript"]);
    expect(new Set((await hits(asked)).map((one) => one.language))).toEqual(new Set([language]));
  });

  test("of a component or a result is searched by itself, whatever the others say", async () => {
    const text = {
      en: "The open data of models",
      es: "Los datos de los modelos",
      fr: "Les données d’un modèle open",
      ja: "モデルのデータ",
    };
    await listed("Anything");
    await s.deps.db.update(components).set({ title: { source: "en", text } });
    await counted("Anything");
    await s.deps.db.update(compilations).set({ title: { source: "en", text } });
    for (const kind of ["component", "result"] as const) {
      const inLanguages = async (asked: string, filter: SearchFilter = {}) =>
        (await hits(asked, { ...filter, kind })).map(({ language }) => language).sort();
      expect(await inLanguages("model")).toEqual(["en", "es", "fr"]);
      expect(await inLanguages("modelos")).toEqual(["es"]);
      expect(await inLanguages("donnee")).toEqual(["fr"]);
      expect(await inLanguages("データ")).toEqual(["ja"]);
      // A word that must not be there may be in another language of it.
      expect(await inLanguages("model -open")).toEqual(["es"]);
      expect(await inLanguages("-open")).toEqual(["es", "ja"]);
      expect(await inLanguages("-open or données")).toEqual(["es", "fr", "ja"]);
      expect(await inLanguages('"datos de los"')).toEqual(["es"]);
      expect(await inLanguages('"los datos data"')).toEqual([]);
      expect(await inLanguages("datos open")).toEqual([]);
      expect(await inLanguages("model", { language: "fr" })).toEqual(["fr"]);
    }
  });

  test("can be the only one that is searched", async () => {
    for (const language of languages) await topicIn(language, "Zeppelin.");
    expect(await found("zeppelin")).toHaveLength(languages.length);
    for (const [at, language] of languages.entries()) {
      expect(await found("zeppelin", { language })).toEqual([`threads/${at + 1}`]);
      expect(await found("zeppelin", { language, kind: "comment" })).toEqual([]);
    }
  });
});

describe("who said it, and when", () => {
  test("narrows what is found: by days, and by names that are shown, whatever their case and accents", async () => {
    const day = () => clock.now().toISOString().slice(0, 10);
    await s.deps.db
      .update(users)
      .set({ displayName: "Zoë O'Hara", showsName: true })
      .where(eq(users.id, s.participant.id));
    await s.deps.db
      .update(users)
      .set({ displayName: "Zoe Hidden", showsName: false })
      .where(eq(users.id, s.facilitator.id));
    const first = day();
    await topicBy(s, s.participant, { body: "A zeppelin." });
    clock.forward(minutes(3 * 24 * 60));
    const second = day();
    await topicBy(s, s.facilitator, { body: "Another zeppelin." });
    await transcribed("Zoë: A third zeppelin.\n\nBob: A fourth zeppelin.");
    await listed("The zeppelin");
    expect(await found("zeppelin", { until: first })).toEqual(["threads/1"]);
    expect(await found("zeppelin", { since: first, until: first })).toEqual(["threads/1"]);
    expect(await found("zeppelin", { since: second, kind: "topic" })).toEqual(["threads/2"]);
    expect(await found("zeppelin", { since: second, until: first })).toEqual([]);
    for (const by of ["zoe", "ZOË", "o'hara"])
      expect(await found("zeppelin", { by, kind: "topic" })).toEqual(["threads/1"]);
    expect((await found("zeppelin", { by: "zoe" })).map((path) => path.split("/")[0]).sort()).toEqual([
      "threads",
      "townhalls",
    ]);
    expect(await found("zeppelin", { by: "hidden" })).toEqual([]);
    expect(await found("zeppelin", { by: "%" })).toHaveLength(5);
    expect(await found("zeppelin", { by: "nobody" })).toEqual([]);
  });
});

describe("what is asked", () => {
  beforeEach(async () => {
    await topicIn("en", "All weights and the code are open.");
    await topicIn("en", "The open code weights little.");
    await topicIn("en", "Training data.");
  });
  test.each([
    ["open code", ["threads/1", "threads/2"]],
    ['"open code"', ["threads/2"]],
    ['"code are open"', ["threads/1"]],
    ["weights -little", ["threads/1"]],
    ['weights -"open code"', ["threads/1"]],
    ["data or little", ["threads/2", "threads/3"]],
    ["open data", []],
    ["-open", ["threads/3"]],
    ["the", []],
    ["", []],
    ["   ", []],
  ])("as %s finds %j", async (text, wanted) => {
    expect((await found(text)).sort()).toEqual(wanted);
  });

  test.each([
    `'"&|!:*()<>`,
    "'",
    '"',
    "\\",
    "%_",
    "a & b | !c <-> d:*",
    "weights:*A",
    "--",
    "- - -",
    "or",
    "or or or",
    '"" "" -""',
    "$1 {{y}} ?",
    "'; drop table comments; --",
    "🛩️",
    "\uE000\uE001",
    "x".repeat(200),
    "weights ".repeat(25),
    "-a ".repeat(66),
    "-".repeat(200),
    "-(".repeat(100),
    "a-".repeat(100),
    "人".repeat(200),
    "'a' <-> 'b':* | !!",
    '"'.repeat(200),
    "the of and to",
    "et le la les",
    "في من على",
    "\u0301",
    "مــــــ",
  ])("as %j is no error", async (text) => {
    for (const filter of [{}, { kind: "comment" as const }, { language: "ar" as const }])
      expect(Array.isArray((await search(text, filter)).hits)).toBe(true);
  });
});

describe("words as people type them", () => {
  test.each([
    [
      "en",
      "An open-source model.",
      ["open-source", "open", "source", "Open Source", "open-sour", '"open source"'],
    ],
    ["en", "An open source model.", ["open-source", "open\u2011source"]],
    ["en", "The model of AT&T.", ["AT&T", "at&t", '"AT&T"']],
    ["en", "They don’t publish it.", ["don't", "don’t", "don't publish"]],
    ["en", "Transparency is needed.", ["transp", "transparen", "TRANSPARENCY"]],
    ["en", "Die Straße ist Łódź, Ærø.", ["strasse", "STRASSE", "straße", "lodz", "aero", "ærø"]],
    ["en", "Open\u00ADness of w\u0065\u0301ights.", ["openness", "wéights", "weights"]],
    ["fr", "Les données d’une œuvre.", ["donnees", "donnée", "DONNEES", "donn", "oeuvre", "œuvres", "oeuv"]],
    ["es", "La participación y el diseño.", ["participacion", "participaciones", "diseno", "partic"]],
    ["en", "人工智能的定义应当公开。", ["智能的定义", "公开", "义", "人", '"人工智能"']],
    ["en", "オープンソースの定義です。", ["ソース", "の定義", "オープン"]],
    ["en", "ซอฟต์แวร์เสรี", ["เสรี"]],
    ["ar", "النموذج المفتوح والبيانات", ["نموذج", "النموذج", "مفتوح", "بيانات", "البيانات", "وبيانات"]],
    ["ar", "نموذج وبيانات", ["النموذج", "البيانات", "للنموذج"]],
    ["ar", "إدارة مستوى الحرية", ["ادارة", "أداره", "مستوي", "حريه", "الحُرّيّة"]],
    ["ar", "سنة ٢٠٢٤", ["2024"]],
  ] as const)("find in %s “%s” %j", async (language, body, asked) => {
    await topicIn(language, body);
    for (const text of asked) {
      expect([text, await found(text)]).toEqual([text, ["threads/1"]]);
      expect([text, (await marked(text)).length > 0]).toEqual([text, true]);
    }
  });

  test.each([
    ["en", "A source that is open.", "open-source"],
    ["en", "At night, T is dark.", "at&t"],
    ["en", "Transparency.", '"transp"'],
    ["en", "人工智能", "工人"],
    ["en", "人工智能", "智人"],
    ["en", "The model.", "odel"],
  ] as const)("do not find in %s “%s” %s", async (language, body, asked) => {
    await topicIn(language, body);
    expect(await found(asked)).toEqual([]);
  });
});

test("a slip is mended by the words that every kind of text has, as long as it has them", async () => {
  await everywhere("zeppelin");
  const all = await hits("zeppelin");
  const { hits: meant, corrected } = await searchAsMeant(s.deps, s.process, "zepelin", {});
  expect(corrected).toBe("zeppelin");
  expect(meant).toEqual(all);
  for (const kind of searchKinds) {
    const { hits: some } = await searchAsMeant(s.deps, s.process, "zepplin", { kind });
    expect([kind, some.length > 0]).toEqual([kind, true]);
  }
});

describe("what is not public", () => {
  test("is not found: hidden comments, hidden topics, hidden replies and all replies of a hidden root", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const comment = await commented(s, s.participant, draft, { body: "A zeppelin." });
    const reply = await replied(s, s.facilitator, comment.id, "Another zeppelin.");
    const topic = await topicBy(s, s.participant, { title: "Zeppelin" });
    const post = await posted(s, s.facilitator, topic.number, "Yet another zeppelin.");
    expect(await found("zeppelin")).toHaveLength(4);
    value(await hide(reply));
    value(await hide(post.id));
    expect((await found("zeppelin")).sort()).toEqual([`comments/${comment.id}`, `threads/${topic.number}`]);
    value(await restore(reply));
    value(await restore(post.id));
    for (const one of [comment.id, topic.id]) value(await hide(one));
    expect(await found("zeppelin")).toEqual([]);
    for (const one of [comment.id, topic.id]) value(await restore(one));
    expect(await found("zeppelin")).toHaveLength(4);
  });

  test("of this process, is not found in another one", async () => {
    await everywhere("zeppelin");
    const other = await scenario(s.deps, { members: 0 });
    expect(await searchProcess(s.deps, other.process, "zeppelin", {}, 1)).toEqual({
      hits: [],
      hasMore: false,
    });
  });
});

describe("a passage", () => {
  test("marks the words that were looked for, in the form in which they stand there", async () => {
    await topicIn("en", "Two Zeppelins, and a ZEPPELIN that flies over trained models.", "One");
    expect(await marked("zeppelin")).toEqual(["Zeppelins", "ZEPPELIN"]);
    expect(await marked("training model")).toEqual(["trained", "models"]);
    expect(await marked('"trained models"')).toEqual(["trained", "models"]);
  });

  test.each([
    ["An open-source model is an open source model.", "open-source", ["open-source", "open", "source"]],
    ["At night, AT&T is at work.", "AT&T", ["AT&T"]],
    ["Ce n’est pas l’œuvre", "oeuvre", ["œuvre"]],
    ["人工智能的定义", "智能", ["智能"]],
    ["Open weights. -code", "weights -airship", ["weights"]],
  ])("of “%s” marks of %s only %j", async (body, asked, wanted) => {
    await topicIn("en", body);
    expect(await marked(asked)).toEqual(wanted);
  });

  test("is the part of a long text that says it", async () => {
    const filler = (from: number) => Array.from({ length: 400 }, (_, i) => `word${from + i}`).join(" ");
    await topicIn("en", `${filler(0)} zeppelin ${filler(400)}`);
    const { passage } = there((await hits("zeppelin"))[0]);
    expect(passage[1]).toBe("zeppelin");
    expect(passage.join("").length).toBeLessThan(1000);
    expect(passage.join("")).toContain("word399");
  });

  test("leaves tags as they were written and Markdown's marks out, and no text marks itself", async () => {
    const body = "<b>zeppelin</b> <script>alert(1)</script> **zeppelin** [x](javascript:y) \uE000never\uE001";
    await topicIn("en", body, "<i>Title</i>");
    const [hit] = await hits("zeppelin");
    const { passage, name } = there(hit);
    expect(name).toBe("<i>Title</i>");
    expect(passage.filter((_, at) => at % 2 === 1)).toEqual(["zeppelin", "zeppelin"]);
    expect(passage.join("")).toBe(
      "<i>Title</i> — <b>zeppelin</b> <script>alert(1)</script> zeppelin x \uE000never\uE001",
    );
  });

  test("without the word, as where only others must not be there, marks nothing", async () => {
    await topicIn("en", "A zeppelin.");
    expect((await hits("-airship")).map(({ passage }) => passage.length)).toEqual([1]);
  });
});

describe("the longest text that is taken", () => {
  const letters = (at: number) => String.fromCodePoint(0x4e00 + ((at * 7919 + (at >> 3) * 31) % 20_000));
  test.each([
    ["of common words", "word ".repeat(11_990)],
    [
      "of words of one kind each",
      Array.from({ length: 8000 }, (_, at) => `é${at * 7919}`)
        .join(" ")
        .slice(0, 59_000),
    ],
    ["without a space", Array.from({ length: 59_000 }, (_, at) => letters(at)).join("")],
    ["of one word", "x".repeat(59_000)],
  ])("is stored and found, %s", async (_, text) => {
    const meeting = await minuted(`${text} zeppelin`);
    expect(await found("zeppelin")).toEqual([`townhalls/${meeting.number}`]);
    expect(await marked("zeppelin")).toEqual(["zeppelin"]);
  });
});

describe("many finds", () => {
  const total = 450;
  /** Topics as they would be after years: all but the last ten of the same words, some of the same moment. */
  async function many() {
    const rows = Array.from({ length: total }, (_, at) => ({
      id: randomUUID() as CommentId,
      processId: s.process.id,
      kind: "topic" as const,
      title: "Flying",
      category: "general" as const,
      number: at + 1,
      authorId: s.participant.id as UserId,
      language: "en" as const,
      type: "general" as const,
      stance: "neutral" as const,
      body: asStored(at >= total - 10 ? "Zeppelin zeppelin zeppelin." : "A zeppelin."),
      createdAt: new Date(clock.now().getTime() + Math.floor(at / 100) * 1000),
    }));
    await s.deps.db.insert(comments).values(rows);
  }

  test("come in pages without doubles, the best first, the newest before others", async () => {
    await many();
    const seen: string[] = [];
    let page = 1;
    let more = true;
    while (more) {
      const { hits: some, hasMore } = await search("zeppelin", {}, page);
      expect(some).toHaveLength(20);
      seen.push(...some.map(({ path }) => path));
      more = hasMore;
      page++;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(400);
    const numbers = seen.map((path) => Number(path.split("/").at(-1)));
    expect(numbers.slice(0, 10).every((one) => one > total - 10)).toBe(true);
    expect(numbers.slice(10, 50).every((one) => one > 400 && one <= total - 10)).toBe(true);
    expect((await search("zeppelin", {}, page)).hits).toEqual([]);
    expect((await search("zeppelin", {}, 15)).hits).toHaveLength(20);
  });

  test("end with a page that says there are more", async () => {
    await many();
    const page = (number: number) =>
      pageOf("search/search.tsx", {
        ...{ deps: s.deps, params: { process: s.process.slug }, search: `?q=zeppelin&page=${number}` },
      });
    const more = "More was found than is shown.";
    expect(await page(14)).not.toContain(more);
    expect(await page(14)).toContain("page=15");
    expect(await page(15)).toContain(more);
    expect(await page(15)).not.toContain("page=16");
  });

  test("are the same ones each time, and a rare word is found however old it is", async () => {
    await many();
    await s.deps.db
      .update(comments)
      .set({ body: asStored("A montgolfier and a zeppelin.") })
      .where(eq(comments.number, 1));
    expect((await search("zeppelin", {}, 3)).hits).toEqual((await search("zeppelin", {}, 3)).hits);
    expect(await found("montgolfier")).toEqual(["threads/1"]);
  });
});
