import { and, asc, eq, gt, isNull, lte, or } from "drizzle-orm";
import type { ProcessId, RoundId, UserId } from "~/kernel/ids";
import type { Db } from "./client";
import * as s from "./schema";

/** Components on a version of a process's list, in order. */
export function componentsAt(db: Db, processId: ProcessId, version: number) {
  return db
    .select()
    .from(s.components)
    .where(
      and(
        eq(s.components.processId, processId),
        lte(s.components.sinceVersion, version),
        or(isNull(s.components.retiredVersion), gt(s.components.retiredVersion, version)),
      ),
    )
    .orderBy(asc(s.components.position), asc(s.components.key));
}

/** Every component that ever stood on the list, in order. */
export function allComponents(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.components)
    .where(eq(s.components.processId, processId))
    .orderBy(asc(s.components.position), asc(s.components.key));
}

/** The newest version of a process's component list; 0 where there is none yet. */
export async function currentListVersion(db: Db, processId: ProcessId): Promise<number> {
  const rows = await db
    .select({ version: s.componentChanges.version })
    .from(s.componentChanges)
    .where(eq(s.componentChanges.processId, processId));
  return rows.reduce((newest, { version }) => Math.max(newest, version), 0);
}

export function changesOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.componentChanges)
    .where(eq(s.componentChanges.processId, processId))
    .orderBy(asc(s.componentChanges.version), asc(s.componentChanges.at));
}

export function criteriaOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.criteria)
    .where(eq(s.criteria.processId, processId))
    .orderBy(asc(s.criteria.position));
}

export function stakeholderGroupsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.stakeholderGroups)
    .where(eq(s.stakeholderGroups.processId, processId))
    .orderBy(asc(s.stakeholderGroups.position));
}

export function milestonesOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.milestones)
    .where(eq(s.milestones.processId, processId))
    .orderBy(asc(s.milestones.startsOn));
}

export function workgroupsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.workgroups)
    .where(eq(s.workgroups.processId, processId))
    .orderBy(asc(s.workgroups.position), asc(s.workgroups.key));
}

/** Rounds of votes on components, in order. */
export function roundsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.rounds)
    .where(and(eq(s.rounds.processId, processId), eq(s.rounds.kind, "components")))
    .orderBy(asc(s.rounds.number));
}

export function compilationsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.compilations)
    .where(eq(s.compilations.processId, processId))
    .orderBy(asc(s.compilations.number));
}

export function seatsOf(db: Db, roundId: RoundId) {
  return db
    .select()
    .from(s.seats)
    .where(eq(s.seats.roundId, roundId))
    .orderBy(asc(s.seats.addedAt), asc(s.seats.label));
}

export async function seatOf(db: Db, roundId: RoundId, userId: UserId) {
  const [seat] = await db
    .select()
    .from(s.seats)
    .where(and(eq(s.seats.roundId, roundId), eq(s.seats.userId, userId)));
  return seat;
}

/** The log's rows in order, from an index on. */
export function logRows(db: Db, log: string, from = 0) {
  return db
    .select()
    .from(s.ballotEntries)
    .where(and(eq(s.ballotEntries.log, log), gt(s.ballotEntries.index, from - 1)))
    .orderBy(asc(s.ballotEntries.index));
}

export async function logHead(db: Db, roundId: RoundId) {
  const [head] = await db.select().from(s.ballotLogs).where(eq(s.ballotLogs.roundId, roundId));
  return head;
}
