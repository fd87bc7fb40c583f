import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, type SQL, sql } from "drizzle-orm";
import { changeList } from "~/features/components/services/changeList.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { sweepRows } from "~/features/recordlog/services/rows/sweepRows.server";
import { takeSnapshot } from "~/features/representation/services/snapshots.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import { draftRound } from "~/features/rounds/services/draftRound.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import { presets } from "~/features/rules/domain/presets";
import { castBallot } from "~/features/votes/services/castBallot.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { saveWorkgroup } from "~/features/workgroups/services/workgroups.server";
import type { UserId } from "~/kernel/ids";
import type { Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { connectPostgres } from "~db/client";
import { notices } from "~db/schema/notices";
import { processes } from "~db/schema/processes";
import { rounds } from "~db/schema/rounds";
import { loadDemo } from "~server/demo/load";
import { buildDeps } from "~server/deps";
import { readEnv } from "~server/env";
import { loadTranslations } from "~server/translations";
import { startPostgres, type TestPostgres } from "~tests/support/embeddedPostgres";
import { unpackOnce } from "~tests/support/unpackOnce";
import type { Page } from "./pages";

export const big = {
  slug: "big",
  people: 10_000,
  /** Of a workgroup, who vote in its round. */
  voters: 5_000,
  /** Versions, of so many clauses. */
  drafts: 500,
  clauses: 20,
  /** Comments and posts: on the newest version (half of them answers), in one thread, and in others. */
  onDraft: 40_000,
  inThread: 10_000,
  inTopics: 50_000,
  perTopic: 100,
  townhalls: 200,
  systems: 100,
} as const;

/** The session of the process's organizer. */
const token = createHash("sha256").update("the organizer of a big process").digest("hex");
export const bigSession = `__Host-codraft=${encodeURIComponent(Buffer.from(JSON.stringify(token)).toString("base64"))}`;

const path = `/p/${big.slug}`;
const newest = `${path}/drafts/0.${big.drafts}`;
/** Pages of clauses look at whether an id is a whole one. */
const clauseIds = "00000000-0000-4000-8000-";
const clauseId = (n: SQL) => sql`(${clauseIds}::text || lpad(to_hex(${n}), 12, '0'))::uuid`;

export const bigPages: readonly Page[] = [
  { name: "big: overview", path },
  { name: "big: votes", path: `${path}/votes` },
  { name: "big: result", path: `${path}/results/1` },
  { name: "big: drafts", path: `${path}/drafts` },
  { name: "big: draft", path: newest },
  { name: "big: clause", path: `${newest}/clauses/${clauseIds}000000000002` },
  { name: "big: comments", path: `${newest}/comments` },
  { name: "big: townhalls", path: `${path}/townhalls` },
  { name: "big: threads", path: `${path}/threads` },
  { name: "big: thread", path: `${path}/threads/1` },
  { name: "big: people", path: `${path}/people` },
  { name: "big: systems", path: `${path}/systems` },
];

/** A PostgreSQL server with the demo and a big process in it: made once a machine, and a copy of that each time. */
export async function startBigPostgres(): Promise<TestPostgres> {
  const kept = await unpackOnce(`codraft-big-${fingerprint()}`, async (folder) => {
    // PostgreSQL runs as another user than root.
    await chmod(folder, 0o755);
    await mkdir(join(folder, "data"));
    const server = await startPostgres({ dir: join(folder, "data") });
    await fill(server.url);
    await server.kill();
  });
  const dir = join(await mkdtemp(join(tmpdir(), "codraft-big-")), "data");
  await chmod(join(dir, ".."), 0o755);
  await copy(join(kept, "data"), dir);
  const server = await startPostgres({ dir });
  const stop = async () => {
    await server.stop();
    await rm(join(dir, ".."), { recursive: true, force: true });
  };
  return { ...server, stop };
}

/** With its owner, for PostgreSQL's files are its own. */
async function copy(from: string, to: string): Promise<void> {
  if (process.platform === "win32") await cp(from, to, { recursive: true });
  else execFileSync("cp", ["-Rp", from, to]);
}

/** Of all that the databases are made from. */
function fingerprint(): string {
  const hash = createHash("sha256").update(readFileSync(new URL(import.meta.url)));
  for (const name of ["db/migrations", "db/demo", "server/demo"]) {
    const folder = new URL(`../../../${name}/`, import.meta.url);
    for (const file of readdirSync(folder, { withFileTypes: true }))
      if (file.isFile()) hash.update(readFileSync(new URL(file.name, folder)));
  }
  return hash.digest("hex").slice(0, 16);
}

async function fill(url: string): Promise<void> {
  const handle = await connectPostgres(url, 16);
  await handle.migrate();
  const deps = buildDeps(readEnv({ ...process.env, DATABASE_URL: url }), handle, {
    work: workHere,
    translations: loadTranslations(),
    log: { info() {}, warn() {}, error() {} },
    publish() {},
    origin: "http://127.0.0.1",
  });
  await loadDemo(deps);
  const organizer = await addPeople(deps);
  const scene = await start(deps, organizer);
  await addTexts(deps, scene);
  await vote(deps, organizer, scene);
  await settle(deps);
  await takeSnapshot(deps, scene.id);
  await deps.db.execute(sql`vacuum analyze`);
  await deps.db.execute(sql`checkpoint`);
  await handle.close();
}

const person = (n: number): UserId => {
  const id = createHash("md5").update(`person${n}`).digest("hex");
  return id.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5") as UserId;
};
const actor = (n: number): Actor => ({
  id: person(n),
  email: `person-${n}@example.org`,
  displayName: `Person ${n}`,
  suspended: false,
});

/** The first of them organizes. */
async function addPeople({ db }: Deps): Promise<Actor> {
  await db.execute(sql`
    insert into users (id, email, display_name, country, languages, stakeholder_groups, shows_name, placed_at, created_at)
    select md5('person' || n)::uuid, 'person-' || n || '@example.org', 'Person ' || n,
      (array['SN', 'FR', 'IN', 'BR', 'US', 'KE', 'EG', 'DE', 'JP', 'MX'])[1 + n % 10], array['en'],
      array[(array['developer', 'deployer', 'end-user', 'subject'])[1 + n % 4]], n % 10 = 0, now(), now()
    from generate_series(1, ${big.people}::int) n`);
  await db.execute(sql`insert into sessions (token_hash, user_id, created_at, seen_at, expires_at)
    values (${createHash("sha256").update(token).digest("hex")}, ${person(1)}, now(), now(), now() + interval '10 years')`);
  return actor(1);
}

async function start(deps: Deps, organizer: Actor): Promise<ProcessRow> {
  const words = {
    title: "A big process",
    summary: "Many people.",
    question: "Is it?",
    language: "en",
  } as const;
  done(await startProcess(deps, organizer, { slug: big.slug, ...words }));
  const [scene] = await deps.db.select().from(processes).where(eq(processes.slug, big.slug));
  if (!scene) throw new Error("the process is not there");
  done(await openProcess(deps, organizer, scene));
  const added = Array.from({ length: 16 }, (_, at) => ({
    title: `Component ${at + 1}`,
    category: "data",
    description: "",
  }));
  done(
    await changeList(deps, organizer, scene, "en", {
      change: { kind: "added", added },
      reason: "To begin with.",
    }),
  );
  const group = { key: "all", name: "All", system: "A system", maker: "", charter: "" };
  done(await saveWorkgroup(deps, organizer, scene, "en", group));
  await deps.db.execute(sql`insert into process_members (process_id, user_id, role, joined_at)
    select ${scene.id}, md5('person' || n)::uuid, 'participant', now() from generate_series(2, ${big.people}::int) n`);
  await deps.db.execute(sql`insert into workgroup_members (workgroup_id, user_id, role, affiliated, joined_at)
    select id, md5('person' || n)::uuid, 'member', false, now() from workgroups, generate_series(1, ${big.voters}::int) n
    where process_id = ${scene.id}`);
  return scene;
}

/** Versions with their clauses, what is said on the newest and in threads, townhalls, systems. */
async function addTexts({ db }: Deps, scene: ProcessRow): Promise<void> {
  const title = (text: SQL) =>
    sql`jsonb_build_object('source', 'en', 'text', jsonb_build_object('en', ${text}))`;
  const draft = sql`md5('draft' || ${big.drafts}::int)::uuid`;
  const said = sql`author_id, language, type, stance, body, created_at`;
  const saying = sql`md5('person' || (1 + n % ${big.people}::int))::uuid, 'en', 'general',
    (array['neutral', 'support', 'oppose'])[1 + n % 3],
    'The weights of system ' || n || ' say *little* without its **data**. ' || repeat('It must be possible to see how they were made. ', 1 + n % 5),
    now() - n * interval '1 minute'`;
  const each = (insert: SQL, count: number, select: SQL) =>
    db.execute(sql`insert into ${insert} select ${select} from generate_series(1, ${count}::int) n`);
  await each(
    sql`drafts (id, process_id, number, label, state, note, text_hash, comments_until, published_at, created_at)`,
    big.drafts,
    sql`md5('draft' || n)::uuid, ${scene.id}, n, '0.' || n, case n when ${big.drafts}::int then 'published' else 'superseded' end,
      ${title(sql`'Version ' || n`)}, md5('text' || n), now() + interval '5 years', now() - (${big.drafts}::int - n) * interval '1 day',
      now() - interval '2 years'`,
  );
  await db.execute(sql`insert into draft_clauses (draft_id, clause_id, position, kind, heading, body, stability, origins, edited_at)
    select md5('draft' || d)::uuid, ${clauseId(sql`c`)}, c, case when c % 5 = 1 then 'section' else 'requirement' end,
      'Clause ' || c, case when c % 5 = 1 then '' else 'A system is **open** when, in version ' || d / c || ', ' ||
        repeat('what it was made from can be looked at, used, changed and passed on. ', 3) || E'\n\n- first\n- second' end,
      'likely', array[]::uuid[], now()
    from generate_series(1, ${big.drafts}::int) d, generate_series(1, ${big.clauses}::int) c`);
  const half = big.onDraft / 2;
  await each(
    sql`comments (id, process_id, kind, draft_id, clause_id, number, posts, last_at, ${said})`,
    half,
    sql`md5('comment' || n)::uuid, ${scene.id}, 'comment', ${draft}, ${clauseId(sql`1 + n % ${big.clauses}::int`)}, n, 1,
      now(), ${saying}`,
  );
  await each(
    sql`comments (id, process_id, kind, draft_id, clause_id, root_id, post, ${said})`,
    half,
    sql`md5('answer' || n)::uuid, ${scene.id}, 'comment', ${draft}, ${clauseId(sql`1 + n % ${big.clauses}::int`)},
      md5('comment' || n)::uuid, 1, ${saying}`,
  );
  const topics = 1 + big.inTopics / big.perTopic;
  await each(
    sql`comments (id, process_id, kind, title, category, number, posts, last_at, ${said})`,
    topics,
    sql`md5('topic' || n)::uuid, ${scene.id}, 'topic', 'Topic ' || n, 'general', n,
      case n when 1 then ${big.inThread}::int else ${big.perTopic}::int end, now() - n * interval '1 minute', ${saying}`,
  );
  await each(
    sql`comments (id, process_id, kind, root_id, post, ${said})`,
    big.inThread,
    sql`md5('post' || n)::uuid, ${scene.id}, 'topic', md5('topic1')::uuid, n, ${saying}`,
  );
  await each(
    sql`comments (id, process_id, kind, root_id, post, ${said})`,
    big.inTopics,
    sql`md5('reply' || n)::uuid, ${scene.id}, 'topic', md5('topic' || (2 + (n - 1) / ${big.perTopic}::int))::uuid,
      1 + (n - 1) % ${big.perTopic}::int, ${saying}`,
  );
  await each(
    sql`townhalls (id, process_id, number, title, starts_at, minutes_long, zone, languages, state, changed_at)`,
    big.townhalls,
    sql`md5('townhall' || n)::uuid, ${scene.id}, n, ${title(sql`'Townhall ' || n`)}, now() + (n - 100) * interval '7 days', 60,
      'UTC', array['en'], case when n < 100 then 'ended' else 'planned' end, now()`,
  );
  await each(
    sql`systems (id, process_id, key, name, maker, about, links, position, created_at)`,
    big.systems,
    sql`md5('system' || n)::uuid, ${scene.id}, 'system-' || n, 'System ' || n, 'A maker', ${title(sql`'About it.'`)}, '[]'::jsonb,
      n, now()`,
  );
}

/** What the server would do first, for minutes and beside all that is measured: commits to all rows, and mails everybody who voted. */
async function settle(deps: Deps): Promise<void> {
  await sweepRows(deps);
  await deps.db.update(notices).set({ mail: "sent" }).where(eq(notices.mail, "due"));
}

/** A round of the workgroup, voted in by all of it, closed, counted and published. */
async function vote(deps: Deps, organizer: Actor, scene: ProcessRow): Promise<void> {
  const [workgroup] = await workgroupsOf(deps.db, scene.id);
  if (!workgroup) throw new Error("the workgroup is not there");
  const rule = presets["person-share"];
  const terms = {
    asked: [],
    offersNotNecessary: true,
    attribution: "pseudonymous",
    reveal: "at-close",
  } as const;
  const input = { title: "A round", workgroupId: workgroup.id, rule, closesAt: null, ...terms };
  const { id } = done(await draftRound(deps, organizer, scene, input));
  const read = async () => {
    const [round] = await deps.db.select().from(rounds).where(eq(rounds.id, id));
    if (!round) throw new Error("the round is not there");
    return round;
  };
  done(await openRound(deps, organizer, { process: scene, round: await read(), workgroup }));
  const round = await read();
  let next = 0;
  const client = async () => {
    while (next < big.voters) {
      const n = ++next;
      const choices = Object.fromEntries(
        round.asked.map((key, at) => [key, { use: (n + at) % 3 ? "required" : "not_necessary" } as const]),
      );
      done(await castBallot(deps, actor(n), round, { choices, notes: {}, prev: null, key: randomUUID() }));
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));
  done(await closeRound(deps, organizer, round));
  const compiled = await compileRounds(deps, organizer, scene, { roundIds: [id], rule, title: "A result" });
  done(await publishCompilation(deps, organizer, scene, done(compiled).number));
}

function done<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}
