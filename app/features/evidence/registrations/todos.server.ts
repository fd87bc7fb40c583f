import { sql } from "drizzle-orm";
import { z } from "zod";
import { deskTodoKinds, dispositionTodos, openCommentTodos, todos } from "~/features/evidence/domain/todos";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

const facts = z.object({
  comment: z.string(),
  number: z.number(),
  label: z.string(),
  decision: z.string(),
  answered: z.boolean(),
});

const open = z.object({ label: z.string(), count: z.number(), first: z.string().nullable() });

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
];
