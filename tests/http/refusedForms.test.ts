import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDb, testDb } from "~tests/support/testDb";
import { pageOf } from "./support/page";
import { type Params, routeFiles, routeModule, statusIn, visit } from "./support/routes";
import { buildWorld, type Role, type World } from "./support/world";

/** Between them they are shown every form. */
const readers: readonly Role[] = ["an organizer", "a member", "a participant", "a founder", "a visitor"];

/** Pages that are not asked for with the parameters that all others are given. */
const particular: Readonly<Record<string, (world: World) => Params>> = {
  "drafts/manage.draft.import.tsx": () => ({ draft: "0.2" }),
  "discussion/manage.draft.revisions.tsx": () => ({ draft: "0.2" }),
  "discussion/manage.draft.suggestions.tsx": () => ({ draft: "0.2" }),
  "discussion/manage.draft.tsx": () => ({ draft: "0.2" }),
  "release/manage.publish.tsx": () => ({ draft: "0.2" }),
  "results/manage.compilation.tsx": () => ({ result: "2" }),
  "reviews/system.answer.tsx": () => ({ token: "a-token-of-a-mail" }),
  "notices/unsubscribe.tsx": () => ({ token: "a-token-of-a-mail" }),
  "votes/manage.round.tsx": (world) => ({ round: String(world.draft.number) }),
  "approvals/manage.approval.tsx": () => ({ approval: "2" }),
};

let db: TestDb;
let world: World;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
});
afterAll(() => db.close());

type Field = { readonly name: string; readonly value: string };
type Form = { readonly intent: string; readonly hidden: readonly Field[]; readonly texts: readonly Field[] };

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

/** The forms of a page that change something, with their fields of text. */
function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form[^>]*method="post"[^>]*>(.*?)<\/form>/gs)].flatMap(([, body = ""]) => {
    const inputs = [...body.matchAll(/<(?:input|button)[^>]*>/g)].map(([tag]) => ({
      tag,
      type: attribute(tag, "type") ?? "text",
      name: attribute(tag, "name") ?? "",
      value: attribute(tag, "value") ?? "",
    }));
    const intent = inputs.find(({ name }) => name === "intent")?.value;
    const areas = [...body.matchAll(/<textarea([^>]*)>(.*?)<\/textarea>/gs)].map(
      ([, tag = "", value = ""]) => ({
        name: attribute(tag, "name") ?? "",
        value: value.trimStart(),
      }),
    );
    // What nobody can type into stays empty or as it is.
    const lines = inputs.filter(
      ({ tag, type }) =>
        ["text", "email", "url", "search"].includes(type) && !/tabindex="-1"|readonly/i.test(tag),
    );
    const texts = [...lines.map(({ name, value }) => ({ name, value })), ...areas];
    const hidden = inputs.filter(
      ({ tag, type, name }) => (type === "hidden" && name !== "intent") || /readonly/i.test(tag),
    );
    return intent && texts.length > 0 ? [{ intent, hidden, texts }] : [];
  });
}

const pages: string[] = [];
for (const file of routeFiles) {
  const { action, loader, default: page } = (await routeModule(file)) as Record<string, unknown>;
  if (action && loader && page) pages.push(file);
}

let walked = 0;

test.each(pages)("a form of %s that was refused has what was typed", async (file) => {
  const seen = new Set<string>();
  for (const reader of readers) {
    const params = { ...world.params, ...particular[file]?.(world) };
    const asked = { deps: world.deps, person: world.people[reader], params };
    const loaded = await visit(file, "loader", asked);
    if (loaded.thrown || statusIn(loaded) !== 200) continue;
    const shownAt = formsIn(await pageOf(file, asked)).filter(({ intent }) => !seen.has(intent));
    for (const { intent } of shownAt) seen.add(intent);
    // Of several forms with one intent the first and the last: the others must not begin with what it was sent with.
    const byIntent = (forms: readonly Form[]) => [
      ...new Map(forms.map((form) => [form.intent, form])).values(),
    ];
    const forms = new Set([...byIntent(shownAt), ...byIntent(shownAt.toReversed())]);
    for (const { intent, hidden, texts } of forms) {
      const typed = texts.map(({ name }, at) => ({ name, value: `typed ${at}` }));
      const sent = Object.fromEntries([...hidden, ...typed].map(({ name, value }) => [name, value]));
      // No form has a field of this name: it is refused, whatever its fields may hold.
      const answer = await visit(file, "action", { ...asked, form: { ...sent, intent, noSuchField: "1" } });
      expect([intent, statusIn(answer)]).toEqual([intent, 400]);
      const shown = formsIn(await pageOf(file, asked, answer)).filter((form) => form.intent === intent);
      const again = shown.filter((form) => form.texts.some(({ value }) => /^typed \d+$/.test(value)));
      expect([intent, again.map((form) => form.texts)]).toEqual([intent, [typed]]);
      walked++;
    }
  }
});

test("forms of nearly all that can be typed were walked through", () => {
  expect(walked).toBeGreaterThan(60);
});
