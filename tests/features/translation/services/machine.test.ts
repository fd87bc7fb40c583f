import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import { draftScope, translationProgress } from "~/features/drafts/services/translations.server";
import type { TranslationMachine } from "~/features/translation/domain/machine";
import {
  askMachine,
  machineRequestOf,
  runMachineRequests,
} from "~/features/translation/services/machine/requests.server";
import { suggestByMachine } from "~/features/translation/services/machine/suggest.server";
import { reviewTranslation, saveTranslation } from "~/features/translation/services/translate.server";
import { readTranslation } from "~/features/translation/services/translationPage.server";
import { exportXliff, importXliff } from "~/features/translation/services/xliff.server";
import { fail, ok } from "~/kernel/result";
import { translations } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";
import { begun, firstVersion, inFrench, reworded, written } from "~tests/support/comments";
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
    .set({ languages: ["en", "fr"] })
    .where(eq(processes.id, s.process.id));
  s = { ...s, process: await processRow(s.deps, s.process.id) };
});
afterAll(() => db.close());

const failing: TranslationMachine = async () => fail({ code: "machine_late" });
const french: TranslationMachine = async ({ texts }) => ok(texts.map((text) => `fr: ${text}`));
type Version = Awaited<ReturnType<typeof firstVersion>>["draft"];

async function page(draft: Version) {
  const scope = await draftScope(s.deps, draft);
  const asked = { state: null, words: "" };
  return readTranslation(s.deps, s.process, scope, "fr", {
    actor: s.organizer,
    page: 1,
    asked,
    mayEdit: true,
  });
}
const unitIn = async (draft: Version, id: string | undefined) =>
  there((await page(draft)).units.find((one) => one.id === id));

async function suggest(draft: Version, unit: string | undefined, machine = french) {
  const { revision } = await unitIn(draft, unit);
  const input = { unit: there(unit), revision };
  const scope = await draftScope(s.deps, draft);
  return suggestByMachine({ ...s.deps, machine }, s.organizer, s.process, scope, { language: "fr", input });
}
async function save(draft: Version, unit: string | undefined, body: string) {
  const { revision, texts } = await unitIn(draft, unit);
  const input = { unit: there(unit), revision, texts: { ...texts, body } };
  value(
    await saveTranslation(s.deps, s.organizer, s.process, await draftScope(s.deps, draft), {
      language: "fr",
      input,
    }),
  );
}
async function review(draft: Version, unit: string | undefined, actor = s.participant) {
  const { revision } = await unitIn(draft, unit);
  const input = { unit: there(unit), revision };
  return reviewTranslation(s.deps, actor, s.process, await draftScope(s.deps, draft), {
    language: "fr",
    input,
  });
}
const rows = () => s.deps.db.select().from(translations).where(eq(translations.processId, s.process.id));
const read = async (draft: Version) =>
  (await readClauses(s.deps, s.process, draft, "fr", { withSource: false, passages: [] })).map(
    ({ html }) => html,
  );

describe("What a machine translates", () => {
  test("is marked as such, nobody's to review and read by nobody, until a person has taken it", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    value(await suggest(draft, clauses[0]));
    const made = await unitIn(draft, clauses[0]);
    expect(made).toMatchObject({ state: "machine", isOwn: false, texts: { body: "fr: All data is open." } });
    expect((await page(draft)).counts).toMatchObject({ machine: 1, draft: 0, missing: 0 });
    expect(await review(draft, clauses[0])).toMatchObject({ error: { code: "not_found" } });
    expect((await read(draft)).join()).not.toContain("fr:");
    expect(await translationProgress(s.deps, s.process, draft)).toMatchObject([{ machine: 1, reviewed: 0 }]);
    await save(draft, clauses[0], "fr: All data is open.");
    expect(await unitIn(draft, clauses[0])).toMatchObject({ state: "draft", isOwn: true, isOfMachine: true });
    value(await review(draft, clauses[0]));
    expect(await rows()).toMatchObject([
      { state: "reviewed", origin: "accepted", translatorId: s.organizer.id, reviewerId: s.participant.id },
    ]);
  });

  test("says for good whether who took it changed it", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    value(await suggest(draft, clauses[0]));
    await save(draft, clauses[0], "Toutes les données sont ouvertes.");
    expect(await rows()).toMatchObject([{ origin: "edited" }]);
    await save(draft, clauses[0], "Toutes les données sont ouvertes.");
    expect(await rows()).toMatchObject([{ origin: "edited" }]);
  });

  test("stands beside what readers have of an earlier wording, and leaves what a person translated", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    await inFrench(s, draft, clauses[0], "Toutes les données sont ouvertes.");
    expect(await suggest(draft, clauses[0])).toMatchObject({ error: { code: "not_found" } });
    const next = await begun(s, "0.2");
    await inFrench(s, next, clauses[0], "Toutes les données sont ouvertes.", {
      revision: (await unitIn(next, clauses[0])).revision,
    });
    await reworded(s, next, there(clauses[0]), "All weights are open.");
    value(await suggest(next, clauses[0]));
    const unit = await unitIn(next, clauses[0]);
    expect(unit).toMatchObject({ state: "machine", texts: { body: "fr: All weights are open." } });
    expect(unit.instead).not.toEqual([]);
    const own = (await rows()).find(({ scopeId }) => scopeId === next.id);
    expect(own).toMatchObject({
      state: "reviewed",
      texts: { body: "Toutes les données sont ouvertes." },
      proposedOrigin: "machine",
      proposedBy: null,
    });
  });

  test.each(["machine_late", "machine_failed"] as const)("is nothing where it fails: %s", async (code) => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    expect(await suggest(draft, clauses[0], async () => fail({ code }))).toEqual({
      ok: false,
      error: { code },
    });
    expect(await suggest(draft, clauses[0], async () => ok(["a \u202e disguise"]))).toMatchObject({
      error: { code: "machine_failed" },
    });
    expect(await rows()).toEqual([]);
  });

  test("is not stored over what somebody saved meanwhile", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    const late: TranslationMachine = async ({ texts }) => {
      await save(draft, clauses[0], "Plus vite.");
      return ok(texts);
    };
    expect(await suggest(draft, clauses[0], late)).toMatchObject({ error: { code: "edited_meanwhile" } });
    expect(await rows()).toMatchObject([{ texts: { body: "Plus vite." }, origin: null }]);
  });

  test("goes out in XLIFF as a machine's, and comes back as a person's only where the file says so", async () => {
    const { draft, clauses } = await firstVersion(s, "All data is open.");
    value(await suggest(draft, clauses[0]));
    const scope = await draftScope(s.deps, draft);
    const xml = await exportXliff(s.deps, s.process, scope, "fr");
    expect(xml).toMatch(/state="initial" subState="codraft:machine"/);
    const take = async (text: string) =>
      value(await importXliff(s.deps, s.organizer, s.process, scope, { language: "fr", xml: text }));
    expect(await take(xml)).toEqual({ units: 0, left: [{ unit: clauses[0], why: "machine" }] });
    expect(await unitIn(draft, clauses[0])).toMatchObject({ state: "machine" });
    expect(await take(xml.replace('state="initial"', 'state="translated"'))).toMatchObject({ units: 1 });
    expect(await rows()).toMatchObject([{ origin: "accepted", translatorId: s.organizer.id }]);
  });
});

describe("A machine that is asked for a whole version", () => {
  test("translates portion by portion what nobody has translated, and says how far it is", async () => {
    const bodies = Array.from({ length: 90 }, (_, at) => `Sentence ${at} of a text.`);
    const { draft, clauses } = await firstVersion(s, ...bodies);
    await save(draft, clauses[0], "Une phrase.");
    const sizes: number[] = [];
    const machine: TranslationMachine = async (asked) => {
      sizes.push(asked.texts.length);
      return french(asked);
    };
    const deps = { ...s.deps, machine };
    value(await askMachine(deps, s.organizer, s.process, draft, "fr"));
    await runMachineRequests(deps);
    expect(await machineRequestOf(s.deps, draft, "fr")).toMatchObject({ state: "waiting", count: 60 });
    await runMachineRequests(deps);
    expect(await machineRequestOf(s.deps, draft, "fr")).toMatchObject({ state: "done", count: 89 });
    await runMachineRequests(deps);
    expect(sizes).toEqual([20, 20, 20, 20, 9]);
    expect((await page(draft)).counts).toMatchObject({ machine: 89, draft: 1, missing: 0 });
  });

  test("ends where the machine fails, with the reason, and is asked again by who wants it", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const deps = { ...s.deps, machine: failing };
    value(await askMachine(deps, s.organizer, s.process, draft, "fr"));
    await runMachineRequests(deps);
    const failed = { state: "failed", failure: "machine_late", count: 0 };
    expect(await machineRequestOf(s.deps, draft, "fr")).toEqual(failed);
    await runMachineRequests({ ...s.deps, machine: french });
    expect(await machineRequestOf(s.deps, draft, "fr")).toEqual(failed);
    const again = { ...s.deps, machine: french };
    value(await askMachine(again, s.organizer, s.process, draft, "fr"));
    await written(s, await begun(s, "0.2"), "Something else.");
  });

  test("is there for nobody where the operator has none", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    expect(await askMachine(s.deps, s.organizer, s.process, draft, "fr")).toMatchObject({
      error: { code: "not_found" },
    });
  });
});
