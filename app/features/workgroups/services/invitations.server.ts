import { and, eq, gt, inArray, lte, or } from "drizzle-orm";
import { openCampaign } from "~/features/membership/services/campaigns.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type InvitationRole, processRoleOf } from "~/features/workgroups/domain/invitationRoles";
import { audit } from "~/features/workgroups/feature";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { ProcessId, WorkgroupId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { invitations, workgroupMembers, workgroups } from "~db/schema/workgroups";
import { invitationLifetime, isBound, isWaiting, type Letter } from "./inviteLetter.server";
import { misleadingName } from "./leaderNames.server";
import { mailInvitation } from "./sendInvitations.server";

export type Invitee = {
  readonly email: string;
  readonly name: string;
  readonly affiliation: string;
  readonly affiliated: boolean;
};

export type InviteInput = {
  readonly role: InvitationRole;
  /** Needed for facilitators and members. */
  readonly workgroupId: WorkgroupId | null;
  readonly people: readonly Invitee[];
  /** Code of the campaign that the invitations belong to; null for none. */
  readonly campaign?: string | null;
  /** Of the mail and the page of the invitation: the inviter knows whom they write to. */
  readonly language: Language;
};

export type Invited = {
  readonly sent: number;
  readonly waiting: number;
  readonly passedOver: number;
  readonly undelivered: number;
};

/** Who of a list is already there: has an invitation that still works, or has joined. */
export async function knownInvitees(
  { db, now }: Pick<Deps, "db" | "now">,
  processId: ProcessId,
  place: Pick<InviteInput, "role" | "workgroupId">,
): Promise<Map<string, "invited" | "joined">> {
  const open = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.processId, processId), isWaiting, gt(invitations.expiresAt, now())));
  const joined = place.workgroupId
    ? await db
        .select({ email: users.email })
        .from(workgroupMembers)
        .innerJoin(users, eq(users.id, workgroupMembers.userId))
        // Whoever asks runs this process: of another's workgroup nothing is said.
        .innerJoin(workgroups, eq(workgroups.id, workgroupMembers.workgroupId))
        .where(and(eq(workgroups.id, place.workgroupId), eq(workgroups.processId, processId)))
    : await db
        .select({ email: users.email })
        .from(processMembers)
        .innerJoin(users, eq(users.id, processMembers.userId))
        .where(
          and(eq(processMembers.processId, processId), eq(processMembers.role, processRoleOf[place.role])),
        );
  const here = open.filter(
    ({ workgroupId, role }) => workgroupId === place.workgroupId && role === place.role,
  );
  return new Map([
    ...here.map(({ email }): [string, "invited"] => [email, "invited"]),
    ...joined.map(({ email }): [string, "joined"] => [email, "joined"]),
  ]);
}

/** Mails of so many invitations are sent at once; those of more are sent by the job, soon after. */
const mostAtOnce = 20;

/**
 * Invites people, each by a link of their own. Those already there are passed over and counted. A few are mailed at
 * once; many are `waiting` for the job that mails them, as are those that the mail server did not take (`undelivered`).
 */
export async function invitePeople(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: InviteInput,
): Promise<Result<Invited, Refusal>> {
  const groups = await workgroupsOf(deps.db, process.id);
  const group = groups.find(({ id }) => id === input.workgroupId);
  const needsGroup = input.role === "facilitator" || input.role === "member";
  if (needsGroup !== (group !== undefined))
    return fail({ code: "invalid", fields: { workgroup: "errors:field.workgroup" } });
  const now = deps.now();
  const people = [...new Map(input.people.map((person) => [person.email, person])).values()];
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["people.invited"],
    subject: `${people.length} · ${group?.name ?? input.role}`,
  };
  const stored = await changeProcess(deps, change, async (tx) => {
    const named = await mayInvite(tx, process.id, input.role, people);
    if (!named.ok) return named;
    const campaign = input.campaign ? await openCampaign(tx, process, input.campaign) : null;
    if (input.campaign && !campaign)
      return fail({ code: "invalid", fields: { campaign: "errors:field.notThere" } });
    const known = await knownInvitees({ ...deps, db: tx }, process.id, input);
    const letters = people
      .filter(({ email }) => !known.has(email))
      .map((person) => ({ id: deps.newId(), person, token: deps.randomHex(32) }));
    const atOnce = letters.length <= mostAtOnce;
    if (letters.length === 0) return ok({ letters, expiresAt: now, atOnce });
    await takeBack(deps, tx, process.id, group?.id ?? null, letters);
    const expiresAt = new Date(now.getTime() + invitationLifetime);
    await insertMany(
      tx,
      invitations,
      letters.map(({ id, person, token }) => ({
        id,
        processId: process.id,
        workgroupId: group?.id ?? null,
        role: input.role,
        ...person,
        tokenHash: sha256Hex(token),
        campaignId: campaign?.id ?? null,
        invitedBy: actor.id,
        language: input.language,
        createdAt: now,
        sentAt: now,
        expiresAt,
        mail: atOnce ? ("sent" as const) : ("due" as const),
        mailAfter: atOnce ? null : now,
      })),
    );
    return ok({ letters, expiresAt, atOnce });
  });
  if (!stored.ok) return stored;
  const { letters, expiresAt, atOnce } = stored.value;
  const passedOver = input.people.length - letters.length;
  if (!atOnce) return ok({ sent: 0, waiting: letters.length, passedOver, undelivered: 0 });
  const letter: Omit<Letter, "to" | "token"> = {
    process,
    workgroup: group?.name ?? null,
    role: input.role,
    inviter: actor,
    language: input.language,
    expiresAt,
  };
  let undelivered = 0;
  for (const { id, person, token } of letters)
    if (!(await mailInvitation(deps, { id, attempts: 0 }, { ...letter, to: person.email, token })))
      undelivered++;
  return ok({ sent: letters.length - undelivered, waiting: 0, passedOver, undelivered });
}

/** Names that people are invited by are theirs from then on: nobody is called as a role or as somebody else who runs the process. */
async function mayInvite(
  tx: Db,
  processId: ProcessId,
  role: InviteInput["role"],
  people: readonly Invitee[],
): Promise<Result<undefined, Refusal>> {
  const misleads = await misleadingName(tx, processId, people);
  if (!misleads || (misleads.why === "leader" && isBound(role))) return ok();
  const key = misleads.why === "role" ? "errors:field.roleNameOf" : "errors:field.leaderNameOf";
  return fail({ code: "invalid", fields: { name: { key, values: { name: misleads.name } } } });
}

/**
 * An open invitation to the same workgroup in another role gives way to the new one, and one that has expired to any.
 */
async function takeBack(
  deps: Pick<Deps, "now">,
  tx: Db,
  processId: ProcessId,
  workgroupId: WorkgroupId | null,
  letters: readonly { person: Invitee }[],
): Promise<void> {
  const sameGroup = workgroupId ? eq(invitations.workgroupId, workgroupId) : undefined;
  await tx
    .update(invitations)
    .set({ revokedAt: deps.now() })
    .where(
      and(
        eq(invitations.processId, processId),
        inArray(
          invitations.email,
          letters.map(({ person }) => person.email),
        ),
        isWaiting,
        or(lte(invitations.expiresAt, deps.now()), sameGroup),
      ),
    );
}
