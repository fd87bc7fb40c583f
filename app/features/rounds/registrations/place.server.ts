import { and, eq } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import { type Standing, visitor } from "~/kernel/access";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Actor, Deps } from "~/platform/deps";
import { processMembers, restraints } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { rounds, seats } from "~db/schema/rounds";
import { workgroupMembers, workgroups } from "~db/schema/workgroups";

/** What an address names, and what the person is there. */
export type Scope = {
  readonly standing: Standing;
  readonly process: ProcessRow | null;
  readonly workgroup: WorkgroupRow | null;
  readonly round: RoundRow | null;
};

type Params = Readonly<Record<string, string | undefined>>;

/** No name holds a zero, and PostgreSQL takes no question that does. */
const canBeNamed = ({ "*": _, ...names }: Params) =>
  Object.values(names).every((name) => !name?.includes("\0"));

/** Looks up the process, workgroup and round of an address; null when one of them does not exist. */
export async function loadScope(
  deps: Pick<Deps, "db" | "settings" | "now">,
  actor: Actor | null,
  params: Params,
): Promise<Scope | null> {
  const { db } = deps;
  const base: Standing = actor
    ? {
        ...visitor,
        signedIn: true,
        suspended: actor.suspended,
        founder: deps.settings.founders.includes(actor.email),
      }
    : visitor;
  if (!canBeNamed(params)) return null;
  if (params.process === undefined) return { standing: base, process: null, workgroup: null, round: null };

  const [process] = await db.select().from(processes).where(eq(processes.slug, params.process));
  if (!process) return null;

  let round: RoundRow | null = null;
  const roundNumber = params.round ?? params.approval;
  if (roundNumber !== undefined) {
    const number = wholeNumber(roundNumber);
    const kind = params.round === undefined ? "approval" : "components";
    if (number === null) return null;
    const [found] = await db
      .select()
      .from(rounds)
      .where(and(eq(rounds.processId, process.id), eq(rounds.kind, kind), eq(rounds.number, number)));
    if (!found) return null;
    round = found;
  }

  let workgroup: WorkgroupRow | null = null;
  if (params.workgroup !== undefined || round?.workgroupId) {
    const [found] = await db
      .select()
      .from(workgroups)
      .where(
        and(
          eq(workgroups.processId, process.id),
          params.workgroup !== undefined
            ? eq(workgroups.key, params.workgroup)
            : eq(workgroups.id, round?.workgroupId as WorkgroupRow["id"]),
        ),
      );
    if (!found) return null;
    workgroup = found;
  }
  // Who is suspended keeps their roles for later, and has none of them now.
  if (!actor || actor.suspended) return { standing: base, process, workgroup, round };

  const [restraint] = await db
    .select({ until: restraints.until })
    .from(restraints)
    .where(
      and(
        eq(restraints.processId, process.id),
        eq(restraints.userId, actor.id),
        eq(restraints.kind, "suspend"),
      ),
    );

  const [membership] = await db
    .select({ role: processMembers.role })
    .from(processMembers)
    .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, actor.id)));
  const [member] = workgroup
    ? await db
        .select({ role: workgroupMembers.role })
        .from(workgroupMembers)
        .where(and(eq(workgroupMembers.workgroupId, workgroup.id), eq(workgroupMembers.userId, actor.id)))
    : [];
  const [seat] = round
    ? await db
        .select({ id: seats.id })
        .from(seats)
        .where(and(eq(seats.roundId, round.id), eq(seats.userId, actor.id)))
    : [];
  return {
    standing: {
      ...base,
      silenced: restraint !== undefined && (!restraint.until || restraint.until > deps.now()),
      organizer: membership?.role === "organizer",
      participant: membership !== undefined,
      workgroupRole: member?.role ?? null,
      seated: seat !== undefined,
    },
    process,
    workgroup,
    round,
  };
}
