import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { sql } from "drizzle-orm";
import type { Signed } from "~/features/recordlog/domain/guard";
import { ballotAppender } from "~/features/rounds/services/appender.server";
import { type Db, rowsOf } from "~db/client";
import { begunIn, copyInto, filledByMigrations, testDb } from "./testDb";
import { shapeOf, signedBy, type TestDeps, testSigner } from "./testDeps";

/** What acts left behind: how its rows are put into another database, what was mailed and announced, and what was made. */
type Take = {
  readonly insert: string;
  readonly mails: TestDeps["mails"];
  readonly announced: TestDeps["announced"];
  readonly signed: ReadonlyMap<string, Signed>;
  readonly made: object;
};

/** By kind and number; of this worker. */
const takes = new Map<string, Promise<Take>>();

/**
 * A beginning that many tests share. The acts are done once a run, in a database with nothing else in it; from then on the rows that they left
 * are copied, in a twentieth of the time. Those of one database differ in ids and names as ever, as each comes from acts of its own.
 * Whoever has a mail server, chances or a clock of their own has the acts done.
 */
export async function replayed<T extends object>(
  deps: TestDeps,
  name: string,
  make: (deps: TestDeps) => Promise<T>,
): Promise<T> {
  const shape = shapeOf(deps);
  if (shape === null) return make(deps);
  const kind = `${name} ${shape}`;
  const begun = begunIn(deps.db);
  const number = begun.get(kind) ?? 0;
  begun.set(kind, number + 1);
  const place = `${kind} ${number}`;
  const kept = takes.get(place) ?? inTurn(() => shared(place, () => record(deps, make)));
  takes.set(place, kept);
  const { insert, mails, announced, signed, made } = structuredClone(await kept);
  await copyInto(deps.db, insert);
  deps.mails.push(...mails);
  deps.announced.push(...announced);
  for (const [origin, one] of signed) signedBy(deps).keep(origin, one);
  return made as T;
}

/** Reads what another worker, or another project, recorded before; the first to come records for all. */
async function shared(place: string, make: () => Promise<Take>): Promise<Take> {
  const folder = process.env.CODRAFT_TEST_TAKES;
  if (!folder) return make();
  const file = join(folder, createHash("sha256").update(place).digest("hex"));
  if (existsSync(file)) return deserialize(readFileSync(file)) as Take;
  const take = await make();
  // Renamed when it is whole: nobody reads half of it.
  writeFileSync(`${file}.${process.pid}`, serialize(take));
  renameSync(`${file}.${process.pid}`, file);
  return take;
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other, as there is one database for it. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const result = last.then(run);
  last = result.catch(() => {});
  return result;
}

/** Does the acts in a database with nothing else in it. */
async function record(deps: TestDeps, make: (deps: TestDeps) => Promise<object>): Promise<Take> {
  const db = await testDb();
  try {
    const [mails, announced]: [Take["mails"], Take["announced"]] = [[], []];
    const signed = new Map<string, Signed>();
    const own: TestDeps = {
      ...deps,
      recordLog: { ...deps.recordLog, signer: testSigner(undefined, signed) },
      db: db.db,
      appendBallot: ballotAppender(db.runHot),
      mail: async (mail) => mails.push(mail) > 0,
      publish: (announcement) => {
        announced.push(announcement);
      },
      mails,
      announced,
    };
    const made = await make(own);
    return { insert: await insertOf(db.db), mails, announced, signed, made };
  } finally {
    await db.close();
  }
}

type Table = { readonly name: string; readonly columns: string; readonly values: string };

/**
 * A statement that inserts every row that a database has. Triggers are left out: what they did is among the rows. Numbers that the
 * database gives are given anew, and what is said of a transaction is said of the one that copies.
 */
async function insertOf(db: Db): Promise<string> {
  const tables = await rowsOf<Table>(
    db,
    sql`select quote_ident(c.relname) as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns,
        string_agg(case when a.attname = 'transaction' then 'pg_current_xact_id()::text::' || format_type(a.atttypid, null)
          else quote_ident(a.attname) end, ', ' order by a.attnum) as values
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' and a.attidentity = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_relation_size(c.oid) > 0
      group by c.relname`,
  );
  const inserts: string[] = [];
  const filled: string[] = [];
  for (const { name, columns, values } of tables) {
    if (filledByMigrations.includes(name)) continue;
    const [row] = await rowsOf<{ rows: string | null }>(
      db,
      sql`select json_agg(t)::text as rows from (select ${sql.raw(columns)} from ${sql.raw(name)}) t`,
    );
    if (!row?.rows) continue;
    filled.push(name);
    inserts.push(`insert into ${name} (${columns})
      select ${values} from json_populate_recordset(null::${name}, $rows$${row.rows}$rows$);`);
  }
  // What watches the tables is a trigger as well.
  return `do $do$ begin
    perform set_config('session_replication_role', 'replica', true);
    ${inserts.join("\n")}
    update page_versions set version = version + 1
      where (table_name, slot) in (select table_name, min(slot) from page_versions
        where table_name in (${filled.map((name) => `'${name}'`).join(", ")}) group by 1);
  end $do$`;
}
