import { sql } from "drizzle-orm";
import { flagTodoKinds, flagTodos } from "~/features/comments/domain/todos";
import { counted, type TodoSource } from "~/features/notices/services/todoSource";
import { commentFlags, comments } from "~db/schema/comments";

/** Comments that people point out to moderators. */
export const commentsTodos: readonly TodoSource[] = [
  {
    whose: "moderators",
    page: "moderation",
    kinds: flagTodoKinds,
    todos: counted(flagTodos),
    rows: (ofThese) => sql`
      select c.process_id, null::timestamptz as until, jsonb_build_object('count', count(distinct c.id)) as facts
      from ${commentFlags} f join ${comments} c on c.id = f.comment_id
      where f.settled_at is null and ${ofThese(sql`c.process_id`)}
      group by c.process_id`,
  },
];
