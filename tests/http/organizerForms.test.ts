import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { saveCall } from "~/features/calls/services/calls.server";
import { heldChecklist } from "~/features/drafts/services/heldChecklist.server";
import { takeSnapshot } from "~/features/release/services/decide.server";
import { saveGate } from "~/features/release/services/gates.server";
import { published, working } from "~tests/support/draftScenario";
import { systemCalled } from "~tests/support/reviews";
import { type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { pageOf } from "./support/page";
import { type Params, statusIn, visit } from "./support/routes";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  await published(s, "1.0");
});

const asked = (more: Params = {}) => ({
  deps: s.deps,
  person: s.organizer,
  params: { process: s.process.slug, ...more },
});
/** Sends a form of a page, and gives the page that answers it where there are no scripts. */
async function sent(file: string, form: Record<string, string>, { search = "", ...params }: Params = {}) {
  const answer = await visit(file, "action", { ...asked(params), form, search });
  return { status: statusIn(answer), answer, html: await pageOf(file, { ...asked(params), search }, answer) };
}

/** The form of a page in which a text occurs. */
function formWith(html: string, text: string): string {
  const found = html.split("<form").find((one) => one.includes(text));
  return there(found?.split("</form>")[0]);
}
/** What a field holds that is sent without being seen. */
const hidden = (form: string, name: string) =>
  there(new RegExp(`type="hidden" name="${name}" value="([^"]*)"`).exec(form)?.[1]);
/** What is said about a group of fields that is described by it. */
function saidOf(html: string, legend: string): string {
  const [, tag = "", id] =
    new RegExp(`(<fieldset[^>]*aria-describedby="([^"]+)"[^>]*>)<legend>${legend}</legend>`).exec(html) ?? [];
  return tag && there(new RegExp(`id="${id}">([^<]+)<`).exec(html)?.[1]);
}

type Long = {
  readonly file: string;
  /** What the form has and no other of its page. */
  readonly mark: string;
  /** A field of many lines. */
  readonly field: string;
  readonly form: Record<string, string>;
  /** What of a list the page has opened. */
  readonly search: string;
  readonly begin: () => Promise<unknown>;
};
const until = "2099-12-31";
const words = { kind: "reviewer", title: "Reviewers wanted", until } as const;
const longForms: readonly Long[] = [
  {
    file: "calls/manage.calls.tsx",
    mark: 'name="call" value="1"',
    search: "?call=1",
    field: "body",
    form: { ...words, intent: "save", call: "1", missing: "region:AF" },
    begin: async () =>
      value(
        await saveCall(s.deps, s.organizer, s.process, "en", {
          ...words,
          call: null,
          body: "At first",
          missing: ["region:AF"],
        }),
      ),
  },
  {
    file: "reviews/manage.systems.tsx",
    mark: 'name="was" value="owl"',
    search: "?system=owl",
    field: "about",
    form: { intent: "save", was: "owl", key: "owl", name: "Owl", maker: "", links: "", workgroup: "" },
    begin: () => systemCalled(s, "owl"),
  },
  {
    file: "representation/manage.representation.tsx",
    mark: 'name="targets"',
    search: "",
    field: "note",
    form: { intent: "targets", language: "en", targets: "region:AF 20" },
    begin: async () => {},
  },
];

describe.each(longForms)(
  "the form of $file that two organizers have open",
  ({ file, mark, search, ...long }) => {
    const shown = () => pageOf(file, { ...asked(), search });
    test("keeps what the first stored, and what the second typed", async () => {
      await long.begin();
      const seen = hidden(formWith(await shown(), mark), "seen");
      const save = (text: string, known: string) =>
        sent(file, { ...long.form, [long.field]: text, seen: known }, { search });
      expect((await save("Of the first", seen)).status).toBe(200);

      const refused = await save("Of the second", seen);
      expect(refused.status).toBe(409);
      const form = formWith(refused.html, mark);
      expect(form).toContain(`name="${long.field}"`);
      expect(form).toMatch(/<textarea[^>]*>Of the second<\/textarea>/);
      expect(form).toContain("<bdi>Of the first</bdi>");

      expect((await save("Of both", hidden(form, "seen"))).status).toBe(200);
      expect(formWith(await shown(), mark)).toContain("Of both</textarea>");
    });

    test("does not take a mistake for having read what was stored meanwhile", async () => {
      await long.begin();
      const seen = hidden(formWith(await shown(), mark), "seen");
      const save = (text: string, known: string) =>
        sent(file, { ...long.form, [long.field]: text, seen: known }, { search });
      await save("Of the first", seen);
      const wrong = await save("x".repeat(11_000), seen);
      expect(wrong.status).toBe(400);
      const again = await save("Of the second", hidden(formWith(wrong.html, mark), "seen"));
      expect(again.status).toBe(409);
    });
  },
);

test("a gate that somebody else stored meanwhile stands beside what was typed", async () => {
  const gate = { title: "Real systems", kind: "systems" as const, dueOn: until };
  const { id } = value(await saveGate(s.deps, s.organizer, s.process, "en", { ...gate, id: null, least: 1 }));
  const seen = hidden(
    formWith(await pageOf("release/manage.release.tsx", asked()), `name="id" value="${id}"`),
    "seen",
  );
  const save = (least: string) =>
    sent("release/manage.release.tsx", {
      ...gate,
      intent: "gate",
      id,
      reason: "Reviews say so.",
      least,
      seen,
    });
  expect((await save("3")).status).toBe(200);
  const refused = await save("2");
  expect(refused.status).toBe(409);
  const form = formWith(refused.html, `name="id" value="${id}"`);
  expect(form).toMatch(/name="least"[^>]* value="2"/);
  expect(form).toContain("<bdi>3</bdi>");
});

test("a checklist that somebody else stored meanwhile stands beside what was typed", async () => {
  const draft = await working(s, "1.1", "# Another\n\nText.\n");
  const checklist = String((await heldChecklist(s.deps.db, draft)).number);
  const file = "checklists/manage.checklist.tsx";
  const seen = hidden(await pageOf(file, asked({ checklist })), "seen");
  const save = (note: string, known: string) => {
    const item = { level: "required", framework: "", note, reason: "" };
    const fields = Object.entries(item).map(([name, text]) => [`items.weights.${name}`, text]);
    return sent(file, { ...Object.fromEntries(fields), intent: "save", seen: known }, { checklist });
  };
  expect((await save("Of the first", seen)).status).toBe(200);
  const refused = await save("Of the second", seen);
  expect(refused.status).toBe(409);
  expect(refused.html).toMatch(/name="items\.weights\.note"[^>]* value="Of the second"/);
  expect(refused.html).toMatch(/<bdi>[^<]* · Of the first<\/bdi>/);
  expect((await save("Of both", hidden(refused.html, "seen"))).status).toBe(200);
});

describe("what is refused about choices and ticks", () => {
  const decision = {
    intent: "decide",
    decision: "approved",
    reasons: "For good reasons.",
    decidedBy: "The board",
    decidedOn: "2025-01-01",
  };

  test("is said where they are: a decision on a version that was replaced", async () => {
    for (const meeting of ["A meeting", "Another meeting"])
      value(await takeSnapshot(s.deps, s.organizer, s.process, { draft: "1.0", meeting }));
    await published(s, "1.1");
    const file = "release/manage.decide.tsx";
    const page = await pageOf(file, asked({ snapshot: "1" }));
    const form = { ...decision, seen: hidden(page, "seen") };
    const { status, html } = await sent(file, form, { snapshot: "1" });
    expect(status).toBe(400);
    expect(saidOf(html, "The decision")).toBe("A newer version has been published since.");
    // What was typed is there still.
    expect(html).toContain("For good reasons.</textarea>");
    expect(html).toMatch(/name="decidedBy"[^>]* value="The board"/);
    expect(html).toMatch(/name="decidedOn"[^>]* value="2025-01-01"/);
    expect(html).toMatch(/<input type="radio" name="decision" checked="" value="approved"/);
  });

  test.each([
    [
      "reviews/manage.systems.tsx",
      { intent: "rule", notApplicable: "counts-as-allowed", affiliated: "counted" },
      "A system must have the components that are",
    ],
    ["components/manage.components.tsx", { intent: "merge" }, "Merge these"],
    [
      "votes/manage.rounds.tsx",
      {
        intent: "draft",
        title: "A round",
        workgroup: "public",
        preset: "person-share",
        asked: "of-no-list",
        rule: "",
        attribution: "named",
        reveal: "at-close",
        closesAt: "",
      },
      "Components asked",
    ],
    ["townhalls/manage.townhalls.tsx", { intent: "plan" }, "Languages spoken"],
  ])("is said where they are: %s", async (file, form, legend) => {
    const { status, html } = await sent(file, form);
    expect(status).toBe(400);
    expect(saidOf(html, legend)).not.toBe("");
  });
});

test("an approval that is refused is not typed again", async () => {
  const form = {
    intent: "draft",
    title: "Shall it be so?",
    draft: "1.0",
    groupComparison: "more-than",
    groupThreshold: "many",
    leastSides: "7",
    leastTurnout: "1/4",
    regionThreshold: "1/3",
    totalComparison: "more-than",
    totalThreshold: "2/3",
    closesAt: "2099-01-01T10:00",
  };
  const { status, html } = await sent("approvals/manage.approvals.tsx", form);
  expect(status).toBe(400);
  for (const text of ["Shall it be so?", "many", "7", "1/4", "1/3", "2/3", "2099-01-01T10:00"])
    expect(html).toContain(`value="${text}"`);
});
