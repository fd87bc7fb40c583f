import { asc, like } from "drizzle-orm";
import { demoDomain } from "~/features/accounts/domain/demoDomain";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";

/** The demo's ready seats; none outside of the demo. */
export async function demoSeatsOf(deps: Pick<Deps, "db" | "settings">) {
  if (!deps.settings.isDemo) return [];
  return deps.db
    .select({ email: users.email, name: users.displayName })
    .from(users)
    .where(like(users.email, `%@${demoDomain}`))
    .orderBy(asc(users.createdAt), asc(users.email));
}
