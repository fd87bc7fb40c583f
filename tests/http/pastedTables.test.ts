import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { components } from "~db/schema/components";
import { invitations } from "~db/schema/workgroups";
import { type Scenario, scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { pageOf } from "./support/page";
import { type Answer, bodyIn, cookieOf, handlerOf, loadContext, statusIn, visit } from "./support/routes";

const people = "workgroups/manage.people.tsx";
const listPage = "components/manage.components.tsx";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
});

const asked = () => ({ deps: s.deps, person: s.organizer, params: { process: s.process.slug } });
const place = { role: "participant", workgroup: "", campaign: "", language: "en" };

/** Sends a form of a page, and gives what it answers and the page where there are no scripts. */
async function sent(file: string, form: Record<string, string>) {
  const answer = await visit(file, "action", { ...asked(), form });
  return { answer, status: statusIn(answer), html: await pageOf(file, asked(), answer) };
}

/** The fields of the form with a button, as they are when nobody changes any of them. */
function fieldsOf(html: string, intent: string): Record<string, string> {
  const form = there(html.split("<form").find((one) => one.includes(`value="${intent}"`)));
  const fields: Record<string, string> = { intent };
  for (const [, name = "", value = ""] of form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g))
    if (name !== "once") fields[name] = unescaped(value);
  for (const [, name = "", options = ""] of form.matchAll(
    /<select[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs,
  ))
    fields[name] = /<option value="([^"]*)"[^>]*selected=""/.exec(options)?.[1] ?? "";
  return fields;
}
const unescaped = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const invited = async () =>
  (await s.deps.db.select().from(invitations).where(eq(invitations.processId, s.process.id)))
    .filter(({ acceptedAt }) => acceptedAt === null)
    .map(({ email, name }) => [email, name])
    .sort();

describe("people who are pasted without scripts", () => {
  test("are shown as they were read before anybody is invited, and invited as they were shown", async () => {
    const csv = "correo;nombre;notas\nana@example.org;Ana;x\nbo@bücher.example;Bo;y\n";
    const { html } = await sent(people, { intent: "preview", ...place, csv });
    expect(await invited()).toEqual([]);
    expect(html).toContain("cells separated by semicolons");
    const { html: after, status } = await sent(people, fieldsOf(html, "many"));
    expect(status).toBe(200);
    expect(await invited()).toEqual([
      ["ana@example.org", "Ana"],
      ["bo@xn--bcher-kva.example", "Bo"],
    ]);
    // As its owner writes it, before and after.
    for (const page of [html, after]) expect(page).toContain("bo@bücher.example");
  });

  test("are found once somebody says which column is which", async () => {
    const csv = "q1;q2\nAna;ana@example.org\n";
    const refused = await sent(people, { intent: "preview", ...place, csv });
    expect(refused.status).toBe(400);
    const again = { ...fieldsOf(refused.html, "preview"), "columns.0": "name", "columns.1": "email" };
    const { html, status } = await sent(people, again);
    expect(status).toBe(200);
    await sent(people, fieldsOf(html, "many"));
    expect(await invited()).toEqual([["ana@example.org", "Ana"]]);
  });

  test("may come in a file, in UTF-16 too, which goes before what stands in the field", async () => {
    const upload = async (bytes: Buffer): Promise<Answer> => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ intent: "preview", ...place, csv: "" }))
        form.set(name, value);
      form.append("csv", new File([Uint8Array.from(bytes)], "people.csv"));
      const request = new Request(`${s.deps.settings.origin}/p/x`, {
        method: "POST",
        headers: await cookieOf(s.deps, s.organizer),
        body: form,
      });
      const run = await handlerOf(people, "action");
      return {
        thrown: false,
        is: await run({ request, params: asked().params, context: loadContext(s.deps) }),
      };
    };
    const read = await upload(Buffer.from("\uFEFFemail\tname\r\nana@example.org\tAña\r\n", "utf16le"));
    expect(await bodyIn(read)).toMatchObject({
      ok: true,
      value: { rows: [{ email: "ana@example.org", name: "Aña" }], layout: { separator: "\t" } },
    });
    const latin = await upload(Buffer.from("email,name\nana@example.org,A\xf1a\n", "latin1"));
    expect(statusIn(latin)).toBe(400);
    expect(await bodyIn(latin)).toMatchObject({ error: { fields: { csv: "errors:field.notText" } } });
  });

  test("have the first bad lines named, and how many more there are", async () => {
    const csv = ["email", ...Array.from({ length: 300 }, (_, at) => `nobody ${at}`)].join("\n");
    const { answer, html } = await sent(people, { intent: "preview", ...place, csv });
    const body = (await bodyIn(answer)) as { problems: unknown[]; more: number };
    expect([body.problems.length, body.more]).toEqual([20, 280]);
    expect(html).toContain("300 lines do not fit");
    expect(html).toContain("and 280 more");
  });
});

test("components that are pasted are shown before the list changes", async () => {
  const { html } = await sent(listPage, {
    intent: "readPaste",
    csv: "Training, validation and testing code\nTokenizer\n",
    reason: "From the survey.",
  });
  expect(html).toContain("a list, not a table");
  expect(html).toContain("Training, validation and testing code</bdi>");
  const before = await s.deps.db.select().from(components);
  const { status } = await sent(listPage, fieldsOf(html, "paste"));
  expect(status).toBe(200);
  expect(await s.deps.db.select().from(components)).toHaveLength(before.length + 2);
});
