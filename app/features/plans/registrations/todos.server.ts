import { sql } from "drizzle-orm";
import { z } from "zod";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { lateTodoKinds, lateTodos } from "~/features/plans/domain/todos";
import { plans } from "~db/schema/plans";
import { rounds } from "~db/schema/rounds";

/** Plans with rounds that are still being prepared, to the moment by which the first of them opens. */
export const plansTodos: readonly TodoSource[] = [
  {
    whose: "organizers",
    page: "plans",
    kinds: lateTodoKinds,
    todos: decided(z.object({ number: z.number(), count: z.number() }), lateTodos),
    rows: (ofThese) => sql`
      select p.process_id, (
          select min((one ->> 'opensBy')::timestamptz) from jsonb_array_elements(p.doc::jsonb -> 'rounds') one
        ) as until, jsonb_build_object('number', p.number, 'count', (
          select count(*) from ${rounds} r
          where r.process_id = p.process_id and r.plan = p.number and r.state = 'draft')) as facts
      from ${plans} p
      where ${ofThese(sql`p.process_id`)}`,
  },
];
