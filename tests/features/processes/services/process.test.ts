import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { currentListVersion } from "~/features/components/services/read.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { listProcesses } from "~/features/overview/services/listProcesses.server";
import { setTerms } from "~/features/overview/services/setTerms.server";
import { setupSteps } from "~/features/overview/services/setupSteps.server";
import {
  addMilestone,
  editProcess,
  removeMilestone,
  type Term,
} from "~/features/processes/services/editProcess.server";
import { criteriaOf, milestonesOf, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { presets } from "~/features/rules/domain/presets";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { lookUp } from "~/http/place.server";
import { languages } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { auditLog, processes } from "~db/schema/processes";
import { atOnce } from "~tests/support/atOnce";
import {
  cast,
  closed,
  drafted,
  open,
  opened,
  processRow,
  refusal,
  requires,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let deps: TestDeps;
beforeAll(async () => {
  db = await testDb();
  deps = testDeps(db);
});
afterAll(() => db.close());

const begun = {
  title: "Un título",
  summary: "Resumen.",
  question: "¿Es necesario?",
  language: "es" as const,
};

const titles = (
  terms: { key: string; title: Parameters<typeof localize>[0] }[],
  language: (typeof languages)[number],
) => terms.map(({ key, title }) => [key, localize(title, language).text]);

describe("a new process", () => {
  test("is organized by who started it, in the language it was written in", async () => {
    const founder = await signUp(deps, "founder");
    const { slug, id } = value(await startProcess(deps, founder, { ...begun, slug: "nuevo" }));
    expect(await processRow(deps, id)).toMatchObject({
      slug: "nuevo",
      sourceLanguage: "es",
      languages: ["es"],
      isDemo: false,
      title: { source: "es", text: { es: "Un título" } },
      question: { source: "es", text: { es: "¿Es necesario?" } },
    });
    const scope = await lookUp(inProcess, { deps: deps, actor: founder, params: { process: slug } });
    expect(scope?.standing).toMatchObject({ organizer: true, participant: true });
  });

  test("begins with the model's criteria and stakeholder groups, named in every language", async () => {
    const founder = await signUp(deps, "founder-of-defaults");
    const { id } = value(await startProcess(deps, founder, { ...begun, slug: "defaults" }));
    const [criteria, groups] = [await criteriaOf(db.db, id), await stakeholderGroupsOf(db.db, id)];
    expect(criteria.map(({ key }) => key)).toEqual(["use", "study", "modify", "share"]);
    expect(groups.map(({ key }) => key)).toEqual(["developer", "deployer", "end-user", "subject"]);
    for (const language of languages) {
      const t = deps.translator(language);
      expect(titles(criteria, language)).toEqual(
        criteria.map(({ key }) => [key, t(`templates:criterion.${key}`)]),
      );
      expect(titles(groups, language)).toEqual(groups.map(({ key }) => [key, t(`templates:group.${key}`)]));
    }
    expect(await currentListVersion(db.db, id)).toBe(0);
  });

  test("cannot take an address that is taken, and writes nothing when it tries", async () => {
    const founder = await signUp(deps, "founder-of-two");
    value(await startProcess(deps, founder, { ...begun, slug: "taken" }));
    const written = async () => [await db.db.$count(processes), await db.db.$count(auditLog)];
    const before = await written();
    const again = await startProcess(deps, founder, { ...begun, slug: "taken", title: "Otro" });
    expect(again).toMatchObject({
      ok: false,
      error: { code: "already_exists", fields: { slug: expect.any(String) } },
    });
    expect(await written()).toEqual(before);
  });

  test.each(["hurry-1", "hurry-2", "hurry-3"])(
    "has its address once, though several start it at once (%s)",
    async (slug) => {
      const founder = await signUp(deps, `founder-in-a-${slug}`);
      const all = await atOnce(6, () => startProcess(deps, founder, { ...begun, slug }));
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(all.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(Array(5).fill("already_exists"));
    },
  );
});

describe("a process's texts", () => {
  let s: Scenario;
  beforeAll(async () => {
    s = await scenario(deps, { members: 0 });
  });
  const row = () => processRow(deps, s.process.id);
  const edit = async (
    language: (typeof languages)[number],
    title: string,
    more: (typeof languages)[number][] = [],
  ) =>
    value(
      await editProcess(deps, s.organizer, await row(), {
        language,
        title,
        summary: `${title}: summary`,
        question: `${title}?`,
        languages: more,
      }),
    );

  test("are edited language by language; a translation says when its source changed", async () => {
    await edit("fr", "Une définition", ["fr"]);
    expect(localize((await row()).title, "fr")).toMatchObject({
      text: "Une définition",
      state: "translated",
    });
    await edit("en", "Another definition", ["fr"]);
    const { title, summary, question } = await row();
    expect(localize(title, "en")).toMatchObject({ text: "Another definition", state: "source" });
    expect(localize(title, "fr")).toMatchObject({ text: "Une définition", state: "stale" });
    expect(localize(summary, "fr").text).toBe("Une définition: summary");
    expect(localize(question, "ar")).toMatchObject({ text: "Another definition?", state: "fallback" });
  });

  test("can be offered in more languages or fewer, never without their source", async () => {
    await edit("en", "A definition", ["ar", "fr", "ar"]);
    expect((await row()).languages).toEqual(["en", "ar", "fr"]);
    await edit("en", "A definition", []);
    expect((await row()).languages).toEqual(["en"]);
  });

  test("are those that were saved last in each language, though two people began from the same page", async () => {
    const shown = await row();
    const input = { summary: "", question: "?", languages: ["es" as const] };
    const save = (language: "en" | "es", title: string) =>
      editProcess(deps, s.organizer, shown, { ...input, language, title });
    value(await save("es", "La definición"));
    value(await save("en", "The definition"));
    const { title } = await row();
    expect(localize(title, "en").text).toBe("The definition");
    expect(localize(title, "es").text).toBe("La definición");
  });

  test("change nothing of another process, and are announced with the new version", async () => {
    const other = await scenario(testDeps(db), { members: 0 });
    const before = await processRow(other.deps, other.process.id);
    await edit("en", "Ours alone");
    expect(await processRow(other.deps, other.process.id)).toEqual(before);
    expect(deps.announced.at(-1)).toEqual({
      event: "process:changed",
      processId: s.process.id,
      version: (await row()).version,
    });
  });
});

describe("the criteria of a process", () => {
  let s: Scenario;
  beforeAll(async () => {
    s = await scenario(deps, { members: 0 });
  });
  const set = (kind: "criteria" | "groups", terms: Term[], language: "en" | "fr" = "en") =>
    setTerms(deps, s.organizer, s.process, { kind, language, terms });
  const criteria = () => criteriaOf(db.db, s.process.id);

  test("can be replaced while no round was opened, and keep their order", async () => {
    await drafted(s);
    value(
      await set("criteria", [
        { key: "share", title: "Pass on" },
        { key: "reproduce", title: "Make again" },
      ]),
    );
    expect(titles(await criteria(), "en")).toEqual([
      ["share", "Pass on"],
      ["reproduce", "Make again"],
    ]);
  });

  test("keep their translations when one language is edited", async () => {
    const terms = ["share", "reproduce"].map((key) => ({ key, title: `${key}, en français` }));
    value(await set("criteria", terms, "fr"));
    const [share] = await criteria();
    expect(localize(there(share).title, "en").text).toBe("Pass on");
    expect(localize(there(share).title, "fr")).toMatchObject({
      text: "share, en français",
      state: "translated",
    });
  });

  test("stand once a round has opened: only their names can be corrected then", async () => {
    await opened(s);
    const before = await criteria();
    for (const keys of [["share"], ["reproduce", "share"], ["share", "reproduce", "use"], []]) {
      const terms = keys.map((key) => ({ key, title: "Otherwise" }));
      expect(refusal(await set("criteria", terms))).toBe("round_not_draft");
    }
    expect(await criteria()).toEqual(before);
    value(
      await set(
        "criteria",
        before.map(({ key }) => ({ key, title: `To ${key}` })),
      ),
    );
    expect(titles(await criteria(), "en")).toEqual([
      ["share", "To share"],
      ["reproduce", "To reproduce"],
    ]);
  });

  test("stand beside stakeholder groups, which may change at any time", async () => {
    value(await set("groups", [{ key: "school", title: "Schools" }]));
    expect(titles(await stakeholderGroupsOf(db.db, s.process.id), "en")).toEqual([["school", "Schools"]]);
    expect((await criteria()).map(({ key }) => key)).toEqual(["share", "reproduce"]);
  });

  test("are set for one process only", async () => {
    const other = await scenario(deps, { members: 0 });
    expect((await criteriaOf(db.db, other.process.id)).map(({ key }) => key)).toEqual([
      "use",
      "study",
      "modify",
      "share",
    ]);
  });
});

describe("the timeline", () => {
  let s: Scenario;
  beforeAll(async () => {
    s = await scenario(deps, { members: 0 });
  });
  const add = (title: string, startsOn: string, endsOn: string | null = null) =>
    addMilestone(deps, s.organizer, s.process, "en", { stream: "release", title, startsOn, endsOn });
  const lines = async () =>
    (await milestonesOf(db.db, s.process.id)).map(({ title, startsOn, endsOn }) => [
      title.text.en,
      startsOn,
      endsOn,
    ]);

  test("stands in the order of its days", async () => {
    value(await add("Second", "2030-02-01", "2030-02-28"));
    value(await add("First", "2030-01-31"));
    expect(await lines()).toEqual([
      ["First", "2030-01-31", null],
      ["Second", "2030-02-01", "2030-02-28"],
    ]);
  });

  test("loses a line once, and none to another process", async () => {
    const [first] = await milestonesOf(db.db, s.process.id);
    const other = await scenario(deps, { members: 0 });
    const { id } = there(first);
    expect(refusal(await removeMilestone(deps, other.organizer, other.process, id))).toBe("not_found");
    expect(await lines()).toHaveLength(2);
    value(await removeMilestone(deps, s.organizer, s.process, id));
    expect(await lines()).toEqual([["Second", "2030-02-01", "2030-02-28"]]);
    expect(refusal(await removeMilestone(deps, s.organizer, s.process, id))).toBe("not_found");
  });
});

describe("the steps of setting up", () => {
  const counts = async (s: Scenario) =>
    Object.fromEntries((await setupSteps(deps, s.process)).map(({ key, count }) => [key, count]));

  test("say how far a process has come, from its list to a published result", async () => {
    const s = await scenario(deps, { members: 1 });
    const begun = {
      components: 4,
      workgroups: 2,
      people: 4,
      public: 1,
      rounds: 0,
      plan: 0,
      opened: 0,
      compiled: 0,
      published: 0,
    };
    expect(await counts(s)).toEqual(begun);
    const draft = await drafted(s);
    expect(await counts(s)).toEqual({ ...begun, rounds: 1 });
    value(await open(s, draft));
    expect(await counts(s)).toEqual({ ...begun, rounds: 1, opened: 1 });
    await cast(s, there(s.members.alpha[0]), draft, requires("weights"));
    const { id } = await closed(s, draft);
    const input = { roundIds: [id], rule: presets["person-share"], title: "A result" };
    const { number } = value(await compileRounds(deps, s.organizer, s.process, input));
    expect(await counts(s)).toEqual({ ...begun, rounds: 1, opened: 1, compiled: 1 });
    value(await publishCompilation(deps, s.organizer, s.process, number));
    expect(await counts(s)).toEqual({ ...begun, rounds: 1, opened: 1, compiled: 1, published: 1 });
  });

  test("begin with nothing in a new process", async () => {
    const founder = await signUp(deps, "founder-of-nothing");
    const { id } = value(await startProcess(deps, founder, { ...begun, slug: "nothing-yet" }));
    const steps = await setupSteps(deps, await processRow(deps, id));
    expect(steps.every(({ count }) => count === 0)).toBe(true);
    expect(await workgroupsOf(db.db, id)).toEqual([]);
  });
});

test("The list of processes tells open rounds and published results apart, process by process", async () => {
  const [one, two] = [await scenario(deps, { members: 1 }), await scenario(deps, { members: 1 })];
  await opened(one);
  await drafted(one);
  const round = await closed(two, await opened(two));
  const input = { roundIds: [round.id], rule: presets["person-share"], title: "A result" };
  const { number } = value(await compileRounds(deps, two.organizer, two.process, input));
  const shown = async () =>
    (await listProcesses(deps))
      .filter(({ id }) => [one.process.id, two.process.id].includes(id))
      .map(({ openRounds, publishedResults }) => [openRounds, publishedResults]);
  expect(await shown()).toEqual([
    [1, 0],
    [0, 0],
  ]);
  value(await publishCompilation(deps, two.organizer, two.process, number));
  expect(await shown()).toEqual([
    [1, 0],
    [0, 1],
  ]);
});
