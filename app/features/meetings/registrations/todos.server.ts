import { sql } from "drizzle-orm";
import { z } from "zod";
import { deskTodoKinds, meetingTodos, minutesTodos, todos } from "~/features/meetings/domain/todos";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import type { Localized } from "~/kernel/language/localized";
import { registrations, townhalls } from "~db/schema/meetings";

const ended = z.object({ number: z.number(), title: z.custom<Localized>() });
const registered = ended.extend({ minutesLong: z.number(), live: z.boolean() });

/** Meetings that people registered for, and meetings whose minutes are missing. */
export const meetingsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: todos,
    todos: decided(registered, meetingTodos),
    rows: (theirs) => sql`
      select r.user_id, t.process_id, t.starts_at + t.minutes_long * interval '1 minute' as until,
        jsonb_build_object('number', t.number, 'title', t.title, 'minutesLong', t.minutes_long,
          'live', t.state = 'live') as facts
      from ${registrations} r join ${townhalls} t on t.id = r.townhall_id and t.state in ('planned', 'live')
      where ${theirs(sql`r.user_id`)}`,
  },
  {
    whose: "organizers",
    page: "townhalls",
    kinds: deskTodoKinds,
    todos: decided(ended, minutesTodos),
    rows: (ofThese) => sql`
      select t.process_id, null::timestamptz as until, jsonb_build_object('number', t.number, 'title', t.title) as facts
      from ${townhalls} t
      where t.state = 'ended' and t.minutes = '' and ${ofThese(sql`t.process_id`)}`,
  },
];
