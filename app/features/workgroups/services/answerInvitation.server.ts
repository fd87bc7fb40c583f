import { and, eq, inArray, sql } from "drizzle-orm";
import { isMore, processRoles } from "~/features/membership/domain/roles";
import { notify } from "~/features/notices/services/notify.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { processRoleOf } from "~/features/workgroups/domain/invitationRoles";
import { audit, notices } from "~/features/workgroups/feature";
import { type WorkgroupRow, workgroupsOf } from "~/features/workgroups/services/read.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { UserId } from "~/kernel/ids";
import { isLanguage, type Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Refusal, RefusalCode } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { nowAgainst } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { invitations, workgroupMembers, workgroups } from "~db/schema/workgroups";
import { isBound, isWaiting } from "./inviteLetter.server";
import { mayBeCalled } from "./leaderNames.server";

type InvitationRow = typeof invitations.$inferSelect;
type Found = {
  readonly invitation: InvitationRow;
  readonly process: ProcessRow;
  readonly workgroup: WorkgroupRow | null;
  /** Name or address of who invites; null once their account is gone. */
  readonly inviter: string | null;
};

/**
 * The invitation behind a link. A link that works no more says why: `already_used`, `invitation_declined`,
 * `taken_back`, `invitation_expired`; `link_unknown` for one that never was, or was replaced by a newer mail.
 */
export async function findInvitation(
  deps: Pick<Deps, "db" | "now">,
  token: string,
): Promise<Result<Found, Refusal>> {
  if (!/^[0-9a-f]{64}$/.test(token)) return fail({ code: "link_unknown" });
  const [row] = await deps.db
    .select({ invitation: invitations, process: processes, name: users.displayName, email: users.email })
    .from(invitations)
    .innerJoin(processes, eq(processes.id, invitations.processId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(eq(invitations.tokenHash, sha256Hex(token)));
  if (!row) return fail({ code: "link_unknown" });
  const { invitation, process, name, email } = row;
  const over = isOver(invitation, nowAgainst(deps, invitation.expiresAt));
  if (over) return fail({ code: over });
  const groups = await workgroupsOf(deps.db, process.id);
  const workgroup = groups.find(({ id }) => id === invitation.workgroupId) ?? null;
  return ok({ invitation, process, workgroup, inviter: name || email });
}

function isOver(one: InvitationRow, now: Date): RefusalCode | null {
  if (one.acceptedAt) return "already_used";
  if (one.declinedAt) return "invitation_declined";
  if (one.revokedAt) return "taken_back";
  return one.expiresAt <= now ? "invitation_expired" : null;
}

/** An address as somebody is shown it who may not know it: enough to recognize one's own. */
export function maskedAddress(email: string): string {
  const at = email.lastIndexOf("@");
  return `${[...email][0] ?? ""}…${email.slice(at)}`;
}

/**
 * Accepts an invitation as the signed-in person. What gives power over others (organizer, facilitator) is for the
 * address that it was sent to (`other_address`). Any other may be used once by whoever holds the link, as people are
 * invited at one address and work at another; then the address that it was sent to is told. So is the inviter. `arrives` is done
 * first, in the same transaction: who comes by the link alone gets their account there.
 */
export async function acceptInvitation(
  deps: Deps,
  actor: Actor,
  token: string,
  arrives: (tx: Db) => Promise<Result<undefined, Refusal>> = async () => ok(),
): Promise<Result<{ slug: string; workgroup: string | null }, Refusal>> {
  const found = await findInvitation(deps, token);
  if (!found.ok) return found;
  const { invitation, process, workgroup } = found.value;
  const isOther = invitation.email !== actor.email;
  if (isOther && isBound(invitation.role)) return fail({ code: "other_address" });
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["invitation.accepted"],
    subject: workgroup?.name ?? invitation.role,
  };
  const accepted = await changeProcess(deps, change, async (tx) => {
    const [waiting] = await tx
      .select({ id: invitations.id })
      .from(invitations)
      .where(and(eq(invitations.id, invitation.id), isWaiting));
    if (!waiting) return fail({ code: "already_used" });
    const arrived = await arrives(tx);
    if (!arrived.ok) return arrived;
    const [mine] = await tx
      .update(invitations)
      .set({ acceptedAt: deps.now(), acceptedBy: actor.id })
      .where(and(eq(invitations.id, invitation.id), eq(invitations.tokenHash, sha256Hex(token)), isWaiting))
      .returning();
    if (!mine) return fail({ code: "already_used" });
    await giveRole(deps, tx, actor.id, mine);
    const name = await fillProfile(tx, actor.id, mine);
    const called = isBound(mine.role)
      ? ok()
      : await mayBeCalled(tx, process.id, { email: actor.email, name });
    if (!called.ok) return called;
    await tellInviter(deps, tx, process, mine, { kind: notices["invitation-accepted"], by: actor.email });
    return ok({ slug: process.slug, workgroup: workgroup?.key ?? null });
  });
  if (accepted.ok && isOther) await tellInvited(deps, found.value, actor);
  return accepted;
}

/** Says no to an invitation, by its link alone: whoever holds the mail need not make an account for it. */
export async function declineInvitation(
  deps: Deps,
  actor: Actor | null,
  token: string,
  words: string,
): Promise<Result<undefined, Refusal>> {
  const found = await findInvitation(deps, token);
  if (!found.ok) return found;
  const { invitation, process, workgroup } = found.value;
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["invitation.declined"],
    subject: workgroup?.name ?? invitation.role,
  };
  return changeProcess(deps, change, async (tx) => {
    const [mine] = await tx
      .update(invitations)
      .set({ declinedAt: deps.now() })
      .where(and(eq(invitations.id, invitation.id), isWaiting))
      .returning();
    if (!mine) return fail({ code: "already_used" });
    await tellInviter(deps, tx, process, mine, {
      kind: notices["invitation-declined"],
      by: invitation.email,
      words,
    });
    return ok();
  });
}

/** Gives a person the place that an invitation is for. Nobody loses a role by accepting a lesser one. */
async function giveRole(
  deps: Pick<Deps, "now">,
  tx: Db,
  userId: UserId,
  place: Pick<InvitationRow, "processId" | "workgroupId" | "role" | "affiliated" | "campaignId">,
): Promise<void> {
  const { processId, workgroupId, role, affiliated, campaignId } = place;
  const joinedAt = deps.now();
  const inProcess = processRoleOf[role];
  await tx
    .insert(processMembers)
    .values({
      processId,
      userId,
      role: inProcess,
      joinedAt,
      organizerSince: inProcess === "organizer" ? joinedAt : null,
      campaignId,
    })
    .onConflictDoUpdate({
      target: [processMembers.processId, processMembers.userId],
      set: { role: inProcess, organizerSince: inProcess === "organizer" ? joinedAt : null },
      setWhere: inArray(
        processMembers.role,
        processRoles.filter((had) => isMore(inProcess, had)),
      ),
    });
  if (workgroupId && (role === "facilitator" || role === "member")) {
    const gained = role === "facilitator" ? { role, affiliated } : { affiliated };
    await tx
      .insert(workgroupMembers)
      .values({ workgroupId, userId, role, affiliated, joinedAt })
      .onConflictDoUpdate({ target: [workgroupMembers.workgroupId, workgroupMembers.userId], set: gained });
  }
}

type Told = {
  readonly kind: (typeof notices)[keyof typeof notices];
  readonly by: string;
  readonly words?: string;
};

async function tellInviter(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  process: ProcessRow,
  invitation: InvitationRow,
  { kind, by, words }: Told,
): Promise<void> {
  if (!invitation.invitedBy) return;
  const [group] = await tx
    .select()
    .from(workgroups)
    .where(invitation.workgroupId ? eq(workgroups.id, invitation.workgroupId) : sql`false`);
  const isOfGroup = group && invitation.role === "member";
  await notify(deps, tx, process, [invitation.invitedBy], {
    kind,
    key: `${kind} ${invitation.id}`,
    path: `/p/${process.slug}/${isOfGroup ? `workgroups/${group.key}/facilitate` : "manage/people"}`,
    values: { sentTo: invitation.email, by, role: invitation.role },
    words,
  });
}

/** The one who was invited reads who came in their place; a link that went astray is found out. */
async function tellInvited(deps: Deps, { invitation, process }: Found, actor: Actor): Promise<void> {
  const language: Language = isLanguage(invitation.language) ? invitation.language : "en";
  const t = deps.translator(language);
  const words = {
    process: localize(process.title, language).text,
    by: maskedAddress(actor.email),
  };
  await deps.mail({
    to: invitation.email,
    subject: t("mail:acceptedElsewhere.subject", words),
    text: t("mail:acceptedElsewhere.body", words),
  });
}

/** What the invitation knew and the person has not said themselves yet. Returns what they are called then. */
async function fillProfile(tx: Db, userId: UserId, known: { name: string; affiliation: string }) {
  const [person] = await tx.select().from(users).where(eq(users.id, userId));
  const displayName = person?.displayName || known.name;
  await tx
    .update(users)
    .set({ displayName, affiliation: person?.affiliation || known.affiliation })
    .where(eq(users.id, userId));
  return displayName;
}
