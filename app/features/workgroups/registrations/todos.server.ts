import { sql } from "drizzle-orm";
import { z } from "zod";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { deskTodoKinds, invitationTodos } from "~/features/workgroups/domain/todos";
import { invitations } from "~db/schema/workgroups";

/** Invitations that were not answered. */
export const workgroupsTodos: readonly TodoSource[] = [
  {
    whose: "organizers",
    page: "people",
    kinds: deskTodoKinds,
    todos: decided(z.object({ count: z.number(), oldest: z.string() }), invitationTodos),
    rows: (ofThese) => sql`
      select i.process_id, null::timestamptz as until, jsonb_build_object(
        'count', count(*), 'oldest', min(i.sent_at)) as facts
      from ${invitations} i
      where i.accepted_at is null and i.declined_at is null and i.revoked_at is null
        and ${ofThese(sql`i.process_id`)}
      group by i.process_id`,
  },
];
