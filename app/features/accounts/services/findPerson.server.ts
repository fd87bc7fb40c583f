import { eq } from "drizzle-orm";
import type { UserId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";

/** Who has signed in with an address; null for nobody. */
export async function findPerson(deps: Pick<Deps, "db">, email: string): Promise<UserId | null> {
  const [row] = await deps.db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email.trim().toLowerCase()));
  return (row?.id as UserId | undefined) ?? null;
}
