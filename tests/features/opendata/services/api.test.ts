import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { linesOf } from "~/platform/publicRows/readTable.server";
import { recordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { endorsements } from "~db/schema/endorsements";
import { processes } from "~db/schema/processes";
import { records } from "~db/schema/records";
import { demoSlug } from "~server/demo/seats";
import { ask, handlerOf, loadContext } from "~tests/http/support/routes";
import { demoDb } from "~tests/support/demoDb";
import { there } from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

type Operation = {
  parameters: { $ref?: string; name?: string }[];
  responses: { "200": { content: Record<string, { schema: object; example?: unknown }> } };
};

type Described = { openapi: string; paths: Record<string, { get: Operation }>; components: object };

let db: TestDb;
let deps: TestDeps;
let described: Described;
let ajv: Ajv2020;
beforeAll(async () => {
  db = await demoDb();
  deps = testDeps(db);
  described = (await json("openapi.json")) as Described;
  ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (to: Ajv2020) => void)(ajv);
  ajv.addSchema({ $id: "https://codraft.example/", components: described.components });
});
afterAll(() => db.close());

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const handler = await handlerOf("opendata/v1.ts", "loader");
  const request = new Request(new URL(`/api/v1/${path}`, deps.settings.origin), { headers });
  const params = { "*": path.split("?")[0] as string };
  const context = loadContext(deps);
  return (await handler({ request, params, context } as never)) as Response;
}

async function json(path: string): Promise<unknown> {
  const response = await get(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.json();
}

/** Holds a value against a schema of the document. */
function problemsOf(schema: object, value: unknown): unknown[] {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"https://codraft.example/#/components/');
  const validate = ajv.compile(JSON.parse(text));
  return validate(value) ? [] : (validate.errors ?? []);
}

const filled = (path: string) =>
  path
    .slice(1)
    .replace("{process}", demoSlug)
    .replace("{label}", "1.0")
    .replace("{from}", "1.0-RC1")
    .replace("{to}", "1.0");
const jsonPaths = () => Object.keys(described.paths).filter((path) => !path.endsWith(".csv"));
const schemaOf = (path: string) =>
  there(there(described.paths[path]).get.responses["200"].content["application/json"]);

describe("The description of the API", () => {
  test("is OpenAPI 3.1 and names every list, each as JSON and as CSV", () => {
    expect(described.openapi).toMatch(/^3\.1\./);
    for (const { name } of recordTables) {
      expect(described.paths).toHaveProperty([`/processes/{process}/${name}`]);
      expect(described.paths).toHaveProperty([`/processes/{process}/${name}.csv`]);
    }
  });

  test("gives an example of every answer, and each is as described", () => {
    for (const path of jsonPaths()) {
      const { schema, example } = schemaOf(path);
      expect(example, path).toBeDefined();
      expect([path, problemsOf(schema, example)]).toEqual([path, []]);
    }
  });

  test("refuses what is not described", () => {
    const { schema, example } = schemaOf("/processes/{process}/comments");
    const wrong = JSON.parse(JSON.stringify(example).replace('"body":', '"corpus":'));
    expect(problemsOf(schema, wrong)).not.toEqual([]);
  });

  test("declares every parameter that it points to", () => {
    const { parameters } = described.components as { parameters: object };
    for (const { get: operation } of Object.values(described.paths))
      for (const { $ref, name } of operation.parameters)
        if ($ref) expect(parameters).toHaveProperty(there($ref.split("/").at(-1)));
        else expect(name).toBeTruthy();
  });
});

describe("Every address that is described", () => {
  test("answers as described, in every language", async () => {
    for (const path of jsonPaths())
      for (const language of languages) {
        const response = await get(filled(path), { "Accept-Language": language });
        expect([path, response.status]).toEqual([path, 200]);
        expect([path, problemsOf(schemaOf(path).schema, await response.json())]).toEqual([path, []]);
      }
  });

  test("gives all rows as CSV", async () => {
    const [process] = await db.db.select().from(processes).where(eq(processes.slug, demoSlug));
    for (const table of recordTables) {
      const response = await get(`processes/${demoSlug}/${table.name}.csv`);
      expect(response.headers.get("Content-Type")).toContain("text/csv");
      const rows = parse(await response.text(), { columns: true });
      const lines = await rowsOf(db.db, linesOf(table, { processId: there(process).id, now: deps.now() }));
      expect([table.name, rows.length]).toEqual([table.name, lines.length]);
    }
  });

  test("may be read by anyone's page, and says when it is out of date", async () => {
    const first = await get(`processes/${demoSlug}/records`);
    expect(first.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(first.headers.get("Vary")).toContain("Accept-Language");
    const etag = there(first.headers.get("ETag"));
    const again = await get(`processes/${demoSlug}/records`, { "If-None-Match": `"other", W/${etag}` });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const other = await get(`processes/${demoSlug}/records`, {
      "If-None-Match": etag,
      "Accept-Language": "ar",
    });
    expect(other.status).toBe(200);
    await db.db.update(records).set({ date: "2024-02-02" }).where(eq(records.number, 1));
    expect((await get(`processes/${demoSlug}/records`, { "If-None-Match": etag })).status).toBe(200);
  });

  test("says which language it answers in; an address goes before what the browser asks for", async () => {
    const asked = async (query: string, accept: string) =>
      (await get(`processes/${demoSlug}${query}`, { "Accept-Language": accept })).headers.get(
        "Content-Language",
      );
    expect(await asked("", "fr-CA, en;q=0.3")).toBe("fr");
    expect(await asked("?lang=ar", "fr")).toBe("ar");
    expect(await asked("", "nl")).toBe("en");
  });

  test.each([
    "processes/nope",
    "processes/nope/comments",
    "processes/nope/comments.csv",
    `processes/${demoSlug}/nope`,
    `processes/${demoSlug}/users`,
    `processes/${demoSlug}/users.csv`,
    `processes/${demoSlug}/drafts/9.9/text`,
    `processes/${demoSlug}/comparisons/1.0/9.9`,
    `processes/${demoSlug}/constructor`,
    "elsewhere",
    "processes/a\0b",
    "processes/a\0b/comments.csv",
    `processes/${demoSlug}/a\0b`,
    `processes/${demoSlug}/drafts/1.0\0/text`,
  ])("is not %s", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 404, code: "not_found" });
  });

  test.each([
    "limit=0",
    "limit=201",
    "limit=many",
    "limit=-1",
    "after=nonsense",
    `after=${Buffer.from("[1]").toString("base64url")}`,
    `after=${Buffer.from('["a","b"]').toString("base64url")}`,
    `after=${Buffer.from('["\\u0000"]').toString("base64url")}`,
    "lang=xx",
    "offset=3",
  ])("refuses %s", async (query) => {
    const response = await get(`processes/${demoSlug}/comments?${query}`);
    expect([query, response.status]).toEqual([query, 400]);
    expect(await response.json()).toMatchObject({ code: "parameter_unknown" });
  });
});

describe("A list that is walked by its cursor", () => {
  const walk = async (name: string, limit: number, between: () => Promise<void> = async () => {}) => {
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const after: string = next === "" ? "" : `&after=${next}`;
      const page = (await json(`processes/${demoSlug}/${name}?limit=${limit}${after}`)) as {
        items: object[];
        next: string | null;
      };
      seen.push(...page.items.map((item) => JSON.stringify(item)));
      next = page.next;
      await between();
    }
    return seen;
  };

  test.each(recordTables.map(({ name }) => [name]))("%s comes whole and once", async (name) => {
    const whole = await walk(name, 200);
    const limit = Math.max(1, Math.ceil(whole.length / 5));
    const parts = await walk(name, limit);
    expect(parts).toEqual(whole);
    expect(new Set(parts).size).toBe(parts.length);
  });

  test("misses nothing that was there while rows are added", async () => {
    const before = await walk("comments", 200);
    const [one] = await db.db.select().from(comments).where(eq(comments.kind, "question")).limit(1);
    const { search: _, ...row } = there(one);
    const seen = await walk("comments", 40, async () => {
      await db.db
        .insert(comments)
        .values({ ...row, id: deps.newId() as never, number: null, rootId: row.id, post: null, key: null });
    });
    expect(seen.filter((line) => before.includes(line))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

test.each([
  ["a zero", '["\\u0000"]'],
  ["half of a letter", '["\\ud800"]'],
])("A cursor of a key that is a text cannot hold %s", async (_, key) => {
  const after = Buffer.from(key).toString("base64url");
  expect((await get(`processes/${demoSlug}/criteria?after=${after}`)).status).toBe(400);
});

test("A file for spreadsheets has an ETag, and every language", async () => {
  const path = `processes/${demoSlug}/criteria.csv`;
  const first = await get(path);
  const etag = there(first.headers.get("ETag"));
  expect((await get(path, { "If-None-Match": etag })).status).toBe(304);
  const [head] = parse(await first.text());
  for (const language of languages) expect(head).toContain(`title.${language}`);
});

test("An example of a file for spreadsheets begins as the file does", async () => {
  for (const name of ["criteria", "drafts"]) {
    const { content } = there(described.paths[`/processes/{process}/${name}.csv`]).get.responses["200"];
    const whole = await (await get(`processes/${demoSlug}/${name}.csv`)).text();
    const [columns, ...rows] = parse(String(there(content["text/csv"]).example));
    expect(columns).toEqual(parse(whole)[0]);
    expect(rows).toHaveLength(1);
  }
});

test("Popolo is counted once for each state of the process", async () => {
  const path = `processes/${demoSlug}/popolo.json`;
  const opened: string[] = [];
  const watched = {
    ...deps,
    keptFiles: {
      ...deps.keptFiles,
      open: (given: Deps, asked: Parameters<Deps["keptFiles"]["open"]>[1]) =>
        deps.keptFiles.open(given, {
          ...asked,
          make: async (to: string) => {
            opened.push(to);
            await asked.make(to);
          },
        }),
    },
  } as TestDeps;
  const handler = await handlerOf("opendata/v1.ts", "loader");
  await db.db.update(processes).set({ version: 5_000 });
  for (let n = 0; n < 3; n++) {
    const answer = await ask(handler, { deps: watched, path: `/api/v1/${path}`, params: { "*": path } });
    await (answer.is as Response).text();
  }
  expect(opened).toHaveLength(1);
});

test("Popolo has the votes of every seat, and counts that agree with them", async () => {
  const { motions, vote_events: events } = (await json(`processes/${demoSlug}/popolo.json`)) as {
    motions: { id: string; date: string | null; vote_event_ids: string[] }[];
    vote_events: {
      id: string;
      motion_id: string;
      result: string | null;
      counts: { option: string; value: number }[];
      group_results?: { result: string | null }[];
      votes?: { option: string }[];
    }[];
  };
  expect(new Set(motions.map(({ id }) => id)).size).toBe(motions.length);
  const dates = motions.flatMap(({ date }) => (date === null ? [] : [date]));
  expect(dates.filter((date) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(date))).toEqual([]);
  const approval = there(events.find(({ id }) => id === "approval-1"));
  expect([approval, ...(approval.group_results ?? [])].every(({ result }) => result !== undefined)).toBe(
    true,
  );
  expect(motions.map(({ id }) => id)).toEqual(expect.arrayContaining(["approval-1", "decision-1"]));
  const required = events.flatMap(({ counts }) => counts.filter(({ option }) => option === "required"));
  // The sum of the vote of 2024, as its published figures have it: 411 points of required less half of the others.
  expect(required.reduce((sum, { value }) => sum + value, 0)).toBeGreaterThan(411);
  for (const { id, motion_id, counts, votes } of events) {
    expect(motions.find((one) => one.id === motion_id)?.vote_event_ids).toEqual([id]);
    if (votes)
      for (const { option, value } of counts)
        expect(votes.filter((one) => one.option === option)).toHaveLength(value);
  }
});

test("Nothing of it changes for somebody who is signed in", async () => {
  const [organizer] = await db.db.select().from(users).limit(1);
  const handler = await handlerOf("opendata/v1.ts", "loader");
  const params = { "*": `processes/${demoSlug}/drafts` };
  const path = `/api/v1/processes/${demoSlug}/drafts`;
  const asked = { deps, path, params };
  const visitor = (await ask(handler, asked)).is as Response;
  const signedIn = (await ask(handler, { ...asked, person: there(organizer) as never })).is as Response;
  expect(await signedIn.text()).toBe(await visitor.text());
});

test("Endorsements under embargo are in no answer", async () => {
  const [one] = await db.db.select().from(endorsements).limit(1);
  await db.db.update(processes).set({ embargoUntil: new Date("2090-01-01T00:00:00Z") });
  try {
    for (const path of [...jsonPaths(), "/processes/{process}/endorsements.csv"]) {
      const text = await (await get(filled(path))).text();
      expect([path, text.includes(there(one).name)]).toEqual([path, path === "/nowhere"]);
    }
  } finally {
    await db.db.update(processes).set({ embargoUntil: null });
  }
});
