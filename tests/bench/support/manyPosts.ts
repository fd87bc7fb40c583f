import { randomUUID } from "node:crypto";
import { eq, type SQL, sql } from "drizzle-orm";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import { addTopic } from "~/features/threads/services/addTopic.server";
import type { CommentId, UserId } from "~/kernel/ids";
import type { Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { connectPostgres } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { buildDeps } from "~server/deps";
import { readEnv } from "~server/env";
import { loadTranslations } from "~server/translations";
import { startPostgres } from "~tests/support/embeddedPostgres";

/** With a thread of 10,000 posts 100,000: those of other topics, and comments on a draft with their replies. */
export const longPosts = 10_000;
const otherPosts = 65_000;
const onDraft = 25_000;
/** Posts of each of the other threads, its root counted in. */
const perThread = 100;
/** Who write them. Half show their names, "Person 1" to "Person 200". */
export const people = 200;

export type Topic = { readonly id: CommentId; readonly number: number };
export type ManyPosts = Awaited<ReturnType<typeof manyPosts>>;

/** A process on a PostgreSQL of its own, in which there are 100,000 posts. */
export async function manyPosts() {
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
  const where = { ...(await setScene(deps)), deps };
  const long = await topicOf(where, "A long thread", longPosts);
  await fillOthers(where, "topic", otherPosts);
  await fillOthers(where, "comment", onDraft);
  const stop = async () => {
    await handle.close();
    await server.stop();
  };
  return { ...where, long, stop };
}

type Where = Awaited<ReturnType<typeof setScene>> & { readonly deps: Deps };

/** A topic with that many posts. */
export async function topicOf(where: Where, title: string, posts: number): Promise<Topic> {
  const words = {
    title,
    category: "general",
    about: "",
    language: "en",
    speaksAs: null,
    body: title,
  } as const;
  const topic = done(
    await addTopic(where.deps, where.organizer, where.scene, { key: randomUUID(), ...words }),
  );
  await fillReplies(
    where,
    "topic",
    sql`select n, ${topic.id}::uuid as root, n as post from generate_series(1, ${posts}::int) n`,
  );
  await where.deps.db.execute(
    sql`update comments set posts = ${posts}, last_at = now() where id = ${topic.id}`,
  );
  return topic;
}

/** That many posts: topics or comments, and their replies. */
async function fillOthers(
  { deps, organizer, scene, draftId, authors }: Where,
  kind: "topic" | "comment",
  count: number,
): Promise<void> {
  const roots = count / perThread;
  await deps.db.execute(sql`
    insert into comments (id, process_id, kind, draft_id, title, category, number, posts, last_at, author_id, language,
      type, stance, body, created_at)
    select md5(${kind}::text || n)::uuid, ${scene.id}, ${kind}, ${kind === "comment" ? draftId : null}::uuid,
      ${kind === "comment" ? "" : "Topic"}, 'general', 100 + n, ${perThread - 1}, now() - n * interval '1 minute',
      ${organizer.id}, 'en', 'general', 'neutral', 'About system ' || n || '.', now() - n * interval '1 day'
    from generate_series(1, ${roots}) n`);
  await fillReplies(
    { deps, organizer, scene, draftId, authors },
    kind,
    sql`select n, md5(${kind}::text || (n % ${roots} + 1))::uuid as root, n / ${roots} + 1 as post
      from generate_series(0, ${count - roots - 1}) n`,
  );
}

/**
 * Replies with words of all sorts: some in every second post, some in one of a hundred or of thousands,
 * some in a single one, and 30,000 made-up words. A tenth is Spanish.
 */
async function fillReplies(
  { deps, scene, draftId, authors }: Where,
  kind: "topic" | "comment",
  posts: SQL,
): Promise<void> {
  await deps.db.execute(sql`
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
      || 'rare' || n % 1000 || ' word' || n % 77 || ' rare' || n % 5003 || ' single' || n || ' ' || translate((n % 30011)::text, '0123456789', 'aeioubdfgk') || 'to. '
      || repeat(case when n % 10 = 0 then 'Hay que poder ver cómo se hicieron los parámetros y por quién. '
        else 'It must be possible to look at how the parameters were made and by whom. ' end, 1 + n % 5),
      now() - n * interval '7 minutes'
    from (${posts}) as posts`);
}

async function setScene(deps: Deps) {
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
  await deps.db
    .insert(users)
    .values(
      [organizer, ...authors].map((one, at) => ({ ...one, showsName: at % 2 === 1, createdAt: deps.now() })),
    );
  const words = { title: "Benchmark", summary: "", question: "", language: "en" } as const;
  done(await startProcess(deps, organizer, { slug: "benchmark", ...words }));
  const [scene] = await deps.db.select().from(processes).where(eq(processes.slug, "benchmark"));
  if (!scene) throw new Error("the process is not there");
  done(await openProcess(deps, organizer, scene));
  const joinedAt = deps.now();
  await deps.db
    .insert(processMembers)
    .values(
      authors.map(({ id }) => ({ processId: scene.id, userId: id, role: "participant" as const, joinedAt })),
    );
  const draftId = randomUUID();
  await deps.db.execute(sql`insert into drafts (id, process_id, number, label, state, note, created_at)
    values (${draftId}, ${scene.id}, 1, '0.1', 'published', ${JSON.stringify(scene.title)}::jsonb, now())`);
  return { organizer, authors, scene, draftId };
}

export function done<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`);
  return result.value;
}
