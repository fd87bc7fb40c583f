import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { openCampaign } from "~/features/membership/services/campaigns.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/workgroups/feature";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { inLanguage } from "~/i18n/languagePath";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { ProcessId, UserId, WorkgroupId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { invitations, workgroupMembers } from "~db/schema/workgroups";

export type Invitee = {
  readonly email: string;
  readonly name: string;
  readonly affiliation: string;
  readonly affiliated: boolean;
};

export type InviteInput = {
  readonly role: "organizer" | "facilitator" | "member" | "participant";
  /** Needed for facilitators and members. */
  readonly workgroupId: WorkgroupId | null;
  readonly people: readonly Invitee[];
  /** Code of the campaign that the invitations belong to; null for none. */
  readonly campaign?: string | null;
  readonly language: Language;
};

/** Who of a list is already there: has an open invitation, or has joined. */
export async function knownInvitees(
  db: Db,
  processId: ProcessId,
  place: Pick<InviteInput, "role" | "workgroupId">,
): Promise<Map<string, "invited" | "joined">> {
  const open = await db
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.processId, processId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    );
  const joined = place.workgroupId
    ? await db
        .select({ email: users.email })
        .from(workgroupMembers)
        .innerJoin(users, eq(users.id, workgroupMembers.userId))
        .where(eq(workgroupMembers.workgroupId, place.workgroupId))
    : await db
        .select({ email: users.email })
        .from(processMembers)
        .innerJoin(users, eq(users.id, processMembers.userId))
        .where(
          and(eq(processMembers.processId, processId), eq(processMembers.role, processRole(place.role))),
        );
  const here = open.filter(
    ({ workgroupId, role }) => workgroupId === place.workgroupId && role === place.role,
  );
  return new Map([
    ...here.map(({ email }): [string, "invited"] => [email, "invited"]),
    ...joined.map(({ email }): [string, "joined"] => [email, "joined"]),
  ]);
}

/** Invites people, each by a link of their own. Those already there are passed over and counted. */
export async function invitePeople(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: InviteInput,
): Promise<Result<{ sent: number; passedOver: number; undelivered: number }, Refusal>> {
  const groups = await workgroupsOf(deps.db, process.id);
  const group = groups.find(({ id }) => id === input.workgroupId);
  const needsGroup = input.role === "facilitator" || input.role === "member";
  if (needsGroup !== (group !== undefined))
    return fail({ code: "invalid", fields: { workgroup: "errors:field.workgroup" } });
  const people = [...new Map(input.people.map((person) => [person.email, person])).values()];
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["people.invited"],
    subject: `${people.length} · ${group?.name ?? input.role}`,
  };
  const stored = await changeProcess(deps, change, async (tx) => {
    const campaign = input.campaign ? await openCampaign(tx, process, input.campaign) : null;
    if (input.campaign && !campaign)
      return fail({ code: "invalid", fields: { campaign: "errors:field.notThere" } });
    const known = await knownInvitees(tx, process.id, input);
    const letters = people
      .filter(({ email }) => !known.has(email))
      .map((person) => ({ person, token: deps.randomHex(32) }));
    if (letters.length > 0) {
      if (group) await takeBack(deps, tx, group.id, letters);
      await tx.insert(invitations).values(
        letters.map(({ person, token }) => ({
          id: deps.newId(),
          processId: process.id,
          workgroupId: group?.id ?? null,
          role: input.role,
          ...person,
          tokenHash: sha256Hex(token),
          campaignId: campaign?.id ?? null,
          invitedBy: actor.id,
          createdAt: deps.now(),
        })),
      );
    }
    return ok(letters);
  });
  if (!stored.ok) return stored;
  const letters = stored.value;
  const t = deps.translator(input.language);
  let undelivered = 0;
  for (const { person, token } of letters) {
    const words = {
      process: localize(process.title, input.language).text,
      place: group?.name ?? t(`membership:role.${input.role}`),
      link: `${deps.settings.origin}${inLanguage(input.language, `/invitations/${token}`)}`,
    };
    const subject = t("mail:invitation.subject", words);
    if (!(await deps.mail({ to: person.email, subject, text: t("mail:invitation.body", words) })))
      undelivered++;
  }
  return ok({
    sent: letters.length - undelivered,
    passedOver: input.people.length - letters.length,
    undelivered,
  });
}

/** An open invitation to the same workgroup in another role gives way to the new one. */
async function takeBack(
  deps: Pick<Deps, "now">,
  tx: Db,
  workgroupId: WorkgroupId,
  letters: readonly { person: Invitee }[],
): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: deps.now() })
    .where(
      and(
        eq(invitations.workgroupId, workgroupId),
        inArray(
          invitations.email,
          letters.map(({ person }) => person.email),
        ),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    );
}

/** The invitation behind a link, or null when it was used, revoked or never existed. */
export async function findInvitation(deps: Pick<Deps, "db">, token: string) {
  if (!/^[0-9a-f]{64}$/.test(token)) return null;
  const [row] = await deps.db
    .select({ invitation: invitations, process: processes })
    .from(invitations)
    .innerJoin(processes, eq(processes.id, invitations.processId))
    .where(
      and(
        eq(invitations.tokenHash, sha256Hex(token)),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    );
  if (!row) return null;
  const groups = await workgroupsOf(deps.db, row.process.id);
  return { ...row, workgroup: groups.find(({ id }) => id === row.invitation.workgroupId) ?? null };
}

/**
 * Accepts an invitation as the signed-in person. Whoever holds the link may use it once, from
 * whichever address they signed in with: people are invited at one address and work at another.
 */
export async function acceptInvitation(
  deps: Deps,
  actor: Actor,
  token: string,
): Promise<Result<{ slug: string; workgroup: string | null }, Refusal>> {
  const found = await findInvitation(deps, token);
  if (!found) return fail({ code: "already_used" });
  const { invitation, process, workgroup } = found;
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["invitation.accepted"],
    subject: workgroup?.name ?? invitation.role,
  };
  return changeProcess(deps, change, async (tx) => {
    const [mine] = await tx
      .update(invitations)
      .set({ acceptedAt: deps.now() })
      .where(
        and(eq(invitations.id, invitation.id), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)),
      )
      .returning();
    if (!mine) return fail({ code: "already_used" });
    await tx
      .insert(processMembers)
      .values({
        processId: process.id,
        userId: actor.id,
        role: processRole(mine.role),
        joinedAt: deps.now(),
        campaignId: mine.campaignId,
      })
      .onConflictDoNothing();
    if (mine.role === "organizer") {
      await tx
        .update(processMembers)
        .set({ role: "organizer" })
        .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, actor.id)));
    }
    if (workgroup && (mine.role === "facilitator" || mine.role === "member")) {
      const place = { role: mine.role, affiliated: mine.affiliated };
      // Nobody loses a role by accepting a lesser one.
      const gained = mine.role === "facilitator" ? place : { affiliated: mine.affiliated };
      await tx
        .insert(workgroupMembers)
        .values({ workgroupId: workgroup.id, userId: actor.id, ...place, joinedAt: deps.now() })
        .onConflictDoUpdate({ target: [workgroupMembers.workgroupId, workgroupMembers.userId], set: gained });
    }
    await fillProfile(tx, actor.id, mine);
    return ok({ slug: process.slug, workgroup: workgroup?.key ?? null });
  });
}

/** Takes an invitation back; the link stops working. */
export async function revokeInvitation(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: string,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit["invitation.revoked"] },
    async (tx) => {
      const [gone] = await tx
        .update(invitations)
        .set({ revokedAt: deps.now() })
        .where(
          and(eq(invitations.id, id), eq(invitations.processId, process.id), isNull(invitations.acceptedAt)),
        )
        .returning();
      return gone ? ok() : fail({ code: "not_found" });
    },
  );
}

export function invitationsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(invitations)
    .where(and(eq(invitations.processId, processId), isNull(invitations.revokedAt)))
    .orderBy(desc(invitations.createdAt), invitations.email);
}

function processRole(role: InviteInput["role"]): "organizer" | "participant" {
  return role === "organizer" ? "organizer" : "participant";
}

/** What the invitation knew and the person has not said themselves yet. */
async function fillProfile(tx: Db, userId: UserId, known: { name: string; affiliation: string }) {
  const [person] = await tx.select().from(users).where(eq(users.id, userId));
  await tx
    .update(users)
    .set({
      displayName: person?.displayName || known.name,
      affiliation: person?.affiliation || known.affiliation,
    })
    .where(eq(users.id, userId));
}
