import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { profileSchema } from "~/contracts/people";
import { ok } from "~/domain/result";
import type { Actor, Deps } from "~/services/deps";
import { users } from "~db/schema";

export async function readProfile(deps: Pick<Deps, "db">, actor: Actor) {
  const [person] = await deps.db.select().from(users).where(eq(users.id, actor.id));
  if (!person) throw new Error("the session's person is not there");
  return person;
}

/** Stores the person's own profile. */
export async function saveProfile(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  input: z.infer<typeof profileSchema>,
) {
  await deps.db
    .update(users)
    .set({ ...input, placedAt: deps.now() })
    .where(eq(users.id, actor.id));
  return ok();
}
