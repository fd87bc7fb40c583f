import { sql } from "drizzle-orm";
import { z } from "zod";
import {
  askedTodos,
  flaggedTodoKinds,
  flaggedTodos,
  todos,
  uncheckedTodoKinds,
  uncheckedTodos,
} from "~/features/endorsements/domain/todos";
import { counted, decided, type TodoSource } from "~/features/notices/services/todoSource";
import { users } from "~db/schema/accounts";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsementFlags, endorsements } from "~db/schema/endorsements";

/** Endorsements to give anew; those that organizers check, and those that people point out to moderators. */
export const endorsementsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: todos,
    todos: decided(z.object({ number: z.number(), draft: z.string() }), askedTodos),
    // Who is signed in with its address answers for an endorsement.
    rows: (theirs) => sql`
      select u.id as user_id, e.process_id, null::timestamptz as until, jsonb_build_object(
        'number', e.number, 'draft', d.label) as facts
      from ${users} u
        join ${endorsements} e on e.email = u.email and e.state = 'listed'
        join lateral (
          select id, label from ${drafts}
          where process_id = e.process_id and endorsable_since is not null and text_hash is not null
          order by number desc limit 1) d on true
        join ${endorsedVersions} v on v.endorsement_id = e.id and v.draft_id = d.id and v.answer is null
      where ${theirs(sql`u.id`)}`,
  },
  {
    whose: "organizers",
    page: "endorsements",
    kinds: uncheckedTodoKinds,
    todos: counted(uncheckedTodos),
    rows: (ofThese) => sql`
      select e.process_id, null::timestamptz as until, jsonb_build_object('count', count(*)) as facts
      from ${endorsements} e
      where e.state = 'unchecked' and ${ofThese(sql`e.process_id`)}
      group by e.process_id`,
  },
  {
    whose: "moderators",
    page: "moderation",
    kinds: flaggedTodoKinds,
    todos: counted(flaggedTodos),
    rows: (ofThese) => sql`
      select e.process_id, null::timestamptz as until, jsonb_build_object('count', count(distinct e.id)) as facts
      from ${endorsementFlags} f join ${endorsements} e on e.id = f.endorsement_id and e.state = 'listed'
      where f.settled_at is null and ${ofThese(sql`e.process_id`)}
      group by e.process_id`,
  },
];
