import { readdirSync, readFileSync } from "node:fs";
import { getTableName, is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isContentLanguage, tagShape } from "~/kernel/language/content";
import { rowsOf } from "~db/client";
import { projectPath } from "~db/projectFolder";
import * as schema from "~db/schema";
import { isContentLanguageColumn, valuesOf } from "~db/schema/bounds";
import { type TestDb, testDb } from "~tests/support/testDb";

/** Texts that are called like a choice, and why the database takes any. */
const open: Readonly<Record<string, string>> = {
  "audit_log.action": "acts that were done stay in the log when a later version knows them no more",
  "notices.kind":
    "features register kinds; `notify` takes no other, and what was told stays when a kind goes",
  "components.category": "each process has its own",
  "document_requests.answer": "words of the maker",
  "faq_entries.answer": "a text",
  "faq_versions.answer": "a text",
  "applications.answer": "words of the organizer",
  "self_answers.option": "each process has its own",
};
const calledLikeAChoice =
  /[._](kind|state|status|choice|role|phase|type|mode|action|act|decision|verdict|value|level|reveal|attribution|stance|category|stability|answer|option|match|frequency|mail|language|locale|breakdown|stream|scope|reason_kind)$/;

const tables = Object.values<unknown>(schema).filter((one): one is PgTable => is(one, PgTable));
const texts = tables.flatMap((table) =>
  getTableConfig(table).columns.flatMap((column) =>
    ["text", "text[]"].includes(column.getSQLType())
      ? [
          {
            name: `${getTableName(table)}.${column.name}`,
            values: valuesOf(column),
            isTag: isContentLanguageColumn(column),
          },
        ]
      : [],
  ),
);

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

describe("The database", () => {
  test("takes no other value than the application's lists have, in any column that has one of a list", async () => {
    const checks = await rowsOf<{ name: string; condition: string }>(
      db.db,
      sql`select c.conrelid::regclass::text || '.' || a.attname as name, pg_get_constraintdef(c.oid) as condition
          from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
          where c.contype = 'c' and cardinality(c.conkey) = 1 and c.convalidated
            and c.connamespace = 'public'::regnamespace`,
    );
    const taken = new Map(checks.map(({ name, condition }) => [name, quotedIn(condition)]));
    const listed = texts.filter(({ values }) => values.length > 0);
    expect(listed.length).toBeGreaterThan(50);
    for (const { name, values } of listed)
      expect([name, taken.get(name)]).toEqual([name, [...values].sort()]);
  });

  test("refuses what is not on a list, whoever writes it", async () => {
    const written = db.db.execute(
      sql`insert into users (id, email, locale, created_at) values (gen_random_uuid(), 'a@b.example', 'xx', now())`,
    );
    await expect(written).rejects.toMatchObject({
      cause: { message: expect.stringContaining("users_locale") },
    });
  });

  test("takes any language of a text by its one tag, and nothing else, in every column that has one", async () => {
    const shapes = await rowsOf<{ name: string }>(
      db.db,
      sql`select c.conrelid::regclass::text || '.' || a.attname as name
          from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
          where c.contype = 'c' and c.convalidated and pg_get_constraintdef(c.oid) like ${`%${tagShape}%`}`,
    );
    const tagged = texts.flatMap(({ name, isTag }) => (isTag ? [name] : []));
    expect(shapes.map(({ name }) => name).sort()).toEqual(tagged.sort());
    expect(tagged.length).toBeGreaterThan(12);
    const texting = ["en", "ca", "ckb", "zh-Hant-TW", "sl-biske-rozaj", "qu-x-cusco", "es-419", "de-1996"];
    const refused = [
      "",
      "Catalan",
      "EN",
      "en_US",
      "pt-br",
      "en-u-nu-arab",
      "x-mine",
      "en\nes",
      "e",
      "en-",
      "'",
    ];
    const [held] = await rowsOf<{ taken: string[] }>(
      db.db,
      sql`select coalesce(array_agg(tag), '{}') as taken from unnest(${sql.param([...texting, ...refused])}::text[]) as one(tag)
          where tag ~ ${`^${tagShape}$`}`,
    );
    expect(held?.taken.toSorted()).toEqual(texting.toSorted());
    expect([...texting, ...refused].filter(isContentLanguage).toSorted()).toEqual(texting.toSorted());
  });

  test("knows the list of every text that is called like a choice, or it is said why there is none", () => {
    const unbounded = texts.filter(
      ({ name, values, isTag }) => values.length === 0 && !isTag && calledLikeAChoice.test(name),
    );
    expect(unbounded.map(({ name }) => name).sort()).toEqual(Object.keys(open).sort());
  });

  test("has its lists from the schema alone: no text is narrowed for the compiler and not for the database", () => {
    const folder = projectPath("db/schema");
    const narrowed = readdirSync(folder).flatMap((name) =>
      [
        ...readFileSync(`${folder}/${name}`, "utf8").matchAll(
          /\btext\("\w+"\)(?:\s*\.\w+\([^()]*\))*\s*\.\$type<([^>]*)/g,
        ),
      ].map(([, type]) => type ?? ""),
    );
    expect(narrowed.length).toBeGreaterThan(0);
    expect(narrowed.filter((type) => !type.startsWith("StoredText<"))).toEqual([]);
  });

  test("finds the rows that refer to another by an index, wherever something can be deleted", async () => {
    // An index without the rows that refer to nothing does as well.
    const slow = await rowsOf<{ name: string }>(
      db.db,
      sql`select c.conrelid::regclass::text || '.' || a.attname as name
          from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
          where c.contype = 'f' and not exists (
            select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = a.attnum and i.indisvalid
              and coalesce(pg_get_expr(i.indpred, i.indrelid) = '(' || quote_ident(a.attname) || ' IS NOT NULL)', true)
          )`,
    );
    expect(slow).toEqual([]);
    const [keys] = await rowsOf<{ count: number }>(
      db.db,
      sql`select count(*)::integer as count from pg_constraint where contype = 'f'`,
    );
    expect(keys?.count).toBeGreaterThan(100);
  });
});

/** The values in a condition as the database shows it: `CHECK ((state = ANY (ARRAY['open'::text, …])))`. */
function quotedIn(condition: string): string[] {
  return [...condition.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, value]) => value ?? "").sort();
}
