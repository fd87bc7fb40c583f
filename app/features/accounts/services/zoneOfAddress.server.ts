import { eq } from "drizzle-orm";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";

/** The time zone of whoever has an account with an address; null where nobody knows it, for mails to people who may have none. */
export async function zoneOfAddress(db: Db, email: string): Promise<string | null> {
  const [person] = await db.select({ zone: users.timeZone }).from(users).where(eq(users.email, email));
  return person?.zone ?? null;
}
