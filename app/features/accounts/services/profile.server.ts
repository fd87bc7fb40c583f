import { eq } from "drizzle-orm";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";

export async function readProfile(deps: Pick<Deps, "db">, actor: Actor) {
  const [person] = await deps.db.select().from(users).where(eq(users.id, actor.id));
  if (!person) throw new Error("the session's person is not there");
  return person;
}

/** The groups that the profile offers: those that most processes have. */
export const commonGroups = ["developer", "deployer", "end-user", "subject"] as const;

type Traits = Pick<typeof users.$inferSelect, "stakeholderGroups" | "country" | "languages">;

/**
 * Stores what a person says of themselves; returns whether it is something else than before. Only then have they
 * changed since people were counted last (`changedSince`).
 */
export async function describeSelf(
  deps: Pick<Deps, "now">,
  tx: Db,
  before: Traits & { readonly id: string },
  said: Partial<Traits>,
): Promise<boolean> {
  const now = { ...before, ...said };
  const isSame =
    now.country === before.country &&
    isSameList(now.languages, before.languages) &&
    isSameList(now.stakeholderGroups, before.stakeholderGroups);
  if (isSame) return false;
  await tx
    .update(users)
    .set({ ...said, placedAt: deps.now() })
    .where(eq(users.id, before.id));
  return true;
}

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one));

/** A person's groups when they chose among some: those that were not offered stay as they were. */
export const withGroups = (
  known: readonly string[],
  offered: readonly string[],
  chosen: readonly string[],
) => [...known.filter((key) => !offered.includes(key)), ...offered.filter((key) => chosen.includes(key))];
