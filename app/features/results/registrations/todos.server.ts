import { sql } from "drizzle-orm";
import { z } from "zod";
import { counted, decided, type TodoSource } from "~/features/notices/services/todoSource";
import { countTodoKinds, countTodos, publishTodoKinds, publishTodos } from "~/features/results/domain/todos";
import type { Localized } from "~/kernel/language/localized";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";

/** Rounds to count, and results to publish. */
export const resultsTodos: readonly TodoSource[] = [
  {
    whose: "organizers",
    page: "compile",
    kinds: countTodoKinds,
    todos: counted(countTodos),
    rows: (ofThese) => sql`
      select r.process_id, null::timestamptz as until, jsonb_build_object('count', count(*)) as facts
      from ${rounds} r
      where r.kind = 'components' and r.state = 'closed' and ${ofThese(sql`r.process_id`)}
        and r.id not in (
          select unnest(c.round_ids) from ${compilations} c where ${ofThese(sql`c.process_id`)})
      group by r.process_id`,
  },
  {
    whose: "organizers",
    page: "compile",
    kinds: publishTodoKinds,
    todos: decided(z.object({ number: z.number(), title: z.custom<Localized>() }), publishTodos),
    rows: (ofThese) => sql`
      select c.process_id, null::timestamptz as until, jsonb_build_object('number', c.number, 'title', c.title) as facts
      from ${compilations} c
      where c.published_at is null and ${ofThese(sql`c.process_id`)}`,
  },
];
