import { randomUUID } from "node:crypto";
import { eq, type SQL, sql } from "drizzle-orm";
import { postsPerPage } from "~/features/comments/domain/comment";
import { addReply } from "~/features/comments/services/addReply.server";
import { findThread } from "~/features/comments/services/findThread.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import { searchProcess } from "~/features/search/services/search.server";
import { addTopic } from "~/features/threads/services/addTopic.server";
import type { CommentId, UserId } from "~/kernel/ids";
import type { Result } from "~/kernel/result";
import type { Actor } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { connectPostgres } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { buildDeps } from "~server/deps";
import { readEnv } from "~server/env";
import { loadTranslations } from "~server/translations";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { median, quantile } from "./support/measure";
import { report, row } from "./support/report";

const longPosts = 10_000;
const shortPosts = 10;
/** With the long thread 100,000 posts: those of other topics, and comments on a draft with their replies. */
const otherPosts = 65_000;
const onDraft = 25_000;
/** Posts of each of the other threads, its root counted in. */
const perThread = 100;
const people = 200;
const reads = 300;
const replies = 150;
const rounds = 20;
const together = 4;

type Topic = { readonly id: CommentId; readonly number: number };

const server = await startPostgres();
const handle = await connectPostgres(server.url, 8);
await handle.migrate();
const deps = buildDeps(readEnv({ ...process.env, DATABASE_URL: server.url }), handle, {
  work: workHere,
  translations: loadTranslations(),
  log: { info() {}, warn() {}, error() {} },
  publish() {},
  origin: "http://127.0.0.1",
});

const { db } = handle;
const { organizer, authors, scene, draftId } = await setScene();
const long = await topic("A long thread");
const short = await topic("A short thread");
await fillThread(long, longPosts);
await fillThread(short, shortPosts);
await fillOthers("topic", otherPosts);
await fillOthers("comment", onDraft);
await db.execute(sql`vacuum analyze`);

const reader = { actor: null, isOrganizer: false };
const open = ({ number }: Topic, post: number) =>
  timed(async () => {
    const thread = await findThread(deps, scene, { topic: number }, reader, { post });
    const expected = number === short.number ? shortPosts : postsPerPage;
    if (thread?.replies.length !== expected) throw new Error(`${thread?.replies.length} posts at ${post}`);
  });
const shortPage: number[] = [];
const firstPage: number[] = [];
const lastPage: number[] = [];
const warmUp = 20;
// The pages take turns, so that what else the machine does meets all of them alike.
for (let turn = 0; turn < warmUp + reads; turn++) {
  const times = [await open(short, 1), await open(long, 1), await open(long, longPosts)];
  if (turn < warmUp) continue;
  for (const [at, list] of [shortPage, firstPage, lastPage].entries()) list.push(times[at] as number);
}

// In the short thread ten people are told of a reply, in the long one all the two hundred.
const posting =
  ({ id, number }: Topic, writers: number) =>
  (turn: number) => {
    const actor = authors[(turn % writers) + 1] as Actor;
    const input = { language: "en" as const, body: "I agree with the post before.", key: randomUUID() };
    return timed(async () => done(await addReply(deps, actor, scene, { id, kind: "topic", number }, input)));
  };
const postLong = posting(long, people - 1);
const postShort = posting(short, shortPosts);
const postedLong: number[] = [];
const postedShort: number[] = [];
for (let turn = 0; turn < replies; turn++) {
  postedLong.push(await postLong(turn));
  postedShort.push(await postShort(turn));
}

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
];

const look = async (turn: number) => {
  const query = queries[turn % queries.length] as string;
  const started = performance.now();
  const { hits } = await searchProcess(deps, scene, query, {}, 1);
  if (hits.length === 0 && query !== "nowhere") throw new Error(`nothing found for ${query}`);
  return performance.now() - started;
};

const alone: number[] = [];
const atOnce: number[] = [];
for (let turn = 0; turn < queries.length; turn++) await look(turn);
for (let turn = 0; turn < rounds * queries.length; turn++) alone.push(await look(turn));
let waiting = rounds * queries.length;
const client = async () => {
  while (waiting > 0) atOnce.push(await look(waiting--));
};
await Promise.all(Array.from({ length: together }, client));

await handle.close();
await server.stop();

const atMost = { kind: "at-most", ratio: 1 } as const;
const twice = { kind: "at-most", ratio: 2 } as const;
const searched = (what: string, ms: readonly number[]) =>
  row(what, quantile(ms, 0.99), "ms", { what: "allowed", figure: 150 }, atMost);
report([
  row("page 1 of 10 posts", perSecond(shortPage), "/s"),
  row("page 1 of 10,000 posts", perSecond(firstPage), "/s"),
  row("page 500 of 10,000 posts", perSecond(lastPage), "/s"),
  row(
    "page 500, median",
    median(lastPage),
    "ms",
    { what: "page 1, median", figure: median(firstPage) },
    twice,
  ),
  row("page 500, p99", p99(lastPage), "ms", { what: "page 1, p99", figure: p99(firstPage) }, twice),
  row("page 500, median", median(lastPage), "ms", { what: "10 posts, median", figure: median(shortPage) }),
  row("page 500, p99", p99(lastPage), "ms", { what: "10 posts, p99", figure: p99(shortPage) }),
  row("replies to 10,000 posts", perSecond(postedLong), "/s", {
    what: "replies to 10 posts",
    figure: perSecond(postedShort),
  }),
  row("a reply to 10,000 posts, p99", p99(postedLong), "ms", {
    what: "to 10 posts, p99",
    figure: p99(postedShort),
  }),
  searched("search in 100,000 posts, p99", alone),
  searched(`search, ${together} at once, p99`, atOnce),
]);

function perSecond(ms: readonly number[]): number {
  return (ms.length / ms.reduce((total, one) => total + one, 0)) * 1000;
}

function p99(ms: readonly number[]): number {
  return quantile(ms, 0.99);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function topic(title: string): Promise<Topic> {
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

async function fillThread({ id }: Topic, count: number): Promise<void> {
  await fillReplies(
    "topic",
    sql`select n, ${id}::uuid as root, n as post from generate_series(1, ${count}) n`,
  );
  await db.execute(sql`update comments set posts = ${count}, last_at = now() where id = ${id}`);
}

/** That many posts: topics or comments, and their replies. */
async function fillOthers(kind: "topic" | "comment", count: number): Promise<void> {
  const roots = count / perThread;
  await db.execute(sql`
    insert into comments (id, process_id, kind, draft_id, title, category, number, posts, last_at, author_id, language,
      type, stance, body, created_at)
    select md5(${kind}::text || n)::uuid, ${scene.id}, ${kind}, ${kind === "comment" ? draftId : null}::uuid,
      ${kind === "comment" ? "" : "Topic"}, 'general', 100 + n, ${perThread - 1}, now() - n * interval '1 minute',
      ${organizer.id}, 'en', 'general', 'neutral', 'About system ' || n || '.', now() - n * interval '1 day'
    from generate_series(1, ${roots}) n`);
  await fillReplies(
    kind,
    sql`select n, md5(${kind}::text || (n % ${roots} + 1))::uuid as root, n / ${roots} + 1 as post
      from generate_series(0, ${count - roots - 1}) n`,
  );
}

/**
 * Replies with words of all sorts: some in every second post, some in one of a hundred or of thousands,
 * some in a single one. A tenth is Spanish.
 */
async function fillReplies(kind: "topic" | "comment", posts: SQL): Promise<void> {
  await db.execute(sql`
    insert into comments (id, process_id, kind, draft_id, root_id, post, author_id, language, type, stance, body,
      created_at)
    select gen_random_uuid(), ${scene.id}, ${kind}, ${kind === "comment" ? draftId : null}::uuid, root, post,
      (string_to_array(${authors.map(({ id }) => id).join(",")}, ',')::uuid[])[1 + n % ${people}],
      case when n % 10 = 0 then 'es' else 'en' end, 'general', 'neutral',
      case when n % 10 = 0 then 'Los modelos y los datos de entrenamiento deben ser abiertos para todos. '
        when n % 2 = 0 then 'Open data and the code of a system are needed to study it. '
        else 'The weights of the system say little without training data. ' end
      || case when n % 10 = 0 then '' when n % 3 = 0 then 'A licence may ask for more. '
        else 'People modify what they share. ' end
      || 'rare' || n % 1000 || ' word' || n % 77 || ' rare' || n % 5003 || ' single' || n || '. '
      || repeat(case when n % 10 = 0 then 'Hay que poder ver cómo se hicieron los parámetros y por quién. '
        else 'It must be possible to look at how the parameters were made and by whom. ' end, 1 + n % 5),
      now() - n * interval '7 minutes'
    from (${posts}) as posts`);
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
  done(await openProcess(deps, organizer, scene));
  const joinedAt = deps.now();
  await db
    .insert(processMembers)
    .values(
      authors.map(({ id }) => ({ processId: scene.id, userId: id, role: "participant" as const, joinedAt })),
    );
  const draftId = randomUUID();
  await db.execute(sql`insert into drafts (id, process_id, number, label, state, note, created_at)
    values (${draftId}, ${scene.id}, 1, '0.1', 'published', ${JSON.stringify(scene.title)}::jsonb, now())`);
  return { organizer, authors, scene, draftId };
}

function done<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}
