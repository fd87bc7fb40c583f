import { roleIn } from "~/features/membership/services/roleIn.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Actor } from "~/platform/deps";
import type { Db } from "~db/client";

/**
 * Whether an act of moderation would be about the words of the moderator who does it: another looks at them. An organizer, who may
 * be the only one there is, does it in public as any other act.
 */
export async function isOwnMatter(
  tx: Db,
  process: Pick<ProcessRow, "id">,
  actor: Pick<Actor, "id">,
  author: string | null,
): Promise<boolean> {
  return author === actor.id && (await roleIn(tx, process, actor.id)) !== "organizer";
}
