import { and, desc, eq, isNull } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/workgroups/feature";
import { type WorkgroupRow, workgroupsOf } from "~/features/workgroups/services/read.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { invitations } from "~db/schema/workgroups";
import { invitationLifetime, isWaiting } from "./inviteLetter.server";
import { mailInvitation } from "./sendInvitations.server";
import { shownAddress } from "./shownAddress.server";

/** Between two mails of one invitation. */
const pause = 60 * 60 * 1000;

/** Invitations of a process, or of one workgroup as its facilitators see them: those of its members. */
export type Own = { readonly process: ProcessRow; readonly workgroup: WorkgroupRow | null };

const theirs = ({ process, workgroup }: Own) =>
  and(
    eq(invitations.processId, process.id),
    workgroup ? and(eq(invitations.workgroupId, workgroup.id), eq(invitations.role, "member")) : undefined,
  );

/** Takes an invitation back; the link stops working. */
export async function revokeInvitation(
  deps: Deps,
  actor: Actor,
  own: Own,
  id: string,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: own.process.id, actor, action: audit["invitation.revoked"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const [gone] = await tx
      .update(invitations)
      .set({ revokedAt: deps.now() })
      .where(and(eq(invitations.id, id), theirs(own), isWaiting))
      .returning();
    return gone ? ok() : fail({ code: "not_found" });
  });
}

/**
 * Sends an invitation again, for another 30 days, under a new link: the old mail's works no more. Once an hour at most
 * (`too_many`); `mail_failed` when the mail server does not take it.
 */
export async function resendInvitation(
  deps: Deps,
  actor: Actor,
  own: Own,
  id: string,
): Promise<Result<undefined, Refusal>> {
  const now = deps.now();
  const token = deps.randomHex(32);
  const expiresAt = new Date(now.getTime() + invitationLifetime);
  const change: Change = { processId: own.process.id, actor, action: audit["invitation.resent"] };
  const renewed = await changeProcess(deps, change, async (tx) => {
    const [row] = await tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.id, id), theirs(own), isWaiting))
      .for("update");
    if (!row) return fail({ code: "not_found" });
    if (row.sentAt.getTime() + pause > now.getTime()) return fail({ code: "sent_just_now" });
    const tokenHash = sha256Hex(token);
    await tx
      .update(invitations)
      .set({ tokenHash, expiresAt, sentAt: now, mail: "sent", attempts: 0 })
      .where(eq(invitations.id, id));
    return ok(row);
  });
  if (!renewed.ok) return renewed;
  const { role, language, email: to, workgroupId } = renewed.value;
  const groups = await workgroupsOf(deps.db, own.process.id);
  const isSent = await mailInvitation(
    deps,
    { id, attempts: 0 },
    {
      to,
      token,
      process: own.process,
      workgroup: groups.find((group) => group.id === workgroupId)?.name ?? null,
      role,
      inviter: actor,
      language,
      expiresAt,
    },
  );
  return isSent ? ok() : fail({ code: "mail_failed" });
}

/** A page of the invitations that were not taken back, newest first, with who came by them. */
export async function invitationsOf(
  { db, now }: { readonly db: Db; readonly now: Deps["now"] },
  own: Own,
  asked: number,
) {
  const where = and(theirs(own), isNull(invitations.revokedAt));
  const { rows, ...paging } = await pageFrom(
    db.$count(invitations, where),
    ({ limit, offset }) =>
      db
        .select({ invitation: invitations, name: users.displayName, address: users.email })
        .from(invitations)
        .leftJoin(users, eq(users.id, invitations.acceptedBy))
        .where(where)
        .orderBy(desc(invitations.createdAt), invitations.email)
        .limit(limit)
        .offset(offset),
    { asked },
  );
  return {
    ...paging,
    rows: rows.map(({ invitation, name, address }) => ({
      ...invitation,
      state: stateOf(invitation, now()),
      /** Who came; null where the account is gone, or nobody did. */
      cameAs: address === null ? null : { name: name ?? "", address },
    })),
  };
}

export type InvitationState = "accepted" | "declined" | "expired" | "waiting";

function stateOf(one: typeof invitations.$inferSelect, now: Date): InvitationState {
  if (one.acceptedAt) return "accepted";
  if (one.declinedAt) return "declined";
  return one.expiresAt <= now ? "expired" : "waiting";
}

/** Invitations as a page lists them. */
export function shownInvitations(
  sent: Awaited<ReturnType<typeof invitationsOf>>["rows"],
  groups: readonly { readonly id: string; readonly name: string }[],
) {
  return sent.map(
    ({ id, email, name, role, workgroupId, affiliated, state, mail, sentAt, expiresAt, cameAs }) => ({
      id,
      email: shownAddress(email),
      mail,
      name,
      role,
      affiliated,
      workgroup: groups.find((group) => group.id === workgroupId)?.name ?? null,
      state,
      sentAt,
      expiresAt,
      cameAs: cameAs && { ...cameAs, address: shownAddress(cameAs.address) },
    }),
  );
}
