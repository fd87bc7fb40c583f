import { asc, eq, sql } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import { pageFrom } from "~/kernel/paging";
import type { Db } from "~db/client";
import * as s from "~db/schema";
import type { processes } from "~db/schema/processes";

export type ProcessRow = typeof processes.$inferSelect;

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

const { title, startsOn, endsOn } = s.milestones;
/** What begins on one day: first what is over on it, then by what it is called. */
const byDay = [
  asc(startsOn),
  sql`${endsOn} nulls first`,
  sql`${title}->'text'->>(${title}->>'source') collate "C"`,
  asc(s.milestones.id),
];

/** A page of the milestones, in the order of their beginnings. */
export function milestonesPage(db: Db, processId: ProcessId, asked: number) {
  const here = eq(s.milestones.processId, processId);
  return pageFrom(
    db.$count(s.milestones, here),
    ({ limit, offset }) =>
      db
        .select()
        .from(s.milestones)
        .where(here)
        .orderBy(...byDay)
        .limit(limit)
        .offset(offset),
    { asked },
  );
}

export function milestonesOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(s.milestones)
    .where(eq(s.milestones.processId, processId))
    .orderBy(...byDay);
}
