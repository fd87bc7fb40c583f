import { eq, or, type SQL } from "drizzle-orm";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { Actor } from "~/platform/deps";
import { restraints } from "~db/schema/membership";

/**
 * By what a restraint knows whom it holds (64 hex digits): an account that was erased and made anew with the same
 * address is held like the first, and the address itself is kept nowhere.
 */
export function restrainedAddress(email: string): string {
  return sha256Hex(`restrained address ${email}`);
}

/** Whether a restraint holds a person: their account, or one with their address that was erased. */
export function holds({ id, email }: Pick<Actor, "id" | "email">): SQL | undefined {
  return or(eq(restraints.userId, id), eq(restraints.address, restrainedAddress(email)));
}
