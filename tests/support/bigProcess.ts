import { eq, type SQL, sql } from "drizzle-orm";
import { inject } from "vitest";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { sealEntry } from "~/features/rounds/domain/entry";
import { presets } from "~/features/rules/domain/presets";
import { connectPostgres, type DbHandle, rowsOf } from "~db/client";
import { insertMany } from "~db/insertMany";
import { ballotEntries, ballotLogs } from "~db/schema/rounds";
import type { Params } from "~tests/http/support/routes";
import { buildWorld, type Role, type World } from "~tests/http/support/world";
import { closed, logOf, opened, type Person, processRow, there, value } from "./scenario";
import { createPostgresDatabase, type TestDb } from "./testDb";
import { type TestDeps, testDeps } from "./testDeps";

/** How much there is of what grows. */
const big = {
  people: 1_000,
  drafts: 30,
  clauses: 300,
  comments: 5_000,
  replies: 5_000,
  topics: 500,
} as const;

export type BigProcess = {
  readonly db: TestDb;
  readonly deps: TestDeps;
  readonly process: ProcessRow;
  readonly people: Record<Role, Person | null>;
  readonly params: Params;
  /** A round that a thousand people voted in, and the result that counts it. */
  readonly voted: { readonly round: string; readonly result: string };
};

type Known = Pick<BigProcess, "people" | "params" | "voted"> & { readonly process: ProcessRow["id"] };

/**
 * A process that has grown: there is one of everything in it, and very much of what people write. Its rows are made once a run, in
 * bulk, and each that asks gets a copy of its own. On PostgreSQL alone.
 */
export async function bigProcess(): Promise<BigProcess> {
  const template = { name: "codraft_big", fill };
  const url = await createPostgresDatabase(inject("postgresUrl") as string, template);
  const db: TestDb = { ...(await connectPostgres(url, 10)), url };
  const deps = testDeps(db, { settings: settings() });
  const [row] = await rowsOf<{ known: Known }>(db.db, sql`select known from fixture.world`);
  const { process, ...known } = there(row).known;
  return { db, deps, ...known, process: await processRow(deps, process) };
}

const settings = () => ({
  origin: "https://codraft.example",
  isDemo: false,
  hasMailbox: true,
  isEvaluation: false,
  signIn: {},
  founders: ["founder@example.org"],
});

async function fill(handle: DbHandle): Promise<void> {
  await handle.migrate();
  const world = await buildWorld({ ...handle, url: undefined });
  await addPeople(world);
  await addTexts(world);
  const voted = await vote(world);
  const known: Known = {
    people: world.people,
    params: { ...world.params, from: "9.1", to: "9.2" },
    voted,
    process: world.s.process.id,
  };
  await handle.db.execute(sql`create schema fixture`);
  await handle.db.execute(sql`create table fixture.world as select ${JSON.stringify(known)}::jsonb as known`);
  await handle.db.execute(sql`analyze`);
}

const person = (n: SQL) => sql`md5('many' || ${n})::uuid`;

/** People who take part and are members of a workgroup. */
async function addPeople({ deps: { db }, s }: World): Promise<void> {
  const series = sql`generate_series(1, ${big.people}::int) n`;
  await db.execute(sql`insert into users (id, email, display_name, country, languages, stakeholder_groups, shows_name, created_at)
    select ${person(sql`n`)}, 'many-' || n || '@example.org', 'Person ' || n, (array['SN', 'FR', 'IN', 'BR'])[1 + n % 4],
      array['en'], array[(array['developer', 'deployer', 'end-user', 'subject'])[1 + n % 4]], n % 2 = 0, now() from ${series}`);
  await db.execute(sql`insert into process_members (process_id, user_id, role, joined_at)
    select ${s.process.id}, ${person(sql`n`)}, 'participant', now() from ${series}`);
  await db.execute(sql`insert into workgroup_members (workgroup_id, user_id, role, affiliated, joined_at)
    select ${s.alpha.id}, ${person(sql`n`)}, 'member', false, now() from ${series}`);
}

/** Versions of many clauses, and what is said of the newest: comments, a long thread under one, topics. */
async function addTexts({ deps: { db }, s, params }: World): Promise<void> {
  const process = s.process.id;
  const draft = sql`(select id from drafts where process_id = ${process} and label = '0.1')`;
  const words = (text: SQL) =>
    sql`jsonb_build_object('source', 'en', 'text', jsonb_build_object('en', ${text}))`;
  const clause = (n: SQL) => sql`md5('clause' || ${n})::uuid`;
  const body = (
    n: SQL,
    of: SQL,
  ) => sql`'A system is **open** when, in version ' || ${of} || ' of clause ' || ${n} || ', ' ||
    repeat('what it was made from can be looked at, used, changed and passed on. ', 3) || E'\\n\\n- first\\n- second'`;
  await db.execute(sql`insert into drafts (id, process_id, number, label, state, note, text_hash, published_at, created_at)
    select md5('draft' || d)::uuid, ${process}, 1000 + d, '9.' || d, 'superseded', ${words(sql`'Version ' || d`)}, md5('' || d),
      now(), now() from generate_series(1, ${big.drafts}::int) d`);
  const columns = sql`draft_id, clause_id, position, kind, heading, body, stability, origins, edited_at`;
  await db.execute(sql`insert into draft_clauses (${columns})
    select md5('draft' || d)::uuid, ${clause(sql`c`)}, c, case when c % 25 = 1 then 'section' else 'requirement' end, 'Clause ' || c,
      case when c % 25 = 1 then '' else ${body(sql`c`, sql`c + d`)} end, 'likely', array[]::uuid[], now()
    from generate_series(1, ${big.drafts}::int) d, generate_series(1, ${big.clauses}::int) c`);
  // The version that everybody reads, and the one that is being written.
  await db.execute(sql`insert into draft_clauses (${columns})
    select d.id, ${clause(sql`c`)}, 10 + c, 'requirement', 'Clause ' || c, ${body(sql`c`, sql`0`)}, 'likely', array[]::uuid[], now()
    from drafts d, generate_series(1, ${big.clauses}::int) c where d.process_id = ${process} and d.label in ('0.1', '0.2')`);
  const said = sql`author_id, language, type, stance, body, created_at`;
  const saying = sql`${person(sql`(1 + n % ${big.people}::int)`)}, 'en', 'general', (array['neutral', 'support', 'oppose'])[1 + n % 3],
    'The weights of system ' || n || ' say *little* without its **data**. ' || repeat('It must be possible to see how they were made. ', 1 + n % 5),
    now() - n * interval '1 minute'`;
  await db.execute(sql`insert into comments (id, process_id, kind, draft_id, clause_id, number, posts, last_at, ${said})
    select md5('comment' || n)::uuid, ${process}, 'comment', ${draft}, ${clause(sql`(1 + n % ${big.clauses}::int)`)}, 1000 + n, 0,
      now() - n * interval '1 minute', ${saying} from generate_series(1, ${big.comments}::int) n`);
  // Every tenth suggests other words.
  await db.execute(sql`update comments set proposal = 'So: ' || clause.body,
      patch = '[{"start": 0, "removed": "", "added": "So: "}]'::jsonb
    from draft_clauses clause where clause.draft_id = comments.draft_id and clause.clause_id = comments.clause_id
      and clause.body <> '' and comments.number >= 1000 and comments.number % 10 = 0`);
  await db.execute(sql`insert into comments (id, process_id, kind, draft_id, clause_id, root_id, post, ${said})
    select gen_random_uuid(), ${process}, 'comment', ${draft}, ${there(params.clause)}::uuid, ${there(params.comment)}::uuid, n, ${saying}
    from generate_series(1, ${big.replies}::int) n`);
  await db.execute(
    sql`update comments set posts = ${big.replies}, last_at = now() where id = ${there(params.comment)}`,
  );
  await db.execute(sql`insert into comments (id, process_id, kind, title, category, number, posts, last_at, ${said})
    select md5('topic' || n)::uuid, ${process}, 'topic', 'Topic ' || n, 'general', 1000 + n, 0, now() - n * interval '1 minute', ${saying}
    from generate_series(1, ${big.topics}::int) n`);
}

/** A round of the workgroup that all of its many members vote in, closed, counted and published. */
async function vote({ deps, s }: World): Promise<BigProcess["voted"]> {
  const round = await opened(s);
  const { log, size, entries } = await logOf(deps, round);
  const voters = entries
    .flatMap((entry) => (entry.kind === "roll" ? [entry.voter] : []))
    .slice(0, big.people);
  const cast = voters.map((voter, at) => {
    const choices = Object.fromEntries(
      round.asked.map((key, row) => [key, { use: (at + row) % 3 ? "required" : "not_necessary" }]),
    );
    const nonce = at.toString(16).padStart(64, "0");
    return { voter, ...sealEntry({ kind: "cast", log, voter, prev: null, choices, notes: null, nonce }) };
  });
  await insertMany(
    deps.db,
    ballotEntries,
    cast.map(({ voter, leaf, entry }, at) => ({
      ...{ log, index: size + at, kind: "cast" as const, voter, leaf, entry },
      ...{ submissionKey: String(at), submissionHash: leaf, at: deps.now() },
    })),
  );
  await deps.db.execute(sql`update ballot_voters set last_leaf = e.leaf, last_kind = 'cast' from ballot_entries e
    where e.log = ballot_voters.log and e.voter = ballot_voters.voter and e.log = ${log} and e.kind = 'cast'`);
  await deps.db
    .update(ballotLogs)
    .set({ size: size + cast.length })
    .where(eq(ballotLogs.log, log));
  await closed(s, round);
  const input = { roundIds: [round.id], rule: presets["person-share"], title: "What a thousand voted" };
  const { number } = value(await compileRounds(deps, s.organizer, s.process, input));
  value(await publishCompilation(deps, s.organizer, s.process, number));
  return { round: String(round.number), result: String(number) };
}
