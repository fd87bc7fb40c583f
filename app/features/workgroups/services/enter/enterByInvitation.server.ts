import { eq } from "drizzle-orm";
import { startSession } from "~/features/accounts/services/sessions.server";
import { acceptInvitation, findInvitation } from "~/features/workgroups/services/answerInvitation.server";
import { isBound } from "~/features/workgroups/services/inviteLetter.server";
import type { UserId } from "~/kernel/ids";
import { defaultLanguage, isLanguage } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import type { invitations } from "~db/schema/workgroups";

type Invited = Pick<typeof invitations.$inferSelect, "email" | "role">;

/**
 * Whether the link of an invitation signs in the address that it was sent to: where it gives no power over others and the address
 * has no account yet. An account that is there, and an address that may start processes, prove themselves by a mail of
 * their own, so that an invitation that was handed on hands on nothing that was somebody's before.
 */
export async function maySignIn(
  { db, settings }: Pick<Deps, "db" | "settings">,
  { email, role }: Invited,
): Promise<boolean> {
  if (isBound(role) || settings.founders.includes(email)) return false;
  const [known] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return known === undefined;
}

/**
 * Makes an account for the address that an invitation was sent to, signs it in and accepts: all of it or nothing, and once, as
 * the invitation is used up by it. `sign_in_needed` where the link alone is not enough; else it refuses as `acceptInvitation` does.
 */
export async function enterByInvitation(
  deps: Deps,
  token: string,
  device: string,
): Promise<Result<{ actor: Actor; session: string; slug: string; workgroup: string | null }, Refusal>> {
  const found = await findInvitation(deps, token);
  if (!found.ok) return found;
  const { email, role, language } = found.value.invitation;
  if (!(await maySignIn(deps, { email, role }))) return fail({ code: "sign_in_needed" });
  const actor: Actor = { id: deps.newId() as UserId, email, displayName: "", suspended: false };
  let session = "";
  const accepted = await acceptInvitation(deps, actor, token, async (tx) => {
    const locale = isLanguage(language) ? language : defaultLanguage;
    const made = await tx
      .insert(users)
      .values({ id: actor.id, email, locale, createdAt: deps.now() })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (made.length === 0) return fail({ code: "sign_in_needed" });
    session = await startSession(deps, tx, actor.id, device);
    return ok();
  });
  return accepted.ok ? ok({ actor, session, ...accepted.value }) : accepted;
}
