import { sql } from "drizzle-orm";
import { z } from "zod";
import {
  changeTodoKinds,
  changeTodos,
  deskTodoKinds,
  deviationTodoKinds,
  deviationTodos,
  dispositionTodos,
  openCommentTodos,
  todos,
} from "~/features/evidence/domain/todos";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { levels } from "~/features/results/domain/checklist";
import { bands } from "~/features/rules/domain/bands";
import { comments, dispositions } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";
import { checklists, compilations } from "~db/schema/results";

const facts = z.object({
  comment: z.string(),
  number: z.number(),
  label: z.string(),
  decision: z.string(),
  answered: z.boolean(),
});

const open = z.object({ label: z.string(), count: z.number(), first: z.string().nullable() });

const changed = z.object({ label: z.string(), before: z.string(), count: z.number() });

const checked = z.object({
  label: z.string(),
  checklist: z.number(),
  items: z.array(z.object({ component: z.string(), level: z.enum(levels) })),
  voted: z.array(z.object({ component: z.string(), band: z.enum(bands) })),
  reasons: z.record(z.string(), z.string()),
});

/** Decisions that wait for their commenters, and comments that wait for a decision. */
export const evidenceTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: todos,
    todos: decided(facts, dispositionTodos),
    rows: (theirs) => sql`
      select c.author_id as user_id, c.process_id, s.answer_by as until, jsonb_build_object(
        'comment', c.id, 'number', c.number, 'label', d.label, 'decision', s.decision,
        'answered', s.answer is not null) as facts
      from ${comments} c
        join ${dispositions} s on s.id = c.disposition_id
        join ${drafts} d on d.id = c.draft_id
      where ${theirs(sql`c.author_id`)} and c.hidden_at is null`,
  },
  {
    whose: "organizers",
    page: "drafts",
    kinds: deskTodoKinds,
    todos: decided(open, openCommentTodos),
    rows: (ofThese) => sql`
      select d.process_id, null::timestamptz as until, jsonb_build_object(
        'label', d.label, 'count', waiting.count, 'first', waiting.ids[1]) as facts
      from ${drafts} d, lateral (
        select count(*), array_agg(c.id order by c.number) as ids from ${comments} c
        where c.draft_id = d.id and c.root_id is null and c.disposition_id is null and c.hidden_at is null) waiting
      where d.state = 'published' and ${ofThese(sql`d.process_id`)}`,
  },
  {
    whose: "organizers",
    page: "drafts",
    kinds: changeTodoKinds,
    todos: decided(changed, changeTodos),
    // As a comparison of the two says it, but for clauses that only stand elsewhere: titles of sections need no reason, and what came of
    // one clause or became one is explained together.
    rows: (ofThese) => sql`
      select w.process_id, null::timestamptz as until, jsonb_build_object(
        'label', w.label, 'before', b.label, 'count', (
          select count(distinct coalesce(o.clause_id, a.origins[1], a.clause_id))
          from (select * from ${draftClauses} where draft_id = w.id and removed_at is null) a
            full join (select * from ${draftClauses} where draft_id = b.id and removed_at is null) o
              on o.clause_id = a.clause_id
          where coalesce(a.kind, o.kind) <> 'section'
            and (a.kind, a.stability, a.heading, a.body) is distinct from (o.kind, o.stability, o.heading, o.body)
            and not exists (
              select from ${evidence} e
                left join ${draftClauses} c on c.draft_id = w.id and c.clause_id = e.clause_id
              where e.draft_id = w.id and (
                e.clause_id in (a.clause_id, o.clause_id) or e.clause_id = any(a.origins)
                or coalesce(a.clause_id, o.clause_id) = any(c.origins) or c.origins && a.origins))
            and (a.clause_id is not null or not exists (
              select from ${draftClauses} c
              where c.draft_id = w.id and c.removed_at is null and o.clause_id = any(c.origins))))) as facts
      from ${drafts} w
        join lateral (
          select d.id, d.label from ${drafts} d
          where d.process_id = w.process_id and d.state <> 'working' and d.number < w.number
          order by d.number desc limit 1) b on true
      where w.state = 'working' and ${ofThese(sql`w.process_id`)}`,
  },
  {
    whose: "organizers",
    page: "drafts",
    kinds: deviationTodoKinds,
    todos: decided(checked, deviationTodos),
    rows: (ofThese) => sql`
      select w.process_id, null::timestamptz as until, jsonb_build_object(
        'label', w.label, 'checklist', k.number, 'reasons', k.reasons,
        'items', (
          select coalesce(jsonb_agg(jsonb_build_object('component', i.component, 'level', i.level)), '[]')
          from jsonb_to_recordset(k.items) as i(component text, level text)),
        'voted', (
          select coalesce(jsonb_agg(jsonb_build_object('component', v.component, 'band', v.band)), '[]')
          from jsonb_to_recordset(r.result -> 'components') as v(component text, band text))) as facts
      from ${drafts} w
        join ${checklists} k on k.id = w.checklist_id
        join ${compilations} r on r.id = k.compilation_id
      where w.state = 'working' and ${ofThese(sql`w.process_id`)}`,
  },
];
