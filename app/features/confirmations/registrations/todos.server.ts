import { sql } from "drizzle-orm";
import { z } from "zod";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { confirmTodoKinds, confirmTodos } from "~/features/confirmations/domain/todos";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import type { Localized } from "~/kernel/language/localized";
import { pendingActs } from "~db/schema/confirmations";
import { processMembers } from "~db/schema/membership";

const facts = z.object({
  id: z.string(),
  act: z.enum(confirmedActs),
  thing: z.string(),
  title: z.custom<Localized>(),
});

/** Requests of other organizers, for those who were organizers when they were made. */
export const confirmationsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: confirmTodoKinds,
    todos: decided(facts, confirmTodos),
    rows: (theirs) => sql`
      select m.user_id, a.process_id, a.expires_at as until,
        jsonb_build_object('id', a.id, 'act', a.act, 'thing', a.thing, 'title', a.title) as facts
      from ${pendingActs} a
        join ${processMembers} m on m.process_id = a.process_id and m.user_id <> a.asked_by
          and m.organizer_since <= a.asked_at
      where ${theirs(sql`m.user_id`)}`,
  },
];
