import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import type { UserId } from "~/kernel/ids";
import type { Actor } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { connectPostgres } from "~db/client";
import { users } from "~db/schema/accounts";
import { processes } from "~db/schema/processes";
import { buildDeps } from "~server/deps";
import { readEnv } from "~server/env";
import { loadTranslations } from "~server/translations";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { median, quantile } from "./support/measure";
import { report, row } from "./support/report";

// Made by statements: a process of 10,000 members with ten open rounds that all of them may vote in, 5,000 comments on a
// version, 5,000 endorsements, and 13 systems with two reviews of 40 components each.
const members = 10_000;
const rounds = 10;
const reads = 300;

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

const organizer = await person("organizer@example.org");
const started = await startProcess(deps, organizer, {
  slug: "many",
  title: "Many",
  summary: "",
  question: "Is it?",
  language: "en",
});
if (!started.ok) throw new Error(started.error.code);
const { id } = started.value;
await openProcess(deps, organizer, started.value);
await fill();
await db.execute(sql`vacuum analyze`);
const member = await personAt("member-77@example.org");

let statements = 0;
const own = await timesOf(member);
const desk = await timesOf(organizer);
await countStatements();
await handle.close();
await server.stop();

const limit = { what: "30 ms", figure: 30 };
const atMost = { kind: "at-most", ratio: 1 } as const;
report([
  row(`what needs one of ${members} members, median`, median(own), "ms", limit, atMost),
  row("the same, within which 99 of 100 are answered", quantile(own, 0.99), "ms"),
  row("what needs an organizer, median", median(desk), "ms", limit, atMost),
  row("the same, within which 99 of 100 are answered", quantile(desk, 0.99), "ms"),
  row("statements", statements, "", { what: "6", figure: 6 }, atMost),
]);

async function timesOf(actor: Actor): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < reads; turn++) {
    const begun = performance.now();
    const todos = await readTodos(deps, actor);
    times.push(performance.now() - begun);
    if (todos.length === 0) throw new Error("nothing needs them");
  }
  return times;
}

async function countStatements(): Promise<void> {
  const watched = handle.watched(() => {
    statements += 1;
  });
  await readTodos({ ...deps, db: watched }, organizer);
}

async function person(email: string): Promise<Actor> {
  await db.insert(users).values({ id: randomUUID(), email, createdAt: new Date() });
  return personAt(email);
}

async function personAt(email: string): Promise<Actor> {
  const [found] = await db.select().from(users).where(eq(users.email, email));
  if (!found) throw new Error(`${email} is nobody`);
  return { id: found.id as UserId, email, displayName: "", suspended: false };
}

async function fill(): Promise<void> {
  const [{ title } = { title: null }] = await db.select().from(processes).where(eq(processes.id, id));
  const text = JSON.stringify(title);
  await db.execute(sql`
    insert into users (id, email, created_at)
    select gen_random_uuid(), 'member-' || n || '@example.org', now() from generate_series(1, ${members}::int) n`);
  await db.execute(sql`
    insert into process_members (process_id, user_id, role, joined_at)
    select ${id}, id, 'participant', now() from users where email like 'member-%'`);
  await db.execute(sql`
    insert into rounds (id, process_id, number, kind, title, state, component_version, asked, offers_not_necessary,
      attribution, reveal, rule, rule_hash, closes_at, opened_at, created_at)
    select gen_random_uuid(), ${id}, n, 'components', ${text}::jsonb, 'open', 1, array['a', 'b'], true,
      'pseudonymous', 'at-close', '{}'::jsonb, 'hash', now() + interval '9 days', now(), now()
    from generate_series(1, ${rounds}::int) n`);
  await db.execute(sql`
    insert into ballot_logs (log, round_id, state, closes_at, size)
    select 'many-round-' || number, id, 'open', closes_at, 1 from rounds`);
  await db.execute(sql`
    insert into seats (id, round_id, label, user_id, voter, affiliated, added_at)
    select gen_random_uuid(), r.id, u.email, u.id, encode(sha256((r.id || u.email)::bytea), 'hex'), false, now()
    from rounds r cross join users u where u.email like 'member-%'`);
  await db.execute(sql`
    insert into ballot_voters (log, voter)
    select l.log, s.voter from seats s join ballot_logs l on l.round_id = s.round_id`);
  await db.execute(sql`
    insert into drafts (id, process_id, number, label, state, note, text_hash, published_at, endorsable_since, created_at)
    values (gen_random_uuid(), ${id}, 1, '1.0', 'published', ${text}::jsonb, 'hash', now(), now(), now())`);
  await db.execute(sql`
    insert into comments (id, process_id, draft_id, number, author_id, language, type, stance, body, created_at)
    select gen_random_uuid(), ${id}, d.id, n, (select id from users where email = 'member-77@example.org'), 'en',
      'general', 'neutral', 'A word.', now()
    from drafts d cross join generate_series(1, 5000) n`);
  await db.execute(sql`
    insert into endorsements (id, process_id, number, kind, state, email, name, language, token_hash, created_at)
    select gen_random_uuid(), ${id}, n, 'person', 'listed', 'member-' || n || '@example.org', 'Somebody', 'en',
      'token-' || n, now()
    from generate_series(1, 5000) n`);
  await fillText(text);
}

/** A list that changed since, two versions of 300 clauses, their checklist and votes, and 13 systems with two reviews each. */
async function fillText(text: string): Promise<void> {
  await db.execute(sql`
    insert into component_changes (id, process_id, version, kind, from_keys, to_keys, carries_votes, reason, at)
    values (gen_random_uuid(), ${id}, 2, 'split', array['a'], array['c', 'd'], false, 'Two.', now())`);
  await db.execute(sql`
    insert into compilations (id, process_id, number, title, intro, round_ids, rule, rule_hash, declared_before, result,
      created_at, published_at)
    select gen_random_uuid(), ${id}, 1, ${text}::jsonb, ${text}::jsonb, '{}', '{}'::jsonb, 'hash', true,
      jsonb_build_object('components', jsonb_agg(jsonb_build_object(
        'component', 'part-' || n, 'band', 'required', 'under', repeat('another count ', 120)))), now(), now()
    from generate_series(1, 100) n`);
  await db.execute(sql`
    insert into checklists (id, process_id, compilation_id, number, draft_label, items, created_at, updated_at)
    select gen_random_uuid(), ${id}, (select id from compilations), d, '1.' || d,
      jsonb_agg(jsonb_build_object('component', 'part-' || n, 'level', 'required', 'framework', 'any', 'note', '')),
      now(), now()
    from generate_series(1, 2) d cross join generate_series(1, 90) n group by d`);
  await db.execute(sql`update drafts set checklist_id = (select id from checklists where number = 1)`);
  await db.execute(sql`
    insert into drafts (id, process_id, number, label, state, note, checklist_id, created_at)
    values (gen_random_uuid(), ${id}, 2, '2.0', 'working', ${text}::jsonb, (select id from checklists where number = 2), now())`);
  await db.execute(sql`
    insert into draft_clauses (draft_id, clause_id, position, kind, heading, body, stability, origins, edited_at)
    select d.id, md5('clause ' || n)::uuid, n, 'requirement', '',
      repeat('What is asked for. ', 30) || case when n % 2 = 0 then d.label else '' end, 'likely', '{}', now()
    from drafts d cross join generate_series(1, 300) n`);
  await db.execute(sql`
    insert into systems (id, process_id, key, name, maker, about, links, position, created_at)
    select gen_random_uuid(), ${id}, 'system-' || n, 'System ' || n, 'Somebody', ${text}::jsonb, '[]', n, now()
    from generate_series(1, 13) n`);
  await db.execute(sql`
    insert into reviews (id, system_id, user_id, number, state, affiliated, motivation, applied_at)
    select gen_random_uuid(), s.id, (select id from users where email = 'member-' || (75 + n + s.position) || '@example.org'), n,
      'confirmed', false, '', now()
    from systems s cross join generate_series(1, 2) n`);
  await db.execute(sql`
    insert into review_cells (review_id, draft_id, component, criterion, value, saved_at)
    select r.id, d.id, 'part-' || n, c.key, case when n = 7 and r.number = 2 then 'restricted' else 'allowed' end, now()
    from reviews r cross join generate_series(1, 40) n join criteria c on c.process_id = ${id}
      join drafts d on d.number = 1`);
}
