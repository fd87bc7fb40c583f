import { and, eq } from "drizzle-orm";
import { heldForm } from "~/features/endorsements/domain/held";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { endorsements } from "~db/schema/endorsements";

/** Whether moderators hid what was given from an address before, and it was withdrawn then. */
export async function isHeldAddress(
  tx: Db,
  process: Pick<ProcessRow, "id">,
  email: string,
): Promise<boolean> {
  const [held] = await tx
    .select({ id: endorsements.id })
    .from(endorsements)
    .where(and(eq(endorsements.processId, process.id), eq(endorsements.heldAddress, heldForm(email))))
    .limit(1);
  return held !== undefined;
}

/** Whether an address is of an account that is suspended. */
export async function isSuspendedAddress(db: Db, email: string): Promise<boolean> {
  const [account] = await db
    .select({ suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(users.email, email));
  return account !== undefined && account.suspendedAt !== null;
}
