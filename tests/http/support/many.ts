import { type SQL, sql } from "drizzle-orm";
import { there } from "~tests/support/scenario";
import type { World } from "./world";

/** Adds the rows from one number to another of everything that pages list to a world. */
export async function addMany({ deps, s, params, counted }: World, from: number, to: number): Promise<void> {
  const { db } = deps;
  const process = s.process.id;
  const clause = there(params.clause);
  const draft = sql`(select id from drafts where process_id = ${process} and label = '0.1')`;
  const thread = sql`(select id from comments where process_id = ${process} and kind = 'topic' and number = ${Number(params.thread)})`;
  const system = sql`(select id from systems where process_id = ${process} and key = ${there(params.system)})`;
  const townhall = sql`(select id from townhalls where process_id = ${process} and number = ${Number(params.townhall)})`;
  const person = sql`md5('many' || n)::uuid`;
  const words = (text: SQL) =>
    sql`jsonb_build_object('source', 'en', 'text', jsonb_build_object('en', ${text}))`;
  const each = (insert: SQL, select: SQL) =>
    db.execute(sql`${insert} select ${select} from generate_series(${from}::int, ${to}::int) n`);

  await each(
    sql`insert into users (id, email, display_name, country, languages, stakeholder_groups, shows_name, created_at)`,
    sql`${person}, 'many-' || n || '@example.org', 'Person ' || n, (array['SN', 'FR', 'IN', 'BR'])[1 + n % 4],
      array['en'], array[(array['developer', 'deployer', 'end-user', 'subject'])[1 + n % 4]], true, now()`,
  );
  await each(
    sql`insert into process_members (process_id, user_id, role, joined_at)`,
    sql`${process}, ${person}, 'participant', now()`,
  );
  await each(
    sql`insert into workgroup_members (workgroup_id, user_id, role, affiliated, joined_at)`,
    sql`${s.alpha.id}, ${person}, 'member', false, now()`,
  );
  const said = sql`author_id, language, type, stance, body, created_at`;
  const saying = sql`${person}, 'en', 'general', 'neutral', 'A word of person ' || n, now()`;
  await each(
    sql`insert into comments (id, process_id, kind, title, category, number, last_at, ${said})`,
    sql`gen_random_uuid(), ${process}, 'topic', 'Topic ' || n, 'general', 1000 + n, now(), ${saying}`,
  );
  await each(
    sql`insert into comments (id, process_id, kind, root_id, post, ${said})`,
    sql`gen_random_uuid(), ${process}, 'topic', ${thread}, 1000 + n, ${saying}`,
  );
  await db.execute(sql`update comments set posts = 1000 + ${to}, last_at = now() where id = ${thread}`);
  await each(
    sql`insert into comments (id, process_id, kind, draft_id, clause_id, number, ${said})`,
    sql`md5('comment' || n)::uuid, ${process}, 'comment', ${draft}, ${clause}::uuid, 1000 + n, ${saying}`,
  );
  await each(
    sql`insert into comments (id, process_id, kind, draft_id, clause_id, root_id, post, ${said})`,
    sql`gen_random_uuid(), ${process}, 'comment', ${draft}, ${clause}::uuid, md5('comment' || n)::uuid, 1, ${saying}`,
  );
  await each(
    sql`insert into comment_reactions (comment_id, user_id, kind)`,
    sql`md5('comment' || n)::uuid, ${person}, 'agree'`,
  );
  await each(
    sql`insert into dispositions (id, comment_id, decision, reason, decided_by, at, answer_by)`,
    sql`md5('disposition' || n)::uuid, md5('comment' || n)::uuid, 'rejected', 'For a reason.', ${s.organizer.id}, now(),
      now() + interval '14 days'`,
  );
  await db.execute(sql`update comments set disposition_id = dispositions.id from dispositions
    where comment_id = comments.id`);
  await each(
    sql`insert into comment_flags (comment_id, user_id, reason, at)`,
    sql`md5('comment' || n)::uuid, ${person}, 'Look at it.', now()`,
  );
  await each(
    sql`insert into moderation_actions (id, process_id, action, comment_id, reason, actor_id, at)`,
    sql`gen_random_uuid(), ${process}, 'restore', md5('comment' || n)::uuid, 'It is right.', ${s.organizer.id}, now()`,
  );
  await each(
    sql`insert into drafts (id, process_id, number, label, state, note, text_hash, published_at, created_at)`,
    sql`md5('draft' || n)::uuid, ${process}, 1000 + n, '9.' || n, 'superseded', ${words(sql`''`)}, md5('' || n), now(), now()`,
  );
  await each(
    sql`insert into draft_clauses (draft_id, clause_id, position, kind, heading, body, stability, origins, edited_at)`,
    sql`md5('draft' || n)::uuid, ${clause}::uuid, 1, 'definition', 'A heading', 'The text of version ' || n, 'likely',
      array[]::uuid[], now()`,
  );
  await each(
    sql`insert into records (id, process_id, number, kind, date, title, body, created_at)`,
    sql`md5('record' || n)::uuid, ${process}, 1000 + n, 'decision', '2030-01-01', ${words(sql`'Decided ' || n`)},
      ${words(sql`'So.'`)}, now()`,
  );
  await each(
    sql`insert into evidence (id, draft_id, clause_id, record_id, note, added_at)`,
    sql`gen_random_uuid(), ${draft}, ${clause}::uuid, md5('record' || n)::uuid, 'For this.', now()`,
  );
  await each(
    sql`insert into faq_entries (id, process_id, number, question, answer, clause_ids, created_at, updated_at)`,
    sql`gen_random_uuid(), ${process}, 1000 + n, 'Why ' || n, 'Because.', array[${clause}::uuid], now(), now()`,
  );
  await each(
    sql`insert into glossary_terms (id, process_id, number, created_at)`,
    sql`md5('term' || n)::uuid, ${process}, 1000 + n, now()`,
  );
  await each(
    sql`insert into glossary_words (term_id, language, revision, wanted, avoided, note, saved_at)`,
    sql`md5('term' || n)::uuid, 'en', 1, array['term ' || n], '{}', '', now()`,
  );
  await each(
    sql`insert into townhalls (id, process_id, number, title, starts_at, minutes_long, zone, languages, state, changed_at)`,
    sql`md5('townhall' || n)::uuid, ${process}, 1000 + n, ${words(sql`'Townhall ' || n`)}, now() + n * interval '1 hour', 60,
      'UTC', array['en'], 'planned', now()`,
  );
  await each(sql`insert into registrations (townhall_id, user_id, at)`, sql`${townhall}, ${person}, now()`);
  await each(
    sql`insert into systems (id, process_id, key, name, maker, about, links, position, created_at)`,
    sql`md5('system' || n)::uuid, ${process}, 'system-' || n, 'System ' || n, 'A maker', ${words(sql`''`)}, '[]'::jsonb,
      100 + n, now()`,
  );
  await each(
    sql`insert into reviews (id, system_id, user_id, number, state, affiliated, motivation, applied_at, decided_at)`,
    sql`md5('review' || n)::uuid, md5('system' || n)::uuid, ${person}, 1, 'confirmed', false, '', now(), now()`,
  );
  await each(
    sql`insert into reviews (id, system_id, user_id, number, state, affiliated, motivation, applied_at)`,
    sql`gen_random_uuid(), ${system}, ${person}, 1000 + n, 'applied', false, '', now()`,
  );
  await each(
    sql`insert into review_cells (review_id, draft_id, component, criterion, value, saved_at)`,
    sql`md5('review' || n)::uuid, ${draft}, 'weights', 'use', 'allowed', now()`,
  );
  await each(
    sql`insert into document_requests (id, system_id, number, component, wanted, recipient, asked_at, due_on, state)`,
    sql`gen_random_uuid(), ${system}, 1000 + n, 'weights', 'The licence.', '', now(), '2099-01-01', 'open'`,
  );
  await each(
    sql`insert into calls (id, process_id, number, kind, title, body, missing, until, published_at)`,
    sql`gen_random_uuid(), ${process}, 1000 + n, 'reviewer', ${words(sql`'Call ' || n`)}, ${words(sql`'Come.'`)},
      array[]::text[], '2099-01-01', now()`,
  );
  for (const reader of [there(s.members.alpha[0]), s.organizer])
    await each(
      sql`insert into notices (id, user_id, process_id, kind, key, values, path, created_at, mail, mail_after)`,
      sql`gen_random_uuid(), ${reader.id}, ${process}, 'reply', 'many-' || n,
        '{"author": "Somebody", "label": "0.1", "number": 1}'::jsonb, '/p/x', now(), 'none', now()`,
    );
  await each(
    sql`insert into endorsements (id, process_id, number, kind, state, email, name, language, token_hash, created_at,
      verified_at)`,
    sql`md5('endorsement' || n)::uuid, ${process}, 1000 + n, 'person', 'listed', 'many-' || n || '@example.org',
      'Person ' || n, 'en', md5('token' || n), now(), now()`,
  );
  await each(
    sql`insert into endorsed_versions (endorsement_id, draft_id, draft_hash, asked_at, answer, answered_at)`,
    sql`md5('endorsement' || n)::uuid, ${draft}, (select text_hash from drafts where id = ${draft}), now(), 'yes', now()`,
  );
  await each(
    sql`insert into audit_log (id, process_id, actor_id, action, subject, at)`,
    sql`gen_random_uuid(), ${process}, ${person}, 'process.edited', 'en', now()`,
  );
  await each(
    sql`insert into invitations (id, process_id, role, email, token_hash, created_at, language, sent_at, expires_at)`,
    sql`gen_random_uuid(), ${process}, 'participant', 'invited-' || n || '@example.org', md5('invitation' || n), now(), 'en', now(), now() + interval '30 days'`,
  );
  await each(
    sql`insert into milestones (id, process_id, title, starts_on)`,
    sql`gen_random_uuid(), ${process}, ${words(sql`'Milestone ' || n`)}, '2031-01-01'`,
  );
  // What has many columns is copied from the one that is there.
  const copy = async (table: string, which: SQL, other: SQL) =>
    db.execute(sql`insert into ${sql.identifier(table)} select (jsonb_populate_record(t, ${other})).*
      from ${sql.identifier(table)} t, generate_series(${from}::int, ${to}::int) n where ${which}`);
  await copy(
    "rounds",
    sql`t.id = ${counted.id}`,
    sql`jsonb_build_object('id', md5('round' || n), 'number', 1000 + n)`,
  );
  await copy(
    "ballot_logs",
    sql`t.round_id = ${counted.id}`,
    sql`jsonb_build_object('round_id', md5('round' || n), 'log', 'log-' || n)`,
  );
  await copy(
    "compilations",
    sql`t.process_id = ${process} and t.number = 1`,
    sql`jsonb_build_object('id', md5('compilation' || n), 'number', 1000 + n)`,
  );
  await copy(
    "checklists",
    sql`t.process_id = ${process} and t.number = 1`,
    sql`jsonb_build_object('id', md5('checklist' || n), 'number', 1000 + n)`,
  );
}
