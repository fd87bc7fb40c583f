import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sweepRows } from "~/features/recordlog/services/rows/sweepRows.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { committedRecordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import { notInDemo, shownRows, type Way } from "~tests/registries/shownRows";
import { watchStatements } from "~tests/support/countStatements";
import { demoDb } from "~tests/support/demoDb";
import { there } from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";
import { bodyIn, statusIn, visit } from "./support/routes";
import { htmlAt } from "./support/wholePage";

const slug = "open-source-ai";

type Row = readonly [table: string, key: string, is: string | null];
type Entry = {
  readonly index: number;
  readonly leaf: string;
  readonly text: string;
  readonly said: { readonly kind: string; readonly rows?: readonly Row[] } & Readonly<
    Record<string, unknown>
  >;
};
type Shown = {
  readonly index: number;
  readonly leaf: string;
  readonly isSigned: boolean;
  readonly rows: {
    readonly own?: string | null;
    readonly others: readonly { readonly table: string; readonly count: number }[];
  };
};
type About = {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly rows: readonly Shown[];
};

let demo: TestDb;
let clock: ReturnType<typeof testClock>;
let deps: ReturnType<typeof testDeps>;
let all: readonly Entry[];
beforeAll(async () => {
  demo = await demoDb();
  clock = testClock(new Date());
  deps = testDeps(demo, { now: clock.now });
  await sweepRows(deps);
  await signLogs(deps);
  all = await readAll();
});
afterAll(() => demo.close());

async function readAll(): Promise<Entry[]> {
  const rows = await rowsOf<{ index: number; leaf: string; entry: string }>(
    demo.db,
    sql`select e.index, e.leaf, e.entry from record_entries e join record_logs l on l.origin = e.log
      join processes p on p.id = l.process_id where p.slug = ${slug} order by e.index`,
  );
  return rows.map(({ index, leaf, entry }) => ({ index, leaf, text: entry, said: JSON.parse(entry) }));
}

const ask = (of: string, page = 1) =>
  visit("overview/recordLog.tsx", "loader", {
    deps,
    params: { process: slug },
    search: `?of=${encodeURIComponent(of)}&page=${page}`,
  });
const statusOf = async (of: string) => statusIn(await ask(of));
async function entriesOf(of: string): Promise<About> {
  const { about } = (await bodyIn(await ask(of))) as { about: About };
  const rows = [...about.rows];
  for (let page = 2; page <= about.pages; page++)
    rows.push(...((await bodyIn(await ask(of, page))) as { about: About }).about.rows);
  return { ...about, rows };
}

/** Whether a row is that of a key, or belongs to it. */
const isAbout = ([, key]: Row, of: string) =>
  key === of || (key.startsWith("[") && (JSON.parse(key) as string[])[0] === of);

/** The entries about a row of a table as the whole log has them, read entry by entry. */
const inLog = (table: string, key: string, isKind: (said: Entry["said"]) => boolean = () => false) =>
  all.filter(
    ({ said }) =>
      isKind(said) ||
      (said.rows ?? []).some(
        (row) => (row[0] === table && row[1] === key) || (isUuid(key) && isAbout(row, key)),
      ),
  );
const isUuid = (key: string) => /^[0-9a-f-]{36}$/.test(key);

/** Entries of a kind of their own, by what each calls the thing. */
const kindsOf: Readonly<Record<string, readonly [field: string, ...kinds: string[]]>> = {
  plan: ["plan", "plan"],
  open: ["ballots", "open", "extend", "roll", "close", "void"],
  result: ["count", "count", "result"],
  version: ["draft", "version"],
  snapshot: ["snapshot", "snapshot", "decision"],
};
function ofKind(as: string) {
  const [, of = "", name = ""] = /^([a-z-]+):(.*)$/.exec(as) ?? [];
  const [field = "", ...kinds] = kindsOf[of] ?? [];
  return (said: Entry["said"]) => kinds.includes(said.kind) && String(said[field]) === name;
}

type Link = { readonly key: string; readonly path: string; readonly as: string };
const linksOf = (table: string, { from, page, as }: Extract<Way, { from: string }>) =>
  rowsOf<Link>(
    demo.db,
    sql`select r.key, ${sql.raw(page)} as path, ${sql.raw(as ?? "r.table_name || ':' || r.key")} as as
      from record_rows r, ${sql.raw(from)} and r.table_name = ${table} and r.state = 'public'
        and r.log like ${`%/log/${slug}`}
      order by md5(r.key) limit 3`,
  );

const tables = committedRecordTables.map(({ name }) => name);
const committed = async () =>
  new Set(
    (await rowsOf<{ name: string }>(demo.db, sql`select distinct table_name as name from record_rows`)).map(
      ({ name }) => name,
    ),
  );

describe("Every table to whose rows the record log commits", () => {
  test("says which page shows it, and the demo has rows of nearly all", async () => {
    expect(Object.keys(shownRows).sort()).toEqual(tables.toSorted());
    const known = await committed();
    expect(tables.filter((name) => !known.has(name)).sort()).toEqual(notInDemo.toSorted());
    for (const way of Object.values(shownRows))
      if ("with" in way) expect(there(shownRows[way.with])).toHaveProperty("from");
  });

  const linked = Object.entries(shownRows).filter(
    ([name, way]) => "from" in way && !notInDemo.includes(name),
  ) as [string, Extract<Way, { from: string }>][];
  test.each(linked)("%s: pages lead from a row to all entries about it", async (table, way) => {
    const links = await linksOf(table, way);
    expect(links.length).toBeGreaterThan(0);
    for (const { key, path, as } of links) {
      const href = `/p/${slug}/log?of=${encodeURIComponent(as)}"`;
      expect([path, (await htmlAt(`/p/${slug}${path}`, deps)).includes(href)]).toEqual([path, true]);
      const { rows } = await entriesOf(as);
      const wanted = inLog(table, key, ofKind(as));
      expect(wanted.length).toBeGreaterThan(0);
      expect(rows.map(({ index, leaf }) => [index, leaf])).toEqual(
        wanted.map(({ index, leaf }) => [index, leaf]),
      );
      for (const [at, { rows: shown }] of rows.entries()) {
        const own = there(wanted[at]).said.rows?.find((row) => row[0] === table && row[1] === key);
        expect(shown.own).toBe(own?.[2]);
      }
    }
  });

  const belonging = Object.entries(shownRows).filter(
    ([name, way]) => "with" in way && !notInDemo.includes(name),
  ) as [string, Extract<Way, { with: string }>][];
  test.each(belonging)("%s: its entries are among those of what it belongs to", async (table, way) => {
    const rows = await rowsOf<{ key: string }>(
      demo.db,
      sql`select key from record_rows where table_name = ${table} order by md5(key) limit 3`,
    );
    for (const { key } of rows) {
      const [first] = key.startsWith("[") ? (JSON.parse(key) as string[]) : [key];
      const shown = await entriesOf(`${way.with}:${first}`);
      const wanted = all.filter(({ said }) => said.rows?.some((row) => row[0] === table && row[1] === key));
      expect(wanted.length).toBeGreaterThan(0);
      for (const { index } of wanted) {
        const one = there(shown.rows.find((entry) => entry.index === index));
        expect(one.rows.others.map((other) => other.table)).toContain(table);
      }
    }
  });

  test("the page of the data leads to all entries about each", async () => {
    const html = await htmlAt(`/p/${slug}/data`, deps);
    for (const name of tables) {
      expect(html).toContain(`/p/${slug}/log?of=${name}%3A*"`);
      if (notInDemo.includes(name)) continue;
      const { rows } = await entriesOf(`${name}:*`);
      const wanted = all.filter(({ said }) => said.rows?.some((row) => row[0] === name));
      expect(rows.map(({ index }) => index)).toEqual(wanted.map(({ index }) => index));
    }
  });
});

describe("The entries about a thing", () => {
  const newest = async (table: string) => {
    const [row] = await rowsOf<{ key: string }>(
      demo.db,
      sql`select key from record_rows where table_name = ${table} and log like ${`%/log/${slug}`} order by index desc limit 1`,
    );
    return there(row).key;
  };

  /** A row like another of its table, under an id of its own. */
  async function another(table: string, changed: Readonly<Record<string, unknown>>): Promise<string> {
    const id = deps.newId();
    const with_ = JSON.stringify({ ...changed, id });
    await demo.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(
        sql`insert into ${sql.identifier(table)} select (jsonb_populate_record(x, ${with_}::jsonb)).* from ${sql.identifier(table)} x limit 1`,
      );
    });
    return id;
  }

  test("are said in words, with number, hash and whether they are signed, and lead to the log", async () => {
    const key = await newest("gates");
    const { rows } = await entriesOf(`gates:${key}`);
    expect(rows.every(({ isSigned }) => isSigned)).toBe(true);
    const html = await htmlAt(`/p/${slug}/log?of=${encodeURIComponent(`gates:${key}`)}`, deps);
    for (const { index, leaf } of rows) {
      expect(html).toContain(leaf);
      expect(html).toContain(`/p/${slug}/log?entry=${index}"`);
      const moved = await visit("overview/recordLog.tsx", "loader", {
        deps,
        params: { process: slug },
        search: `?entry=${index}`,
      });
      expect(statusIn(moved)).toBe(302);
      expect((moved.is as Response).headers.get("Location")).toMatch(new RegExp(`#entry-${index}$`));
    }
  });

  test("hold nothing that the log does not say in public", async () => {
    for (const table of ["comments", "endorsements", "reviews", "workgroups", "rounds"]) {
      const { rows } = await entriesOf(`${table}:${await newest(table)}`);
      for (const { index, leaf, rows: shown } of rows) {
        const entry = there(all.find((one) => one.index === index));
        expect(entry.leaf).toBe(leaf);
        for (const said of [shown.own, ...shown.others.map((other) => other.table)])
          if (typeof said === "string") expect(entry.text).toContain(`"${said}"`);
      }
    }
  });

  test("of a whole table says that it is of one, and of a row that it is of that", async () => {
    const t = deps.translator("en");
    const titles = ["overview:entries.title", "overview:entries.allTitle"].map((key) => t(key as never));
    const shown = async (of: string) => {
      const html = await htmlAt(`/p/${slug}/log?of=${of}`, deps);
      return titles.map((title) => html.includes(`<h1>${title}</h1>`));
    };
    expect(await shown("comments:*")).toEqual([false, true]);
    expect(await shown(`comments:${await newest("comments")}`)).toEqual([true, false]);
  });

  test("take a few statements, by indexes of the log", async () => {
    const of = `comments:${await newest("comments")}`;
    let count = 0;
    const stop = watchStatements(() => {
      count += 1;
    });
    await ask(of);
    stop();
    expect(count).toBeLessThanOrEqual(10);
  });

  test("are not there, in words, of what nobody knows or nobody may see", async () => {
    const nobody = "00000000-0000-4000-8000-000000000000";
    const asked = ["", ":", "x", "comments:", "comments:x", `comments:${nobody}`, "nothing:x", "roll:*"];
    for (const of of [
      ...asked,
      "comments:[",
      'review-cells:["x"]',
      'components:["\\u0000"]',
      "result:99",
      "log-entries:*",
    ])
      expect([of, await statusOf(of)]).toEqual([of, 404]);
    const hidden = [
      `drafts:${await another("drafts", { state: "working", label: "9.9", number: 99 })}`,
      `compilations:${await another("compilations", { published_at: null, number: 99 })}`,
      `rounds:${await another("rounds", { state: "draft", plan: null, number: 99 })}`,
    ];
    for (const of of hidden) expect([of, await statusOf(of)]).toEqual([of, 404]);
  });

  test("are none yet of what is public and was not committed to, until the next sweep", async () => {
    const id = await another("milestones", {});
    expect((await entriesOf(`milestones:${id}`)).rows).toEqual([]);
    const html = await htmlAt(`/p/${slug}/log?of=milestones%3A${id}`, deps);
    expect(html).toContain("no entry of it yet");
    clock.forward(3_600_000);
    await sweepRows(deps);
    const { rows } = await entriesOf(`milestones:${id}`);
    expect(rows).toHaveLength(1);
    expect(there(rows[0]).isSigned).toBe(false);
  });
});
