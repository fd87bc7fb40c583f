import { desc, eq } from "drizzle-orm";
import type { Deps, Mail } from "~/platform/deps";
import { mailbox } from "~db/schema/accounts";

/** Keeps a mail that has no server to go to, for the mailbox page. */
export async function keepMail(
  deps: Pick<Deps, "db" | "newId" | "now">,
  { to, subject, text }: Pick<Mail, "to" | "subject" | "text">,
): Promise<void> {
  await deps.db
    .insert(mailbox)
    .values({ id: deps.newId(), recipient: to, subject, body: text, createdAt: deps.now() });
}

/** The latest fifty mails that had no server to go to; those to one address, where one is given. */
export function listMailbox(deps: Pick<Deps, "db">, recipient = "") {
  return deps.db
    .select()
    .from(mailbox)
    .where(recipient === "" ? undefined : eq(mailbox.recipient, recipient))
    .orderBy(desc(mailbox.createdAt), desc(mailbox.id))
    .limit(50);
}
