import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { CommentId, UserId } from "~/domain/ids";
import type { Result } from "~/domain/result";
import { addReply } from "~/services/commenting/addReply.server";
import { addTopic } from "~/services/commenting/addTopic.server";
import { findThread } from "~/services/commenting/readComments.server";
import type { Actor } from "~/services/deps";
import { searchProcess } from "~/services/searching/search.server";
import { startProcess } from "~/services/setup/process.server";
import { connectPostgres } from "~db/client";
import { processes, processMembers, users } from "~db/schema";
import { buildDeps } from "~server/deps";
import { readEnv } from "~server/env";
import { loadTranslations } from "~server/translations";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { quantile } from "./support/measure";
import { type Row, report, row } from "./support/report";

const longPosts = 10_000;
const shortPosts = 10;
/** Posts of other threads, so that with the long one there are 100,000. */
const otherPosts = 90_000;
const people = 200;
const reads = 400;
const replies = 400;
const sequential = 40;
const together = 4;

const server = await startPostgres();
const handle = await connectPostgres(server.url, 8);
await handle.migrate();
const deps = buildDeps(readEnv({ ...process.env, DATABASE_URL: server.url }), handle, {
  translations: loadTranslations(),
  log: { info() {}, warn() {}, error() {} },
  publish() {},
  origin: "http://127.0.0.1",
});
const { db } = handle;
const { organizer, authors, scene } = await setScene();
const long = await topic("A long thread");
const short = await topic("A short thread");
await fill(long.id, longPosts, false);
await fill(short.id, shortPosts, false);
await fill(null, otherPosts, true);
await db.execute(sql`vacuum analyze`);

const reader = { actor: null, isOrganizer: false };
const open = (number: number, post: number) => async () => {
  const thread = await findThread(deps, scene, { topic: number }, reader, { post });
  const expected = number === short.number ? shortPosts : 20;
  if (thread?.replies.length !== expected) throw new Error(`post ${post}: ${thread?.replies.length} replies`);
};
const pages = {
  "page 1 of 10 posts": open(short.number, 1),
  "page 1 of 10,000 posts": open(long.number, 1),
  "page 500 of 10,000 posts": open(long.number, longPosts),
};
const times: Record<string, number[]> = {};
// The pages take turns, so that what else the machine does meets all of them alike.
for (let turn = -20; turn < reads; turn++)
  for (const [name, read] of Object.entries(pages)) {
    const ms = await timed(read);
    if (turn >= 0) times[name] = [...(times[name] ?? []), ms];
  }
const [ofShort, first, last] = Object.keys(pages).map((name) => of(times[name] ?? []));

const posting = (number: number, id: CommentId) => async (turn: number) => {
  const actor = authors[turn % authors.length] as Actor;
  const input = { language: "en" as const, body: "I agree with the post before.", key: randomUUID() };
  done(await addReply(deps, actor, scene, { id, kind: "topic", number }, input));
};
const post = { short: posting(short.number, short.id), long: posting(long.number, long.id) };
const posted: { short: number[]; long: number[] } = { short: [], long: [] };
for (let turn = 0; turn < replies; turn++)
  for (const which of ["short", "long"] as const) posted[which].push(await timed(() => post[which](turn)));

/** What people look for: words that stand in most posts, in some, in one, in none; phrases and exclusions. */
const queries = [
  "open",
  "data",
  "system weights",
  "training -code",
  '"open data"',
  "licence or licences",
  "rare7",
  "rare4711",
  "single31337",
  "nowhere",
  "data rare12",
  "modelos",
  "-open",
  "the",
];
const look = async (turn: number) => {
  const query = queries[turn % queries.length] as string;
  const started = performance.now();
  const { hits } = await searchProcess(deps, scene, query, {}, 1);
  if (hits.length === 0 && !/nowhere|the/.test(query)) throw new Error(`nothing found for ${query}`);
  return { query, ms: performance.now() - started };
};
for (let turn = 0; turn < queries.length; turn++) await look(turn);
const alone = [];
for (let turn = 0; turn < sequential * queries.length; turn++) alone.push(await look(turn));
let waiting = sequential * queries.length;
const atOnce: { query: string; ms: number }[] = [];
const client = async () => {
  while (waiting > 0) atOnce.push(await look(waiting--));
};
await Promise.all(Array.from({ length: together }, client));
if (process.env.BENCH_QUERIES)
  for (const query of queries) {
    const ms = alone.filter((one) => one.query === query).map((one) => one.ms);
    process.stderr.write(
      `${query}: median ${quantile(ms, 0.5).toFixed(1)}, p99 ${quantile(ms, 0.99).toFixed(1)} ms\n`,
    );
  }

await handle.close();
await server.stop();

const atMost = { kind: "at-most", ratio: 1 } as const;
const twice = { kind: "at-most", ratio: 2 } as const;
const beside = (what: string, figure: number) => ({ what, figure });
const searched = (what: string, found: readonly { ms: number }[]): Row =>
  row(
    what,
    quantile(
      found.map(({ ms }) => ms),
      0.99,
    ),
    "ms",
    beside("allowed", 150),
    atMost,
  );
report([
  row("page 1 of 10 posts", ofShort?.perSecond ?? 0, "/s"),
  row("page 1 of 10,000 posts", first?.perSecond ?? 0, "/s"),
  row("page 500 of 10,000 posts", last?.perSecond ?? 0, "/s"),
  row("page 1 of 10 posts, p99", ofShort?.p99 ?? 0, "ms"),
  row("page 1 of 10,000 posts, p99", first?.p99 ?? 0, "ms"),
  row(
    "page 500, p99",
    last?.p99 ?? 0,
    "ms",
    beside("page 1 of the same thread, p99", first?.p99 ?? 0),
    twice,
  ),
  row(
    "page 500, median",
    last?.median ?? 0,
    "ms",
    beside("page 1 of the same thread", first?.median ?? 0),
    twice,
  ),
  row("page 500, median", last?.median ?? 0, "ms", beside("page 1 of 10 posts", ofShort?.median ?? 0), twice),
  row("replies to 10,000 posts", of(posted.long).perSecond, "/s"),
  row(
    "a reply to 10,000 posts, p99",
    of(posted.long).p99,
    "ms",
    beside("to 10 posts, p99", of(posted.short).p99),
    twice,
  ),
  searched("search in 100,000 posts, p99", alone),
  searched(`search in 100,000 posts, ${together} at once, p99`, atOnce),
]);

function of(ms: readonly number[]) {
  const sum = ms.reduce((total, one) => total + one, 0);
  return { perSecond: (ms.length / sum) * 1000, median: quantile(ms, 0.5), p99: quantile(ms, 0.99) };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function topic(title: string): Promise<{ id: CommentId; number: number }> {
  const words = {
    title,
    category: "general",
    about: "",
    language: "en",
    speaksAs: null,
    body: title,
  } as const;
  return done(await addTopic(deps, organizer, scene, { key: randomUUID(), ...words }));
}

/**
 * Posts of a thread, or of as many topics as there are hundreds. Their words are of all sorts: some in
 * every second post, some in one of a hundred or of thousands, one in a single post. A tenth is Spanish.
 */
async function fill(root: CommentId | null, count: number, withRoots: boolean): Promise<void> {
  if (withRoots)
    await db.execute(sql`
      insert into comments (id, process_id, kind, title, category, number, posts, last_at, author_id, language, type,
        stance, body, created_at)
      select md5('topic' || n)::uuid, ${scene.id}, 'topic', 'Topic ' || n, 'general', 100 + n, 99,
        now() - n * interval '1 minute', ${organizer.id}, 'en', 'general', 'neutral', 'A topic of system' || n || '.',
        now() - n * interval '1 day'
      from generate_series(1, ${count / 100}) n`);
  const ofRoot = root
    ? sql`select n, ${root}::uuid as root, n as post from generate_series(1, ${count}) n`
    : sql`select n, md5('topic' || (n % ${count / 100} + 1))::uuid as root, n / ${count / 100} + 1 as post
        from generate_series(0, ${count - count / 100 - 1}) n`;
  await db.execute(sql`
    insert into comments (id, process_id, kind, root_id, post, author_id, language, type, stance, body, created_at)
    select gen_random_uuid(), ${scene.id}, 'topic', root, post,
      (${sql.raw(`array['${authors.map(({ id }) => id).join("','")}']::uuid[]`)})[1 + n % ${people}],
      case when n % 10 = 0 then 'es' else 'en' end, 'general', 'neutral',
      case when n % 10 = 0 then 'Los modelos y los datos de entrenamiento número ' || n || ' son abiertos. ' else
        case n % 2 when 0 then 'Open data and the code of a system are needed to study it. '
          else 'The weights of the system say little without training data. ' end end
      || case n % 3 when 0 then 'A licence may ask for more. ' else 'People modify what they share. ' end
      || 'rare' || n % 1000 || ' word' || n % 77 || ' rare' || n % 5003 || ' single' || n || '. '
      || repeat('It must be possible to look at how the parameters were made and by whom. ', 1 + n % 5),
      now() - (${count} - n) * interval '1 minute'
    from (${ofRoot}) as posts`);
  if (root) await db.execute(sql`update comments set posts = ${count}, last_at = now() where id = ${root}`);
}

async function setScene() {
  const person = (at: number): Actor => ({
    id: deps.newId() as UserId,
    email: `person-${at}@example.org`,
    displayName: `Person ${at}`,
    suspended: false,
  });
  const [organizer, ...authors] = Array.from({ length: people + 1 }, (_, at) => person(at)) as [
    Actor,
    ...Actor[],
  ];
  await db.insert(users).values([organizer, ...authors].map((one) => ({ ...one, createdAt: deps.now() })));
  const words = { title: "Benchmark", summary: "", question: "", language: "en" } as const;
  done(await startProcess(deps, organizer, { slug: "benchmark", ...words }));
  const [scene] = await db.select().from(processes).where(eq(processes.slug, "benchmark"));
  if (!scene) throw new Error("the process is not there");
  const joinedAt = deps.now();
  await db
    .insert(processMembers)
    .values(
      authors.map(({ id }) => ({ processId: scene.id, userId: id, role: "participant" as const, joinedAt })),
    );
  return { organizer, authors, scene };
}

function done<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}
