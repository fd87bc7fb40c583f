import { eq } from "drizzle-orm";
import type { OwnData } from "~/platform/registrations";
import { mailbox, signInRequests, users } from "~db/schema/accounts";

export const accountsOwnData = {
  rows: {
    users: (db, { id }) => db.select().from(users).where(eq(users.id, id)),
    sign_in_requests: (db, { email }) =>
      db.select().from(signInRequests).where(eq(signInRequests.email, email)),
    mailbox: (db, { email }) => db.select().from(mailbox).where(eq(mailbox.recipient, email)),
  },
} satisfies OwnData;
