import { eq } from "drizzle-orm";
import type { z } from "zod";
import {
  commonGroups,
  describeSelf,
  readProfile,
  withGroups,
} from "~/features/accounts/services/profile.server";
import { mayCallThemselves } from "~/features/workgroups/services/leaderNames.server";
import type { profileSchema } from "~/kernel/fields";
import type { Refusal } from "~/kernel/refusals";
import { ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import { users } from "~db/schema/accounts";

/**
 * Stores the person's own profile. Groups that it does not offer, chosen in a process, stay as they were. A new name by which
 * they could be taken for those who run things is refused.
 */
export async function saveProfile(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  { country, languages, stakeholderGroups, ...input }: z.infer<typeof profileSchema>,
): Promise<Result<undefined, Refusal>> {
  return inTransaction(deps.db, async (tx) => {
    const person = await readProfile({ db: tx }, actor);
    const named = await mayCallThemselves(tx, actor, input, person);
    if (!named.ok) return named;
    await describeSelf(deps, tx, person, {
      country,
      languages,
      stakeholderGroups: withGroups(person.stakeholderGroups, commonGroups, stakeholderGroups),
    });
    await tx.update(users).set(input).where(eq(users.id, actor.id));
    return ok();
  });
}
