import { sql } from "drizzle-orm";
import { z } from "zod";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { deskTodoKinds, gateTodos } from "~/features/release/domain/todos";
import type { Localized } from "~/kernel/language/localized";
import { drafts } from "~db/schema/drafts";
import { gates } from "~db/schema/release";

const facts = z.object({ gate: z.string(), title: z.custom<Localized>(), final: z.boolean() });

/** Gates to the end of their day in UTC. */
export const releaseTodos: readonly TodoSource[] = [
  {
    whose: "organizers",
    page: "release",
    kinds: deskTodoKinds,
    todos: decided(facts, gateTodos),
    rows: (ofThese) => sql`
      select g.process_id, ((g.due_on + 1)::timestamp at time zone 'UTC') as until, jsonb_build_object(
        'gate', g.id, 'title', g.title,
        'final', exists (select from ${drafts} d where d.process_id = g.process_id and d.state = 'final')) as facts
      from ${gates} g
      where ${ofThese(sql`g.process_id`)}`,
  },
];
