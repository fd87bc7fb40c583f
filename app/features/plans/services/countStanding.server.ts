import { type Counted, type CountStanding, standingOf, unplanned } from "~/features/plans/domain/standing";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { findEntry, recordHead } from "~/features/recordlog/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { type Db, databaseNow } from "~db/client";
import { factsOf, readPlanning, withBrokenLogs } from "./facts.server";
import { inForce, isReadable, plansOf, type SealedPlan } from "./read.server";

/** How a count stands to what was sealed, and the hash of the plan that it is held against. */
export type StandingOfCount = CountStanding & { readonly doc: string | null };

/**
 * Holds a count against the plans of its process as they are in the record log. Refused (`plan_altered`) where a plan is another
 * than was sealed: then nobody can say what the count is.
 */
export async function countStanding(
  deps: Pick<Deps, "roundKinds">,
  db: Db,
  process: ProcessRow,
  counted: Counted & { readonly openedAt: readonly Date[] },
): Promise<Result<StandingOfCount, Refusal>> {
  const stored = await plansOf(db, process.id);
  if (stored.length === 0) return ok({ ...unplanned, doc: null });
  const sealed = stored.filter(isReadable);
  if (sealed.length < stored.length) return fail({ code: "plan_altered" });
  for (const plan of sealed) if (!(await isAsSealed(db, plan))) return fail({ code: "plan_altered" });
  const isCounted = (log: string) => counted.rounds.includes(log);
  const planning = await readPlanning(db, process, sealed);
  const now = await databaseNow(db);
  const facts = [];
  for (const one of inForce(sealed).map((plan) => factsOf(planning, plan, now))) {
    const isNear = one.plan.rounds.some(({ log }) => isCounted(log));
    facts.push(isNear ? await withBrokenLogs(db, deps.roundKinds, one, isCounted) : one);
  }
  const isAfterPlan = sealed.some(({ sealedAt }) => counted.openedAt.some((opened) => opened > sealedAt));
  const standing = standingOf(counted, facts, isAfterPlan);
  const doc = sealed.find(({ number }) => number === standing.plan)?.hash ?? null;
  return ok({ ...standing, doc });
}

/**
 * Whether the record log has a plan as the database does. Of a process that was just loaded there is none yet: it begins
 * with the plans as they were loaded.
 */
async function isAsSealed(db: Db, { processId, number, hash }: SealedPlan): Promise<boolean> {
  const found = await findEntry(db, processId, { kind: "plan", name: String(number) });
  if (!found) return (await recordHead(db, processId)) === undefined;
  return (JSON.parse(found.entry) as { doc: unknown }).doc === hash;
}
