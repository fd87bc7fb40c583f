import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { folderSink } from "~/features/opendata/services/files.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { representationPage } from "~/features/representation/services/representationPage.server";
import { takeSnapshot } from "~/features/representation/services/snapshots.server";
import type { UserId } from "~/kernel/ids";
import type { Actor } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { recordTables } from "~/registries/record.server";
import { connectPostgres, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { processes } from "~db/schema/processes";
import { buildDeps } from "~server/deps";
import { readEnv } from "~server/env";
import { loadTranslations } from "~server/translations";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { median, quantile } from "./support/measure";
import { report, row } from "./support/report";

const people = 100_000;
const posts = 150_000;
const reactions = 750_000;
const turns = 100_000;
const reads = 200;

const server = await startPostgres();
const handle = await connectPostgres(server.url, 4);
await handle.migrate();
const deps = buildDeps(readEnv({ ...process.env, DATABASE_URL: server.url }), handle, {
  work: workHere,
  translations: loadTranslations(),
  log: { info() {}, warn() {}, error() {} },
  publish() {},
  origin: "http://127.0.0.1",
});

const { db } = handle;
const scene = await setScene();
await db.execute(sql`vacuum analyze`);

const counted = await timed(async () => {
  if (!(await takeSnapshot(deps, scene.id))) throw new Error("nobody was counted");
});

const pages: number[] = [];
for (let turn = 0; turn < reads; turn++)
  pages.push(
    await timed(async () => {
      const page = await representationPage(deps, scene, "ar");
      if (page.snapshot === null) throw new Error("the page has no figures");
    }),
  );

const plain = await timed(readPlainly);
const folder = await mkdtemp(join(tmpdir(), "codraft-bench-"));
const before = process.memoryUsage().rss;
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss - before);
}, 50);
let rows = 0;
const written = await timed(async () => {
  const manifest = await writeRecord(deps, scene, folderSink(folder));
  rows = Object.values(manifest.rows).reduce((sum, n) => sum + n, 0);
});
clearInterval(watch);
await rm(folder, { recursive: true });
await handle.close();
await server.stop();
if (rows < posts + reactions + turns) throw new Error(`only ${rows} rows were written`);

const atMost = (ratio: number) => ({ kind: "at-most", ratio }) as const;
report([
  row(`${people} people and ${rows} rows counted anew, once a day`, counted, "ms"),
  row("representation page, median", median(pages), "ms"),
  row("representation page, p99", quantile(pages, 0.99), "ms", { what: "allowed", figure: 50 }, atMost(1)),
  row(
    `record of ${rows} rows as JSON Lines and CSV`,
    written,
    "ms",
    { what: "the same rows read and made JSON", figure: plain },
    atMost(6),
  ),
  row("memory that it took", most / 1024 / 1024, "MB", { what: "allowed", figure: 512 }, atMost(1)),
]);

/** What no export can do without: every row is read once, a portion at a time, and made JSON once. */
async function readPlainly(): Promise<void> {
  let bytes = 0;
  await db.transaction(async (tx) => {
    for (const { table } of recordTables) {
      await tx.execute(sql`declare plain no scroll cursor for select * from ${table}`);
      for (;;) {
        const part = await rowsOf<object>(tx as unknown as typeof db, sql`fetch 2000 from plain`);
        for (const one of part) bytes += JSON.stringify(one).length;
        if (part.length < 2_000) break;
      }
      await tx.execute(sql`close plain`);
    }
  });
  if (bytes < 1_000_000) throw new Error("there was nothing to read");
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** A process in which a hundred thousand people did a million things; every tenth shows their name. */
async function setScene() {
  const organizer: Actor = {
    id: deps.newId() as UserId,
    email: "organizer@example.org",
    displayName: "Organizer",
    suspended: false,
  };
  const { id, email, displayName } = organizer;
  await db.insert(users).values({ id, email, displayName, createdAt: deps.now() });
  const words = { title: "Benchmark", summary: "", question: "Is it?", language: "en" } as const;
  const started = await startProcess(deps, organizer, { slug: "benchmark", ...words });
  if (!started.ok) throw new Error(started.error.code);
  const [scene] = await db.select().from(processes).where(eq(processes.slug, "benchmark"));
  if (!scene) throw new Error("the process is not there");
  await openProcess(deps, organizer, scene);
  await db.execute(sql`
    insert into users (id, email, display_name, affiliation, country, languages, stakeholder_groups, shows_name, created_at)
    select md5('person' || n)::uuid, 'person-' || n || '@example.org', 'Person ' || n, '',
      (string_to_array('SN,FR,IN,BR,US,KE,EG,DE,JP,MX', ','))[1 + n % 10], array['en'],
      case n % 4 when 0 then array['developer'] when 1 then array['deployer', 'developer'] when 2 then array['end-user']
        else array['subject', 'end-user'] end, n % 10 = 0, now()
    from generate_series(1, ${people}) n`);
  await db.execute(sql`insert into process_members (process_id, user_id, role, joined_at)
    select ${scene.id}, md5('person' || n)::uuid, 'participant', now() from generate_series(1, ${people}) n`);
  await db.execute(sql`
    insert into comments (id, process_id, kind, title, category, number, posts, last_at, root_id, post, author_id, language,
      type, stance, body, created_at)
    select md5('post' || n)::uuid, ${scene.id}, 'topic', case when n % 100 = 0 then 'Topic ' || n else '' end,
      'general', case when n % 100 = 0 then n / 100 + 1 end, 99, now(),
      case when n % 100 = 0 then null else md5('post' || (n - n % 100))::uuid end,
      case when n % 100 = 0 then null else n % 100 end, md5('person' || (1 + n % ${people}))::uuid, 'en',
      'general', 'neutral', 'The weights of system ' || n || ' say little without its data.', now()
    from generate_series(0, ${posts - 1}) n`);
  await db.execute(sql`insert into comment_reactions (comment_id, user_id, kind)
    select md5('post' || (n % ${posts}))::uuid, md5('person' || (1 + (n * 7 + n / ${posts} * 13) % ${people}))::uuid, 'agree'
    from generate_series(0, ${reactions - 1}) n on conflict do nothing`);
  const townhall = randomUUID();
  await db.execute(sql`insert into townhalls (id, process_id, number, title, starts_at, minutes_long, zone, languages,
      state, changed_at, started_at, ended_at)
    values (${townhall}, ${scene.id}, 1, ${JSON.stringify(scene.title)}::jsonb, now(), 60, 'UTC', array['en'], 'ended', now(), now(), now())`);
  await db.execute(sql`insert into hands (id, townhall_id, user_id, speaks_as, state, raised_at, called_at, ended_at)
    select gen_random_uuid(), ${townhall}, md5('person' || n)::uuid, 'developer', 'done', now(), now(), now()
    from generate_series(1, ${turns}) n`);
  return scene;
}
