import { eq } from "drizzle-orm";
import type { Frequency } from "~/features/notices/domain/frequencies";
import { setFrequency } from "~/features/notices/services/readNotices.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { comments } from "~db/schema/comments";

/** Stores how a person wants to be told of one thread. */
export async function followThread(
  deps: Pick<Deps, "db">,
  actor: Pick<Actor, "id">,
  process: Pick<ProcessRow, "id" | "slug">,
  thread: string,
  frequency: Frequency,
): Promise<Result<undefined, Refusal>> {
  const path = await threadPath(deps, process, thread as CommentId);
  return setFrequency(deps, actor.id, process.id, frequency, { id: thread, path });
}

/** The path of the page that shows a thread: topics have a number, comments their id. */
async function threadPath(
  { db }: Pick<Deps, "db">,
  process: Pick<ProcessRow, "slug">,
  id: CommentId,
): Promise<string> {
  const [root] = await db
    .select({ kind: comments.kind, number: comments.number })
    .from(comments)
    .where(eq(comments.id, id));
  const isTopic = root !== undefined && root.kind !== "comment";
  return `/p/${process.slug}/${isTopic ? `threads/${root.number}` : `comments/${id}`}`;
}
