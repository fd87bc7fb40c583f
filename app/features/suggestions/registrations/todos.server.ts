import { sql } from "drizzle-orm";
import { z } from "zod";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { conflictTodos, todos } from "~/features/suggestions/domain/todos";
import { commentPlaces, comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

const facts = z.object({ comment: z.string(), number: z.number(), label: z.string() });

/** Suggestions that are in conflict with the newest published version, for their authors. */
export const suggestionsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: todos,
    todos: decided(facts, conflictTodos),
    rows: (theirs) => sql`
      select c.author_id as user_id, c.process_id, null::timestamptz as until, jsonb_build_object(
        'comment', c.id, 'number', c.number, 'label', d.label) as facts
      from ${comments} c
        join ${commentPlaces} at on at.comment_id = c.id and at.patch is null
        join ${drafts} d on d.id = at.draft_id and d.state = 'published'
        left join ${dispositions} s on s.id = c.disposition_id
      where ${theirs(sql`c.author_id`)} and c.patch is not null and c.hidden_at is null
        and (s.id is null or s.decision = 'deferred')`,
  },
];
