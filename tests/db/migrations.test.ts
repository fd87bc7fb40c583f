import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import { appendTogether } from "~/features/rounds/services/appender.server";
import {
  connectPostgres,
  type Db,
  type DbHandle,
  databaseNow,
  openPglite,
  rowsOf,
  runOn,
  socketOf,
} from "~db/client";
import * as schema from "~db/schema";
import { emptyPglite, isPostgres } from "~tests/support/testDb";

type Journal = { entries: { idx: number; when: number; tag: string }[] };

const folder = new URL("../../db/migrations", import.meta.url).pathname;
const { entries } = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")) as Journal;

/** What only one of the two databases can do; not registered for the other, so that nothing is skipped. */
const onPostgres = (title: string, run: () => Promise<void>) => {
  if (isPostgres()) test(title, run);
};
const inFolder = (title: string, run: () => void) => {
  if (!isPostgres()) describe(title, run);
};

type Undo = () => unknown;
/** What a test made, and what was made for several of them. */
const made: Undo[] = [];
const lasting: Undo[] = [];
const undo = async (all: Undo[]) => {
  for (const one of all.splice(0).reverse()) await one();
};
afterEach(() => undo(made));
afterAll(() => undo(lasting));

/** What is made when a test first asks for it, and then there for all. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let there: Promise<T> | undefined;
  return () => {
    there ??= make();
    return there;
  };
}

/** A folder as the repository had it when it held that many migrations; what they are generated from is not read. */
function firstMigrations(count: number): string {
  const copy = mkdtempSync(join(tmpdir(), "codraft-migrations-"));
  made.push(() => rmSync(copy, { recursive: true }));
  const first = entries.slice(0, count);
  for (const { tag } of first) cpSync(join(folder, `${tag}.sql`), join(copy, `${tag}.sql`));
  mkdirSync(join(copy, "meta"));
  const journal = { version: "7", dialect: "postgresql", entries: first };
  writeFileSync(join(copy, "meta/_journal.json"), JSON.stringify(journal));
  return copy;
}

type Empty = {
  open: () => Promise<DbHandle>;
  /** Migrates as an older version of the server did. */
  migrateFrom: (migrationsFolder: string) => Promise<void>;
};

/** An empty database, undone with the others of a list; `open` may be called several times. */
async function emptyDatabase(list = made): Promise<Empty> {
  return isPostgres() ? inPostgres(list) : inPglite(list);
}

async function inPglite(list: Undo[]): Promise<Empty> {
  const { drizzle } = await import("drizzle-orm/pglite");
  const { migrate } = await import("drizzle-orm/pglite/migrator");
  const client = await emptyPglite();
  list.push(() => client.close());
  return {
    open: () => openPglite(client),
    migrateFrom: (migrationsFolder) => migrate(drizzle(client), { migrationsFolder }),
  };
}

async function inPostgres(list: Undo[]): Promise<Empty> {
  const { default: postgres } = await import("postgres");
  const { drizzle } = await import("drizzle-orm/postgres-js");
  const { migrate } = await import("drizzle-orm/postgres-js/migrator");
  const adminUrl = inject("postgresUrl") as string;
  const name = `codraft_${randomUUID().replaceAll("-", "")}`;
  const admin = postgres(adminUrl, { ...socketOf(adminUrl), max: 1 });
  await admin.unsafe(`create database ${name}`);
  await admin.end();
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  return {
    open: async () => {
      const handle = await connectPostgres(url, 2);
      list.push(() => handle.close());
      return handle;
    },
    migrateFrom: async (migrationsFolder) => {
      const single = postgres(url, { ...socketOf(url), max: 1, onnotice: () => {} });
      await migrate(drizzle(single), { migrationsFolder });
      await single.end();
    },
  };
}

const tablesOf = async (db: Db) =>
  (
    await rowsOf<{ name: string }>(
      db,
      sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
  ).map(({ name }) => name);
const columnsOf = (db: Db) =>
  rowsOf(
    db,
    sql`select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
        where table_schema = 'public' order by 1, 2`,
  );
const applied = async (db: Db) =>
  (
    await rowsOf<{ at: string | number }>(
      db,
      sql`select created_at as at from drizzle.__drizzle_migrations order by created_at`,
    )
  ).map(({ at }) => Number(at));

const ids = { process: randomUUID(), round: randomUUID(), seat: randomUUID() };

/** A round with one ballot, as the first version of the database held it. */
async function fillFirstVersion(db: Db, name = "old", { process, round, seat } = ids) {
  const log = `${name}-round-1`;
  const text = `{"source":"en","text":{"en":"Words"}}`;
  for (const statement of [
    sql`insert into processes (id, slug, title, summary, question, source_language, languages, created_at)
        values (${process}, ${name}, ${text}::jsonb, ${text}::jsonb, ${text}::jsonb, 'en', '{en}', now())`,
    sql`insert into rounds (id, process_id, number, title, state, component_version, asked, offers_not_necessary,
          attribution, reveal, rule, rule_hash, created_at)
        values (${round}, ${process}, 1, ${text}::jsonb, 'open', 1, '{weights}', true, 'pseudonymous',
          'at-close', '{}'::jsonb, 'hash', now())`,
    sql`insert into seats (id, round_id, label, voter, affiliated, added_at)
        values (${seat}, ${round}, 'seat 1', 'voter-1', false, now())`,
    sql`insert into ballot_logs (log, round_id, state, size) values (${log}, ${round}, 'open', 1)`,
    sql`insert into ballot_entries (log, index, kind, leaf, entry, at)
        values (${log}, 0, 'open', 'leaf-0', '{}', now())`,
    sql`insert into ballot_voters (log, voter) values (${log}, 'voter-1')`,
  ])
    await db.execute(statement);
}

/** Two processes in French and English with drafts, and comments that have replies or none, as 0003 held them. */
async function fillDrafts(db: Db) {
  const text = `{"source":"en","text":{"en":"Words"}}`;
  const places = { fr: randomUUID(), en: randomUUID() };
  const roots = { busy: randomUUID(), quiet: randomUUID(), other: randomUUID() };
  const drafts = { fr: randomUUID(), en: randomUUID() };
  const clauses = { fr: randomUUID(), en: randomUUID(), removed: randomUUID() };
  for (const language of ["fr", "en"] as const) {
    await db.execute(sql`insert into processes
        (id, slug, title, summary, question, source_language, languages, created_at)
      values (${places[language]}, ${`in-${language}`}, ${text}::jsonb, ${text}::jsonb, ${text}::jsonb, ${language},
        '{en,fr}', now())`);
    await db.execute(sql`insert into drafts (id, process_id, number, label, state, note, created_at)
      values (${drafts[language]}, ${places[language]}, 1, '0.1', 'published', ${text}::jsonb, now())`);
  }
  const clause = (id: string, draft: string, body: string, removed: string | null) =>
    db.execute(sql`insert into draft_clauses
        (draft_id, clause_id, position, kind, heading, body, stability, origins, edited_at, removed_at)
      values (${draft}, ${id}, 1, 'requirement', '', ${body}, 'likely', '{}', now(), ${removed}::timestamptz)`);
  await clause(clauses.fr, drafts.fr, "Les données ouvertes.", null);
  await clause(clauses.en, drafts.en, "Open models.", null);
  await clause(clauses.removed, drafts.fr, "Une chose.", "2030-01-01T00:00:00Z");
  const said = (
    id: string,
    number: number | null,
    root: string | null,
    at: string,
    hidden: string | null = null,
  ) => {
    const isOther = id === roots.other || root === roots.other;
    const [process, draft] = isOther ? [places.fr, drafts.fr] : [places.en, drafts.en];
    return db.execute(sql`insert into comments
        (id, process_id, draft_id, number, root_id, language, type, stance, body, created_at, hidden_at)
      values (${id}, ${process}, ${draft}, ${number}, ${root}, 'en', 'general', 'neutral', 'Open models.',
        ${at}::timestamptz, ${hidden}::timestamptz)`);
  };
  await said(roots.busy, 1, null, "2030-01-01T00:00:00Z");
  await said(roots.quiet, 2, null, "2030-01-02T00:00:00Z");
  await said(roots.other, 1, null, "2030-01-03T00:00:00Z");
  // Not in the order of their times; two of the same moment, one of them hidden.
  const replies = ["2030-02-03", "2030-02-01", "2030-02-04", "2030-02-02", "2030-02-04"].map((day) => ({
    id: randomUUID(),
    at: `${day}T00:00:00.000Z`,
  }));
  for (const { id, at } of replies) await said(id, null, roots.busy, at, at.includes("02-03") ? at : null);
  const alone = randomUUID();
  await said(alone, null, roots.other, "2030-02-01T00:00:00Z");
  return { drafts, roots, clauses, replies, alone };
}

/** A database that all migrations ran in at once. */
const migratedAtOnce = once(async () => {
  const { open } = await emptyDatabase(lasting);
  const handle = await open();
  const before = await tablesOf(handle.db);
  await handle.migrate();
  return { ...handle, before };
});

/** A database that each migration found something in, when it came after the one before. */
const migratedStepByStep = once(async () => {
  const { open, migrateFrom } = await emptyDatabase(lasting);
  const { db, migrate } = await open();
  const names = entries.slice(0, -1).map(({ tag }) => tag);
  const heights: number[] = [];
  for (const [at, name] of names.entries()) {
    await migrateFrom(firstMigrations(at + 1));
    heights.push((await applied(db)).length);
    await fillFirstVersion(db, name, { process: randomUUID(), round: randomUUID(), seat: randomUUID() });
  }
  await migrate();
  heights.push((await applied(db)).length);
  return { db, names, heights };
});

/** A database with drafts and comments of a time when replies had no numbers and clauses no language. */
const withOldDrafts = once(async () => {
  const { open, migrateFrom } = await emptyDatabase(lasting);
  await migrateFrom(firstMigrations(4));
  const { db, migrate } = await open();
  const filled = await fillDrafts(db);
  await migrate();
  return { db, ...filled };
});

describe("the migrations", () => {
  test("make every table of the schema in an empty database", async () => {
    const { db, before } = await migratedAtOnce();
    expect(before).toEqual([]);
    const tables = Object.values(schema).filter((one) => one instanceof Object && "getSQL" in one);
    // One more is the database's own: no code writes the numbers of the tables.
    expect(await tablesOf(db)).toHaveLength(tables.length + 1);
    expect(await applied(db)).toEqual(entries.map(({ when }) => when));
  });

  test("run a second time without effect", async () => {
    const handle = await migratedAtOnce();
    await fillFirstVersion(handle.db);
    const state = async () => [
      await columnsOf(handle.db),
      await applied(handle.db),
      await rowsOf(handle.db, sql`select * from ballot_entries`),
    ];
    const before = await state();
    await handle.migrate();
    expect(await state()).toEqual(before);
  });

  test("bring what a database held at each of them to the last", async () => {
    const { db, names, heights } = await migratedStepByStep();
    expect(heights).toEqual(entries.map((_, at) => at + 1));
    expect(await rowsOf(db, sql`select slug, version from processes order by slug`)).toEqual(
      names.map((slug) => ({ slug, version: 1 })),
    );
    expect(await rowsOf(db, sql`select log, index, leaf from ballot_entries order by log`)).toEqual(
      names.map((name) => ({ log: `${name}-round-1`, index: 0, leaf: "leaf-0" })),
    );
    const ballot = { kind: "cast" as const, voter: "voter-1", prev: null, entry: "{}", leaf: "leaf-1" };
    const form = { key: "key", hash: "hash", noteSalt: null, notes: null };
    for (const name of names)
      expect(await appendTogether(runOn(db), `${name}-round-1`, [{ ...ballot, ...form }])).toMatchObject([
        { outcome: "appended", index: 1, leaf: "leaf-1" },
      ]);
  });

  test("number the replies that are there in the order of their threads, and let roots know how many", async () => {
    const { db, roots, replies, alone } = await withOldDrafts();
    const rows = await rowsOf<{
      id: string;
      kind: string;
      post: number;
      posts: number;
      last: string | Date | null;
    }>(db, sql`select id, kind, post, posts, last_at as last from comments`);
    expect(rows.every(({ kind }) => kind === "comment")).toBe(true);
    const ordered = replies.toSorted((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
    const postOf = (id: string) => rows.find((one) => one.id === id)?.post;
    expect(ordered.map(({ id }) => postOf(id))).toEqual([1, 2, 3, 4, 5]);
    expect(postOf(alone)).toBe(1);
    const rootIs = (id: string) => {
      const { post, posts, last } = rows.find((one) => one.id === id) ?? {};
      return [post, posts, last && new Date(last).toISOString()];
    };
    expect(rootIs(roots.busy)).toEqual([null, 5, "2030-02-04T00:00:00.000Z"]);
    expect(rootIs(roots.other)).toEqual([null, 1, "2030-02-01T00:00:00.000Z"]);
    expect(rootIs(roots.quiet)).toEqual([null, 0, null]);
  });

  test("give clauses the language of their process, in which they and all comments are searched from then on", async () => {
    const { db, clauses, replies } = await withOldDrafts();
    const languages = await rowsOf<{ id: string; language: string }>(
      db,
      sql`select clause_id as id, language from draft_clauses`,
    );
    expect(Object.fromEntries(languages.map(({ id, language }) => [id, language]))).toEqual({
      [clauses.fr]: "fr",
      [clauses.removed]: "fr",
      [clauses.en]: "en",
    });
    const found = (query: ReturnType<typeof sql>) =>
      rowsOf(db, sql`select clause_id as id from draft_clauses where search @@ ${query}`);
    expect(await found(sql`to_tsquery('french', 'donnée')`)).toEqual([{ id: clauses.fr }]);
    expect(await found(sql`to_tsquery('english', 'openly')`)).toEqual([{ id: clauses.en }]);
    const said = await rowsOf(
      db,
      sql`select id from comments where search @@ to_tsquery('english', 'model')`,
    );
    expect(said).toHaveLength(3 + replies.length + 1);
  });

  test("fold what is there for the search, and keep it indexed", async () => {
    const { open, migrateFrom } = await emptyDatabase();
    await migrateFrom(firstMigrations(20));
    const { db, migrate } = await open();
    const { clauses } = await fillDrafts(db);
    await migrate();
    const found = (word: string) =>
      rowsOf(
        db,
        sql`select clause_id as id from draft_clauses where search @@ search_term('english', ${word}, false)`,
      );
    expect(await found("donnee")).toEqual([{ id: clauses.fr }]);
    expect(await found("ope")).toEqual([{ id: clauses.en }]);
    const indexes = await rowsOf<{ name: string }>(
      db,
      sql`select tablename as name from pg_indexes where indexname like '%\\_search' and indexdef like '%gin (search)%'`,
    );
    expect(indexes.map(({ name }) => name).sort()).toEqual(
      "comments draft_clauses townhalls transcript_passages translations".split(" "),
    );
  });

  test("know the words of the texts that are there, of clauses and of what was said, each once a process", async () => {
    const { db } = await withOldDrafts();
    const texts = await rowsOf<{ text: string }>(
      db,
      sql`select body as text from comments union all select body from draft_clauses`,
    );
    const words = await rowsOf<{ word: string; count: number }>(
      db,
      sql`select word, count(*)::int as count from known_words group by process_id, word`,
    );
    expect(words.length).toBeGreaterThan(3);
    for (const { word, count } of words) expect([word, count]).toEqual([word, 1]);
    const known = new Set(words.map(({ word }) => word));
    const said = texts.flatMap(({ text }) => text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
    expect(said.filter((word) => !known.has(word))).toEqual([]);
  });

  test("give each process that is there a secret of its own, and leave its counts and requests as they were", async () => {
    const { open, migrateFrom } = await emptyDatabase();
    await migrateFrom(firstMigrations(7));
    const { db, migrate } = await open();
    await fillFirstVersion(db);
    await fillDrafts(db);
    const figures = `{"total":{"registered":5},"breakdowns":{}}`;
    await db.execute(sql`insert into representation_snapshots (id, process_id, figures, taken_at)
      values (${randomUUID()}, ${ids.process}, ${figures}::jsonb, now())`);
    const [system, asked] = [randomUUID(), randomUUID()];
    await db.execute(sql`insert into systems (id, process_id, key, name, maker, about, links, position, created_at)
      values (${system}, ${ids.process}, 'owl', 'Owl', '', '{}'::jsonb, '[]'::jsonb, 1, now())`);
    await db.execute(sql`insert into document_requests
        (id, system_id, number, component, wanted, recipient, asked_at, due_on, state)
      values (${asked}, ${system}, 1, 'weights', 'It.', '', now(), '2030-01-01', 'open')`);
    await migrate();
    const salts = await rowsOf<{ salt: string }>(db, sql`select record_salt as salt from processes`);
    expect(salts).toHaveLength(3);
    expect(new Set(salts.map(({ salt }) => salt)).size).toBe(3);
    expect(await rowsOf(db, sql`select figures, basis from representation_snapshots`)).toEqual([
      { figures: JSON.parse(figures), basis: null },
    ]);
    // No link leads to a request that was asked before there were any.
    expect(await rowsOf(db, sql`select token_hash as token, sent_at as sent from document_requests`)).toEqual(
      [{ token: "", sent: null }],
    );
  });

  test("let rounds know since when a result with them is published, if one is", async () => {
    const { open, migrateFrom } = await emptyDatabase();
    await migrateFrom(firstMigrations(10));
    const { db, migrate } = await open();
    await fillFirstVersion(db);
    const others = { announced: randomUUID(), counted: randomUUID() };
    for (const [number, id] of Object.values(others).entries())
      await db.execute(sql`insert into rounds (id, process_id, number, title, state, component_version, asked,
          offers_not_necessary, attribution, reveal, rule, rule_hash, created_at)
        select ${id}, process_id, ${number + 2}, title, 'closed', component_version, asked, offers_not_necessary,
          attribution, 'at-publication', rule, rule_hash, created_at from rounds where id = ${ids.round}`);
    const compile = (number: number, rounds: readonly string[], publishedAt: string | null) =>
      db.execute(sql`insert into compilations (id, process_id, number, title, intro, round_ids, rule, rule_hash,
          declared_before, result, published_at, created_at)
        select ${randomUUID()}, process_id, ${number}, title, title, ${`{${rounds.join(",")}}`}::uuid[], rule, rule_hash,
          true, '{}'::jsonb, ${publishedAt}::timestamptz, now() from rounds where id = ${ids.round}`);
    await compile(1, [others.announced], "2030-03-01T00:00:00Z");
    await compile(2, [others.announced, others.counted], null);
    await compile(3, [others.announced], "2030-04-01T00:00:00Z");
    await migrate();
    const rows = await rowsOf<{ id: string; at: string | Date | null }>(
      db,
      sql`select id, published_at as at from rounds`,
    );
    expect(Object.fromEntries(rows.map(({ id, at }) => [id, at && new Date(at).toISOString()]))).toEqual({
      [ids.round]: null,
      [others.announced]: "2030-03-01T00:00:00.000Z",
      [others.counted]: null,
    });
  });

  test("keep how often an endorser was tried to be asked beside the moment, and no longer in it", async () => {
    const { open, migrateFrom } = await emptyDatabase();
    const { entries: all } = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));
    const before = all.findIndex(({ tag }: { tag: string }) =>
      tag.endsWith("endorsers_are_asked_by_a_queue"),
    );
    await migrateFrom(firstMigrations(7));
    const { db, migrate } = await open();
    const { drafts } = await fillDrafts(db);
    await migrateFrom(firstMigrations(before));
    await db.execute(sql`update drafts set endorsable_since = '2030-01-01T00:00:00Z', text_hash = 'hash'`);
    const given = async (number: number, askedAt: string, answer: "yes" | null, failedAt: string | null) => {
      const id = randomUUID();
      await db.execute(sql`insert into endorsements (id, process_id, number, kind, state, email, name, language, token_hash, created_at)
        select ${id}, process_id, ${number}, 'person', 'listed', ${`${id}@example.org`}, 'Somebody', 'en', ${id}, now()
        from drafts where id = ${drafts.en}`);
      await db.execute(sql`insert into endorsed_versions (endorsement_id, draft_id, draft_hash, asked_at, answer, failed_at)
        values (${id}, ${drafts.en}, 'hash', ${askedAt}::timestamptz, ${answer}, ${failedAt}::timestamptz)`);
    };
    await given(1, "2030-01-02T00:00:00Z", "yes", null);
    await given(2, "2029-12-31T23:59:57Z", null, null);
    await given(3, "2029-12-31T23:59:46Z", null, "2030-01-08T00:00:00Z");
    await given(4, "2029-12-31T23:59:59Z", "yes", null);
    await migrate();
    const opened = new Date("2030-01-01T00:00:00Z").getTime();
    const rows = await rowsOf<{ mail: string; attempts: number; after: number }>(
      db,
      sql`select v.mail, v.attempts, extract(epoch from v.asked_at)::int - ${opened / 1000}::int as after
        from endorsed_versions v join endorsements e on e.id = v.endorsement_id order by e.number`,
    );
    expect(rows).toEqual([
      { mail: "sent", attempts: 0, after: 86_400 },
      { mail: "due", attempts: 3, after: 0 },
      { mail: "failed", attempts: 14, after: 0 },
      { mail: "sent", attempts: 0, after: 0 },
    ]);
  });

  test("let restraints hold an address, so that they outlive its account", async () => {
    const { open, migrateFrom } = await emptyDatabase();
    const { entries: all } = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));
    const before = all.findIndex(({ tag }: { tag: string }) => tag.endsWith("restraints_outlive_accounts"));
    await migrateFrom(firstMigrations(before));
    const { db, migrate } = await open();
    await fillFirstVersion(db);
    const person = randomUUID();
    await db.execute(
      sql`insert into users (id, email, created_at) values (${person}, 'é@example.org', now())`,
    );
    await db.execute(sql`insert into restraints (process_id, user_id, kind)
      select id, ${person}, 'suspend' from processes limit 1`);
    await migrate();
    const [held] = await rowsOf<{ address: string; email: string }>(
      db,
      sql`select r.address, u.email from restraints r join users u on u.id = r.user_id`,
    );
    expect(held?.address).toBe(restrainedAddress(held?.email ?? ""));
    await db.execute(sql`delete from users where id = ${person}`);
    expect(await rowsOf(db, sql`select user_id as id from restraints`)).toEqual([{ id: null }]);
  });

  test("call what people were told of, and what waits to be confirmed, by its title", async () => {
    const { open, migrateFrom } = await emptyDatabase();
    await migrateFrom(
      firstMigrations(entries.findIndex(({ tag }) => tag.endsWith("titles_of_what_people_are_told"))),
    );
    const { db, migrate } = await open();
    await fillFirstVersion(db);
    const title = { source: "en", text: { en: "A vote" } };
    await db.execute(sql`update rounds set title = ${JSON.stringify(title)}::jsonb where id = ${ids.round}`);
    const reader = randomUUID();
    await db.execute(
      sql`insert into users (id, email, created_at) values (${reader}, 'r@example.org', now())`,
    );
    for (const [key, kind, values] of [
      ["1", "round-closed", { number: 1 }],
      ["2", "act-asked", { confirms: "close", number: "1", by: "Somebody" }],
      ["3", "townhall-soon", { number: 1 }],
      ["4", "draft-published", { label: "0.1" }],
    ] as const)
      await db.execute(sql`insert into notices
          (id, user_id, process_id, kind, key, values, path, created_at, mail, mail_after)
        values (${randomUUID()}, ${reader}, ${ids.process}, ${kind}, ${key}, ${JSON.stringify(values)}::jsonb, '/',
          now(), 'none', now())`);
    const gate = { does: "save", language: "fr", gate: { id: null, title: "Une condition" } };
    for (const [act, thing, form] of [
      ["close", "1", ""],
      ["gates", "new 123", JSON.stringify(gate)],
      ["decision", "1", ""],
    ])
      await db.execute(sql`insert into pending_acts
          (id, process_id, act, thing, form, hash, asked_by, asked_at, expires_at)
        values (${randomUUID()}, ${ids.process}, ${act}, ${thing}, ${form}, '', ${reader}, now(), now())`);
    await migrate();
    expect(await rowsOf(db, sql`select values from notices order by key`)).toEqual([
      { values: { number: 1, title } },
      { values: { confirms: "close", number: "1", by: "Somebody", title } },
      // What it was about is gone.
      { values: { number: 1, title: "…" } },
      { values: { label: "0.1" } },
    ]);
    expect(await rowsOf(db, sql`select title from pending_acts order by act`)).toEqual([
      { title },
      { title: { source: "en", text: { en: "…" } } },
      { title: { source: "fr", text: { fr: "Une condition" } } },
    ]);
  });

  test("leave the same tables whether they ran at once or one after the other", async () => {
    const [atOnce, stepped] = [await migratedAtOnce(), await migratedStepByStep()];
    expect(await columnsOf(stepped.db)).toEqual(await columnsOf(atOnce.db));
  });

  test("are all that the schema in the code asks for", async () => {
    const last = `meta/${String(entries.at(-1)?.idx).padStart(4, "0")}_snapshot.json`;
    const migrated = JSON.parse(readFileSync(join(folder, last), "utf8")) as Parameters<
      typeof generateMigration
    >[0];
    expect(await generateMigration(migrated, generateDrizzleJson(schema, migrated.id))).toEqual([]);
  });

  test("stand in the order in which they were made, each with its file, or a database would skip one", () => {
    const times = entries.map(({ when }) => when);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
    expect(files.sort()).toEqual(entries.map(({ tag }) => `${tag}.sql`).sort());
  });

  test("give threads whose first post was erased their number as a title, and take who is gone out of the keys of notices", async () => {
    const { open, migrateFrom } = await emptyDatabase();
    await migrateFrom(firstMigrations(20));
    const { db, migrate } = await open();
    await fillFirstVersion(db);
    const [reader, gone] = [randomUUID(), randomUUID()];
    await db.execute(
      sql`insert into users (id, email, created_at) values (${reader}, 'r@example.org', now())`,
    );
    for (const [number, title] of [
      [7, "—"],
      [8, "A matter"],
    ])
      await db.execute(sql`insert into comments
          (id, process_id, kind, number, title, language, type, stance, body, created_at)
        values (${randomUUID()}, ${ids.process}, 'topic', ${number}, ${title}, 'en', 'general', 'neutral', '', now())`);
    const told = (key: string, values: object, path: string) =>
      db.execute(sql`insert into notices
          (id, user_id, process_id, kind, key, values, path, created_at, mail, mail_after)
        values (${randomUUID()}, ${reader}, ${ids.process}, 'reply', ${key}, ${JSON.stringify(values)}::jsonb, ${path},
          now(), 'none', now())`);
    await told("reply a", { title: "—" }, "/p/old/threads/7?page=1#post-2");
    await told("reply b", { title: "A matter" }, "/p/old/threads/8");
    await told(`review-applied ${randomUUID()} ${gone} 1`, { system: "owl" }, "/p/old/manage/systems");
    await migrate();
    expect(await rowsOf(db, sql`select number, title from comments order by number`)).toEqual([
      { number: 7, title: "#7" },
      { number: 8, title: "A matter" },
    ]);
    const notices = await rowsOf<{ key: string; values: object }>(
      db,
      sql`select key, values from notices order by path`,
    );
    expect(notices.map(({ values }) => values)).toEqual([
      { system: "owl" },
      { title: "#7" },
      { title: "A matter" },
    ]);
    expect(notices.filter(({ key }) => key.includes(gone))).toEqual([]);
  });

  onPostgres("run once when several servers start at the same moment", async () => {
    const { open } = await emptyDatabase();
    const servers = [await open(), await open(), await open()];
    await Promise.all(servers.map((server) => server.migrate()));
    for (const { db } of servers) expect(await applied(db)).toEqual(entries.map(({ when }) => when));
  });

  onPostgres("wait for a server that is migrating", async () => {
    const { default: postgres } = await import("postgres");
    const { open } = await emptyDatabase();
    const handle = await open();
    const [{ name } = { name: "" }] = await rowsOf<{ name: string }>(
      handle.db,
      sql`select current_database() as name`,
    );
    const url = Object.assign(new URL(inject("postgresUrl") as string), { pathname: `/${name}` }).href;
    const first = postgres(url, { ...socketOf(url), max: 1 });
    await first`select pg_advisory_lock(7263481)`;
    let isDone = false;
    const waiting = handle.migrate().then(() => {
      isDone = true;
    });
    await expect
      .poll(() => rowsOf(handle.db, sql`select 1 from pg_locks where locktype = 'advisory' and not granted`))
      .toHaveLength(1);
    expect(isDone).toBe(false);
    expect(await tablesOf(handle.db)).toEqual([]);
    await first.end();
    await waiting;
    expect(await applied(handle.db)).toHaveLength(entries.length);
  });
});

inFolder("a database in a folder", () => {
  const home = mkdtempSync(join(tmpdir(), "codraft-data-"));
  afterAll(() => rmSync(home, { recursive: true }));

  test("is there again, with its data, when the server starts again", async () => {
    const data = join(home, "pgdata");
    const first = await openPglite(data);
    await first.migrate();
    await fillFirstVersion(first.db);
    await first.close();
    const second = await openPglite(data);
    await second.migrate();
    expect(await rowsOf(second.db, sql`select slug from processes`)).toEqual([{ slug: "old" }]);
    expect(await databaseNow(second.db)).toBeInstanceOf(Date);
    await second.close();
  });
});
