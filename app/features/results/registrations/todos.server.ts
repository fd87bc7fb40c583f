import { sql } from "drizzle-orm";
import { z } from "zod";
import { counted, decided, type TodoSource } from "~/features/notices/services/todoSource";
import {
  countTodoKinds,
  countTodos,
  promisedTodoKinds,
  promisedTodos,
  publishTodoKinds,
  publishTodos,
} from "~/features/results/domain/todos";
import { roundIs } from "~/features/rounds/services/read.server";
import type { Localized } from "~/kernel/language/localized";
import { plans } from "~db/schema/plans";
import { compilations } from "~db/schema/results";
import { rounds } from "~db/schema/rounds";

/** Rounds to count, results to publish, and those that a plan promised. */
export const resultsTodos: readonly TodoSource[] = [
  {
    whose: "organizers",
    page: "compile",
    kinds: countTodoKinds,
    todos: counted(countTodos),
    rows: (ofThese) => sql`
      select r.process_id, null::timestamptz as until, jsonb_build_object('count', count(*)) as facts
      from ${rounds} r
      where r.kind = 'components' and ${roundIs("closed", "r")} and ${ofThese(sql`r.process_id`)}
        and (r.reveal <> 'at-plan-close' or r.revealed_at is not null)
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
  {
    whose: "organizers",
    page: "compile",
    kinds: promisedTodoKinds,
    todos: decided(z.object({ number: z.number() }), promisedTodos),
    rows: (ofThese) => sql`
      select p.process_id, (p.doc::jsonb ->> 'publishBy')::timestamptz as until,
        jsonb_build_object('number', p.number) as facts
      from ${plans} p
      where p.doc::jsonb ->> 'publishBy' is not null and ${ofThese(sql`p.process_id`)}
        and not exists (
          select from ${plans} later where later.process_id = p.process_id
            and (later.doc::jsonb ->> 'replaces')::int = p.number)
        and not exists (
          select from ${compilations} c where c.process_id = p.process_id and c.published_at is not null
            and c.result #>> '{plan,standing}' in ('complete', 'incomplete')
            and (c.result #>> '{plan,plan}')::int = p.number)`,
  },
];
