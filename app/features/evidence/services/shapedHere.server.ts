import { and, eq, inArray } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Db } from "~db/client";
import { evidence } from "~db/schema/evidence";
import { records } from "~db/schema/records";
import { compilations } from "~db/schema/results";
import { systems } from "~db/schema/reviews";
import { clausesCiting, clauseTitle } from "./evidence.server";

/** The parts of an address that name something clauses can cite. */
export type Here = { readonly result?: string; readonly record?: string; readonly system?: string };

/** The clauses that the thing at an address shaped, as pages name them; none where there is no such thing. */
export async function shapedHere(db: Db, process: ProcessRow, here: Here, withWorking: boolean) {
  const cites = citing(db, process, here);
  return cites ? (await clausesCiting(db, cites, withWorking)).map(clauseTitle) : [];
}

function citing(db: Db, process: ProcessRow, { result, record, system }: Here) {
  if (system !== undefined) {
    const named = and(eq(systems.processId, process.id), eq(systems.key, system));
    return inArray(evidence.systemId, db.select({ id: systems.id }).from(systems).where(named));
  }
  const number = wholeNumber(result ?? record ?? "");
  if (number === null) return null;
  if (result === undefined) {
    const named = and(eq(records.processId, process.id), eq(records.number, number));
    return inArray(evidence.recordId, db.select({ id: records.id }).from(records).where(named));
  }
  const named = and(eq(compilations.processId, process.id), eq(compilations.number, number));
  return inArray(evidence.compilationId, db.select({ id: compilations.id }).from(compilations).where(named));
}
