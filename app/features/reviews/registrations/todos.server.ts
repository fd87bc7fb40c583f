import { sql } from "drizzle-orm";
import { z } from "zod";
import { counted, decided, type TodoSource } from "~/features/notices/services/todoSource";
import {
  applicantTodos,
  deskSettleTodoKinds,
  deskTodoKinds,
  reviewTodos,
  settleTodoKinds,
  settleTodos,
  todos,
} from "~/features/reviews/domain/todos";
import { drafts } from "~db/schema/drafts";
import { criteria } from "~db/schema/processes";
import { checklists } from "~db/schema/results";
import { reviewCells, reviews, systems } from "~db/schema/reviews";
import { asOrganizers, asReviewers, disputedFacts, disputedSchema } from "./disputed.server";

const facts = z.object({
  key: z.string(),
  system: z.string(),
  draft: z.string(),
  asked: z.number(),
  done: z.number(),
});

/** Reviews to finish, what reviewers disagree on, and people who offer to review. */
export const reviewsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: todos,
    todos: decided(facts, reviewTodos),
    // A word said of an earlier version stands where its checklist asked for the same framework (see standingCells).
    rows: (theirs) => sql`
      select o.user_id, s.process_id, null::timestamptz as until, jsonb_build_object(
        'key', s.key, 'system', s.name, 'draft', n.label, 'done', said.done,
        'asked', jsonb_array_length(n.items)
          * (select count(*) from ${criteria} c where c.process_id = s.process_id)) as facts
      from ${reviews} o
        join ${systems} s on s.id = o.system_id
        join lateral (
          select d.id, d.number, d.label, coalesce(k.items, '[]'::jsonb) as items
          from ${drafts} d left join ${checklists} k on k.id = d.checklist_id
          where d.process_id = s.process_id and d.state <> 'working'
          order by d.number desc limit 1) n on true
        cross join lateral (
          with asked as materialized (
            select d.id as draft_id, i.component, i.framework
            from ${drafts} d join ${checklists} k on k.id = d.checklist_id
              cross join jsonb_to_recordset(k.items) as i(component text, framework text)
            where d.process_id = s.process_id and d.number <= n.number)
          select count(distinct (c.component, c.criterion)) as done
          from ${reviewCells} c
            join asked now on now.draft_id = n.id and now.component = c.component
            join ${criteria} k on k.process_id = s.process_id and k.key = c.criterion
            left join asked was on was.draft_id = c.draft_id and was.component = c.component
          where c.review_id = o.id and (c.draft_id = n.id or was.framework = now.framework)) said
      where ${theirs(sql`o.user_id`)} and o.state = 'confirmed'`,
  },
  {
    whose: "organizers",
    page: "systems",
    kinds: deskTodoKinds,
    todos: counted(applicantTodos),
    rows: (ofThese) => sql`
      select s.process_id, null::timestamptz as until, jsonb_build_object('count', count(*)) as facts
      from ${systems} s join ${reviews} r on r.system_id = s.id and r.state = 'applied'
      where ${ofThese(sql`s.process_id`)}
      group by s.process_id`,
  },
  {
    whose: "own",
    kinds: settleTodoKinds,
    todos: decided(disputedSchema, settleTodos),
    rows: (theirs) =>
      disputedFacts(
        sql`s.id in (
          select r.system_id from ${reviews} r where ${theirs(sql`r.user_id`)} and r.state = 'confirmed')`,
        asReviewers(theirs),
      ),
  },
  {
    whose: "organizers",
    page: "systems",
    kinds: deskSettleTodoKinds,
    todos: decided(disputedSchema, settleTodos),
    rows: (ofThese) => disputedFacts(ofThese(sql`s.process_id`), asOrganizers),
  },
];
