import { eq } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";
import { mailbox, signInRequests, users } from "~db/schema/accounts";

/** The account goes last: what rests on it is deleted with it. */
export const accountsErasure = {
  erase: async (_, tx, person) => {
    await tx.delete(signInRequests).where(eq(signInRequests.email, person.email));
    await tx.delete(mailbox).where(eq(mailbox.recipient, person.email));
    await tx.delete(users).where(eq(users.id, person.id));
  },
} satisfies Erasure;
