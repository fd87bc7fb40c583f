import { desc, eq } from "drizzle-orm";
import type { Deps } from "~/platform/deps";
import { mailbox } from "~db/schema/accounts";

/** The latest fifty mails that had no server to go to; those to one address, where one is given. */
export function listMailbox(deps: Pick<Deps, "db">, recipient = "") {
  return deps.db
    .select()
    .from(mailbox)
    .where(recipient === "" ? undefined : eq(mailbox.recipient, recipient))
    .orderBy(desc(mailbox.createdAt))
    .limit(50);
}
