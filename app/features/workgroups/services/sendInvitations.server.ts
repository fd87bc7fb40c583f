import { and, asc, eq, gt, lte } from "drizzle-orm";
import { sha256Hex } from "~/kernel/hash/canonical";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { afterRefusal, handOver } from "~/platform/jobs/mailQueue";
import { severalAtOnce } from "~/platform/jobs/severalAtOnce";
import { users } from "~db/schema/accounts";
import { processes } from "~db/schema/processes";
import { invitations, workgroups } from "~db/schema/workgroups";
import { invitationLifetime, isWaiting, type Letter, sendInvitation } from "./inviteLetter.server";

/**
 * Mails the invitations that are due: those of long lists, and those that the mail server did not take. The link is made
 * now; the database has its hash alone. One is marked as taken before it is handed to the mail server, so that none is
 * sent twice; any number of nodes may do this at once. Returns how many went out.
 */
export function sendInvitations(deps: Deps): Promise<number> {
  return severalAtOnce({ most: deps.mailsAtOnce, take: () => takeDue(deps), run: (one) => send(deps, one) });
}

async function takeDue(deps: Deps) {
  const isDue = and(
    eq(invitations.mail, "due"),
    lte(invitations.mailAfter, deps.now()),
    gt(invitations.expiresAt, deps.now()),
    isWaiting,
  );
  return deps.db.transaction(async (tx) => {
    const [due] = await tx
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        language: invitations.language,
        attempts: invitations.attempts,
        title: processes.title,
        workgroup: workgroups.name,
        inviter: users.displayName,
        inviterEmail: users.email,
      })
      .from(invitations)
      .innerJoin(processes, eq(processes.id, invitations.processId))
      .leftJoin(workgroups, eq(workgroups.id, invitations.workgroupId))
      .leftJoin(users, eq(users.id, invitations.invitedBy))
      .where(isDue)
      .orderBy(asc(invitations.mailAfter), asc(invitations.id))
      .limit(1)
      .for("update", { of: invitations, skipLocked: true });
    if (!due) return null;
    const token = deps.randomHex(32);
    const sentAt = deps.now();
    const expiresAt = new Date(sentAt.getTime() + invitationLifetime);
    const values = { mail: "taken" as const, tokenHash: sha256Hex(token), sentAt, expiresAt };
    await tx.update(invitations).set(values).where(eq(invitations.id, due.id));
    return { ...due, token };
  });
}

function send(deps: Deps, one: NonNullable<Awaited<ReturnType<typeof takeDue>>>): Promise<boolean> {
  return mailInvitation(deps, one, {
    to: one.email,
    token: one.token,
    process: { title: one.title },
    workgroup: one.workgroup,
    role: one.role,
    inviter: {
      // Of an account that is gone, the process invites.
      displayName: one.inviter ?? localize(one.title, one.language).text,
      email: one.inviterEmail ?? "",
    },
    language: one.language,
    expiresAt: new Date(deps.now().getTime() + invitationLifetime),
  });
}

/** Mails an invitation and notes what became of it. Returns whether the mail server took it. */
export function mailInvitation(
  deps: Deps,
  { id, attempts }: { readonly id: string; readonly attempts: number },
  letter: Letter,
): Promise<boolean> {
  return handOver(
    deps,
    (mail) => sendInvitation({ ...deps, mail }, letter),
    (refusal) =>
      deps.db
        .update(invitations)
        .set(refusal ? afterRefusal(attempts, refusal, deps.now()) : { mail: "sent" as const })
        .where(eq(invitations.id, id)),
  );
}
