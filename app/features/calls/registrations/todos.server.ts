import { sql } from "drizzle-orm";
import { z } from "zod";
import { applicationTodos, callTodos, deskTodoKinds, todos } from "~/features/calls/domain/todos";
import { counted, decided, type TodoSource } from "~/features/notices/services/todoSource";
import type { Localized } from "~/kernel/language/localized";
import { users } from "~db/schema/accounts";
import { applications, calls } from "~db/schema/calls";
import { processMembers } from "~db/schema/membership";

const facts = z.object({
  number: z.number(),
  title: z.custom<Localized>(),
  missing: z.array(z.string()),
  applied: z.boolean(),
  groups: z.array(z.string()),
  languages: z.array(z.string()),
  country: z.string(),
});

/** Open calls of the processes that somebody takes part in, and applications that wait for an answer. */
export const callsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: todos,
    todos: decided(facts, callTodos),
    // A call is open to the end of its last day in UTC.
    rows: (theirs) => sql`
      select m.user_id, c.process_id, ((c.until + 1)::timestamp at time zone 'UTC') as until, jsonb_build_object(
        'number', c.number, 'title', c.title, 'missing', c.missing, 'groups', u.stakeholder_groups,
        'languages', u.languages, 'country', u.country,
        'applied', exists (select from ${applications} a where a.call_id = c.id and a.user_id = m.user_id)) as facts
      from ${processMembers} m
        join ${users} u on u.id = m.user_id
        join ${calls} c on c.process_id = m.process_id and c.closed_at is null
      where ${theirs(sql`m.user_id`)} and m.role <> 'organizer'`,
  },
  {
    whose: "organizers",
    page: "calls",
    kinds: deskTodoKinds,
    todos: counted(applicationTodos),
    rows: (ofThese) => sql`
      select c.process_id, null::timestamptz as until, jsonb_build_object('count', count(*)) as facts
      from ${calls} c join ${applications} a on a.call_id = c.id and a.state = 'open'
      where ${ofThese(sql`c.process_id`)}
      group by c.process_id`,
  },
];
