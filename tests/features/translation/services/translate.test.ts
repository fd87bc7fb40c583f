import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { editClause } from "~/features/drafts/services/editClause.server";
import { type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import { draftScope } from "~/features/drafts/services/translations.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import {
  reviewTranslation,
  saveTranslation,
  sendBackTranslation,
  translationUnits,
} from "~/features/translation/services/translate.server";
import { readTranslation } from "~/features/translation/services/translationPage.server";
import {
  listTranslators,
  mayTranslate,
  setTranslator,
} from "~/features/translation/services/translators.server";
import { exportXliff, importXliff } from "~/features/translation/services/xliff.server";
import type { ClauseId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { begun, clauseIn, firstVersion, inFrench, reworded, written } from "~tests/support/comments";
import { readIn } from "~tests/support/drafts";
import {
  nobody,
  type Person,
  refusal,
  type Scenario,
  scenario,
  suspended,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const marked = 'Use <b>it</b> & "share" it,\n\n- as `&lt;` says\n- 分享 😀 ]]>';

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let one: ClauseId;
let two: ClauseId;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await readIn(testDeps(db), "fr", "es");
  draft = await begun(s, "0.1");
  [one, two] = (await written(s, draft, marked, "Two.")) as [ClauseId, ClauseId];
});

const shown = { withSource: false, passages: [] };
const scope = () => draftScope(s.deps, draft);
const units = async () => translationUnits(s.deps, await scope(), "fr");
const unit = async (id: ClauseId) => there((await units()).find((known) => known.id === id));
const give = async () => exportXliff(s.deps, s.process, await scope(), "fr");
const take = async (xml: string) =>
  importXliff(s.deps, s.organizer, s.process, await scope(), { language: "fr", xml });
const save = async (id: string, revision: number, texts: Record<string, string>) =>
  saveTranslation(s.deps, s.organizer, s.process, await scope(), {
    language: "fr",
    input: { unit: id, revision, texts },
  });
const review = async (id: string, revision: number) =>
  reviewTranslation(s.deps, s.facilitator, s.process, await scope(), {
    language: "fr",
    input: { unit: id, revision },
  });
async function titled(heading: string) {
  const { revision, kind, stability, body } = await clauseIn(s, draft, two);
  const text = { kind, stability, body, heading };
  value(await editClause(s.deps, s.organizer, draft, two, { revision, text }));
}

describe("a file that goes out and comes in again as it is", () => {
  test("changes nothing, whatever is in the text, and what was reviewed stays so", async () => {
    await inFrench(s, draft, one, marked.replace("share", "partager"));
    await inFrench(s, draft, two, "Deux.", { isReviewed: false });
    const before = await units();
    expect(value(await take(await give()))).toEqual({ units: 0, left: [] });
    expect(await units()).toEqual(before);
    expect(before.map(({ state }) => state)).toEqual(["reviewed", "draft"]);
  });

  test("changes nothing when a translation is stale: it is asked for anew", async () => {
    await inFrench(s, draft, two, "Deux.");
    await reworded(s, draft, two, "Two, and more.");
    const before = await units();
    const file = await give();
    expect(file).toContain('state="initial"><source>Two, and more.</source><target>Deux.</target>');
    expect(value(await take(file))).toEqual({ units: 0, left: [{ unit: two, why: "old" }] });
    expect(await units()).toEqual(before);
  });

  test("has the old translation of a text that changed, which counts once a translator has looked at it", async () => {
    await inFrench(s, draft, two, "Deux.");
    await reworded(s, draft, two, "Two, and more.");
    const file = await give();
    const looked = file.replace('state="initial"><source>Two, and', 'state="translated"><source>Two, and');
    expect(value(await take(looked))).toEqual({ units: 1, left: [] });
    expect(await unit(two)).toMatchObject({ state: "draft", row: { texts: { body: "Deux." } } });
  });
});

describe("a file that comes in", () => {
  const filled = async (target: string) =>
    (await give()).replace("<source>Two.</source>", `<source>Two.</source><target>${target}</target>`);

  test("waits for a second person, whatever the file says", async () => {
    const file = (await filled("Deux.")).replaceAll(/state="\w+"/g, 'state="final"');
    expect(value(await take(file))).toEqual({ units: 1, left: [] });
    expect(await unit(two)).toMatchObject({ state: "draft", row: { texts: { body: "Deux." }, revision: 1 } });
    const own = { unit: two as string, revision: 1 };
    expect(
      refusal(
        await reviewTranslation(s.deps, s.organizer, s.process, await scope(), {
          language: "fr",
          input: own,
        }),
      ),
    ).toBe("second_person");
  });

  test("does not pass an old heading for a translation of the new one", async () => {
    await titled("A title");
    value(await save(two, 0, { heading: "Un titre", body: "Deux." }));
    await reworded(s, draft, two, "Two, and more.");
    await titled("Another title");
    const source = "<source>Two, and more.</source>";
    const file = (await give()).replace(source, `${source}<target>Deux, et plus.</target>`);
    expect(value(await take(file))).toEqual({ units: 1, left: [{ unit: two, why: "old" }] });
    expect(await unit(two)).toMatchObject({ state: "missing", row: { texts: { body: "Deux, et plus." } } });
    expect((await unit(two)).row?.texts).not.toHaveProperty("heading");
  });

  test("keeps what of a translation is still right", async () => {
    await titled("A title");
    value(await save(two, 0, { heading: "Un titre", body: "Deux." }));
    await reworded(s, draft, two, "Two, and more.");
    const source = "<source>Two, and more.</source>";
    const file = (await give()).replace(source, `${source}<target>Deux, et plus.</target>`);
    value(await take(file));
    expect(await unit(two)).toMatchObject({
      state: "draft",
      row: { texts: { heading: "Un titre", body: "Deux, et plus." } },
    });
  });

  test("is taken whole or not at all, and the unit at fault is named", async () => {
    const good = await filled("Deux.");
    const stranger = s.process.id as string;
    const cut = good.slice(0, good.indexOf("</file>"));
    const unitOfTwo = there(good.match(new RegExp(`<unit id="${two}".*?</unit>`, "s")))[0];
    const cases: [string, string, string, string | null][] = [
      ["another language", good.replace('trgLang="fr"', 'trgLang="es"'), "wrong-language", null],
      ["another source", good.replace('srcLang="en"', 'srcLang="es"'), "wrong-language", null],
      ["another version", good.replace('<file id="0.1"', '<file id="0.9"'), "wrong-file", null],
      [
        "an unknown unit",
        good.replace("</file>", `${unitOfTwo.replace(two, stranger)}</file>`),
        "unknown-unit",
        stranger,
      ],
      ["a changed source", good.replace(">Two.</source>", ">Too.</source>"), "changed-source", two],
      ["a unit twice", good.replace("</file>", `${unitOfTwo}</file>`), "twice", two],
      ["a control character", good.replace("Deux.", "Deux.\u0007"), "unknown-unit", two],
      ["a cut file", cut, "not-xliff", null],
      ["another kind of file", "<html></html>", "not-xliff", null],
      ["nothing", " ", "not-xliff", null],
      ["a document type", good.replace("<xliff", "<!DOCTYPE xliff><xliff"), "not-xliff", null],
      [
        "an entity",
        good
          .replace("<xliff", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><xliff')
          .replace("Deux.", "&e;"),
        "not-xliff",
        null,
      ],
    ];
    for (const [what, file, code, at] of cases) {
      const taken = await take(file);
      expect(taken.ok ? null : taken.error, what).toEqual({ code: "bad_units", problem: { code, unit: at } });
      expect(
        (await units()).map(({ row }) => row),
        what,
      ).toEqual([null, null]);
    }
    expect(value(await take(good))).toEqual({ units: 1, left: [] });
  });
});

describe("a translation", () => {
  test("is not reviewed in a wording that nobody has read, nor of a text that has changed", async () => {
    value(await save(two, 0, { body: "Deux." }));
    value(await save(two, 1, { body: "Et deux." }));
    expect(refusal(await review(two, 1))).toBe("edited_meanwhile");
    await reworded(s, draft, two, "Two, and more.");
    expect(refusal(await review(two, 2))).toBe("edited_meanwhile");
    expect(refusal(await review(one, 0))).toBe("not_found");
  });

  test("that was reviewed stays with readers until another wording is reviewed too, which says what is different", async () => {
    await inFrench(s, draft, two, "Deux.");
    const { revision } = there((await unit(two)).row);
    value(await save(two, revision, { body: "Et deux." }));
    const read = async () => (await readClauses(s.deps, s.process, draft, "fr", shown))[1];
    expect(await read()).toMatchObject({ state: "reviewed", language: "fr" });
    expect((await read())?.html).toContain("Deux.");
    expect((await read())?.html).not.toContain("Et deux.");
    const waiting = await readTranslation(s.deps, s.process, await scope(), "fr", {
      ...{ actor: s.facilitator, page: 1, mayEdit: true },
      asked: { state: null, words: "" },
    });
    expect(waiting.counts).toMatchObject({ draft: 1, reviewed: 0 });
    expect(waiting.units[1]).toMatchObject({ texts: { body: "Et deux." }, isOwn: false });
    expect(waiting.units[1]?.instead).toHaveLength(1);
    expect(await give()).toContain("Et deux.");
    expect(refusal(await review(two, revision))).toBe("edited_meanwhile");
    value(await review(two, revision + 1));
    expect((await read())?.html).toContain("Et deux.");
    expect(await unit(two)).toMatchObject({ state: "reviewed", row: { reviewerId: s.facilitator.id } });
  });

  test("that waits can be sent back with a note, which its translator is told, and readers keep what they have", async () => {
    await inFrench(s, draft, two, "Deux.");
    const { revision } = there((await unit(two)).row);
    value(await save(two, revision, { body: "Et deux." }));
    const sendBack = async (actor: Person, note: string) =>
      sendBackTranslation(s.deps, actor, s.process, await scope(), {
        language: "fr",
        input: { unit: two, revision: revision + 1, note },
      });
    expect(refusal(await sendBack(s.organizer, "Not mine."))).toBe("second_person");
    value(await sendBack(s.facilitator, "“Et” is not there."));
    expect(await unit(two)).toMatchObject({
      row: { sentBack: "“Et” is not there." },
      read: { body: "Deux." },
    });
    const told = (await readNotices(s.deps, s.organizer, "en")).notices;
    expect(told[0]).toMatchObject({
      kind: "translation-sent-back",
      path: `/p/${s.process.slug}/drafts/0.1/translate/fr`,
      values: { words: "“Et” is not there." },
    });
    value(await save(two, revision + 1, { body: "Deux !" }));
    expect(await unit(two)).toMatchObject({ state: "draft", row: { sentBack: "" } });
  });

  test("is told of: reviewers that it waits, once a day for a text, and its translator that it was reviewed", async () => {
    const into = [{ person: s.participant, languages: ["fr" as const] }];
    for (const { person, languages } of into)
      value(await setTranslator(s.deps, s.organizer, s.process, person.id, languages));
    value(await save(one, 0, { body: "Un." }));
    value(await save(two, 0, { body: "Deux." }));
    const kinds = async (person: Person) =>
      (await readNotices(s.deps, person, "en")).notices.map(({ kind }) => kind as string);
    expect((await kinds(s.participant)).toSorted()).toEqual(["translation-waits", "translator-changed"]);
    value(await review(one, 1));
    value(await review(two, 1));
    const mine = (await kinds(s.organizer)).filter((kind) => kind.startsWith("translation"));
    expect(mine).toEqual(["translation-reviewed"]);
  });

  test("goes along with the next version, with the wording that waits", async () => {
    const other = await readIn(s.deps, "fr");
    const { draft: first, clauses } = await firstVersion(other, "One.");
    await inFrench(other, first, clauses[0], "Un.");
    const scopeOf = async (label: string) =>
      draftScope(s.deps, there(await findDraft(s.deps, other.process, label, true)));
    const [known] = await translationUnits(s.deps, await scopeOf(first.label), "fr");
    const input = { unit: there(clauses[0]), revision: there(known?.row).revision, texts: { body: "Une." } };
    value(
      await saveTranslation(s.deps, other.organizer, other.process, await scopeOf(first.label), {
        language: "fr",
        input,
      }),
    );
    value(await createDraft(s.deps, other.organizer, other.process, "9.9"));
    const [next] = await translationUnits(s.deps, await scopeOf("9.9"), "fr");
    expect(next).toMatchObject({ state: "draft", row: { texts: { body: "Une." } }, read: { body: "Un." } });
  });

  test("of the published version waits for its other translators until it is reviewed or sent back", async () => {
    const other = await readIn(s.deps, "fr");
    const { draft: published, clauses } = await firstVersion(other, "One.");
    await inFrench(other, published, clauses[0], "Un.");
    value(await setTranslator(other.deps, other.organizer, other.process, other.participant.id, ["fr"]));
    const waits = async () =>
      (await readTodos(other.deps, other.participant)).map(({ kind }) => kind as string);
    expect(await waits()).toEqual([]);
    await inFrench(other, published, clauses[0], "Une.", { revision: 1, isReviewed: false });
    expect(await waits()).toEqual(["translation-review"]);
    const back = { unit: there(clauses[0]), revision: 2, note: "“Un” it is." };
    const of = await draftScope(other.deps, published);
    value(
      await sendBackTranslation(other.deps, other.facilitator, other.process, of, {
        language: "fr",
        input: back,
      }),
    );
    expect(await waits()).toEqual([]);
  });

  test("is of a unit and fields that are there", async () => {
    expect(refusal(await save(s.process.id, 0, { body: "Deux." }))).toBe("not_found");
    expect(refusal(await save(two, 0, { note: "Deux." }))).toBe("invalid");
  });

  test("is current again when its source is what it was", async () => {
    await inFrench(s, draft, two, "Deux.");
    await reworded(s, draft, two, "Two, and more.");
    expect((await unit(two)).state).toBe("stale");
    await reworded(s, draft, two, "Two.");
    expect((await unit(two)).state).toBe("reviewed");
  });

  test("of a published version can still be made, and its text stays as it was", async () => {
    const other = await readIn(s.deps, "fr");
    const { draft: published, clauses } = await firstVersion(other, "One.");
    await inFrench(other, published, clauses[0], "Un.");
    const [known] = await translationUnits(s.deps, await draftScope(s.deps, published), "fr");
    expect(known).toMatchObject({ state: "reviewed", source: { body: "One." } });
  });
});

describe("a translator", () => {
  test("is a participant, has languages of the process, and can lose them", async () => {
    const set = (languages: Parameters<typeof setTranslator>[4], who = s.participant) =>
      setTranslator(s.deps, s.organizer, s.process, who.id, languages);
    const may = (language: Language) => mayTranslate(s.deps, s.process, s.participant, false, language);
    value(await set(["fr", "ar"]));
    expect([await may("fr"), await may("ar"), await may("es")]).toEqual([true, false, false]);
    const listed = (await listTranslators(s.deps, s.process, 1)).rows.find(
      ({ userId }) => userId === s.participant.id,
    );
    expect(listed?.languages).toEqual(["fr"]);
    value(await set([]));
    expect(await may("fr")).toBe(false);
    expect(refusal(await set(["fr"], nobody as never))).toBe("not_found");
  });

  test("who was suspended translates no more, and nobody does for having asked in another process", async () => {
    value(await setTranslator(s.deps, s.organizer, s.process, s.participant.id, ["fr"]));
    const out = await suspended(s.deps, s.participant);
    expect(await mayTranslate(s.deps, s.process, out, false, "fr")).toBe(false);
    const other = await scenario(s.deps, { members: 0 });
    expect(await mayTranslate(s.deps, other.process, s.participant, false, "fr")).toBe(false);
    expect(await mayTranslate(s.deps, s.process, null, false, "fr")).toBe(false);
  });
});
