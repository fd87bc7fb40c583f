import { eq } from "drizzle-orm";
import { readAddress } from "~/kernel/address";
import type { UserId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";

/** Who has signed in with an address; null for nobody. */
export async function findPerson(deps: Pick<Deps, "db">, email: string): Promise<UserId | null> {
  const address = readAddress(email);
  if (address === null) return null;
  const [row] = await deps.db.select({ id: users.id }).from(users).where(eq(users.email, address));
  return (row?.id as UserId | undefined) ?? null;
}
