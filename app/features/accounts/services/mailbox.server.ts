import { desc } from "drizzle-orm";
import type { Deps } from "~/platform/deps";
import { mailbox } from "~db/schema/accounts";

/** The latest fifty mails that had no server to go to. */
export function listMailbox(deps: Pick<Deps, "db">) {
  return deps.db.select().from(mailbox).orderBy(desc(mailbox.createdAt)).limit(50);
}
