import { and, asc, eq, isNotNull } from "drizzle-orm";
import { planHash, readPlan } from "~/features/plans/domain/plan";
import { type ConfirmationFault, confirmationFaults } from "~/features/plans/domain/secondOrganizers";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { recordRows } from "~/features/recordlog/services/read.server";
import { groupedBy } from "~/kernel/keyed";
import type { Examination, Finding } from "~/platform/registrations";
import { type Db, databaseNow } from "~db/client";
import { plans } from "~db/schema/plans";
import { processes } from "~db/schema/processes";
import { recordLogs } from "~db/schema/recordlog";
import { factsOf, readPlanning } from "./facts.server";
import { inForce, type PlanRow, type SealedPlan } from "./read.server";

/** Holds plans against their hashes and the record log, and their rounds against them. */
export async function examinePlans({ db, only }: Examination): Promise<{
  readonly findings: readonly Finding[];
  readonly counted: Readonly<Record<string, number>>;
}> {
  const rows = await db
    .select({ plan: plans, process: processes })
    .from(plans)
    .innerJoin(processes, eq(processes.id, plans.processId))
    .where(only && eq(plans.processId, only))
    .orderBy(asc(processes.slug), asc(plans.number));
  const findings: Finding[] = [];
  const note = (process: ProcessRow, number: number, what: string) =>
    findings.push({ log: `plan ${process.slug}/${number}`, index: null, what });
  for (const ofProcess of groupedBy(rows, ({ process }) => process.id).values()) {
    const process = ofProcess[0]?.process;
    if (!process) continue;
    const entries = await entriesOf(db, process);
    const readable: SealedPlan[] = [];
    for (const { plan: row } of ofProcess) {
      for (const what of textProblems(row, entries)) note(process, row.number, what);
      const plan = readPlan(row.doc);
      if (plan) readable.push({ ...row, text: row.doc, plan });
    }
    await examineRounds(db, process, { sealed: readable, entries }, note);
    if (entries) examineConfirmations(process, readable, entries, note);
  }
  return { findings, counted: { plans: rows.length } };
}

/** What is wrong with a plan's text, by itself and against its entry in the record log. */
function textProblems(row: PlanRow, entries: readonly PlanEntry[] | null): string[] {
  const plan = readPlan(row.doc);
  const entry = entries?.find(({ kind, plan: number }) => kind === "plan" && number === row.number);
  return [
    ...(planHash(row.doc) === row.hash ? [] : ["its text does not match its hash"]),
    ...(plan ? [] : ["its text is not a plan"]),
    ...(plan && plan.plan !== row.number ? ["its text has another number"] : []),
    ...(entry || !entries ? [] : ["the record log has no entry of it"]),
    ...(entry && entry.doc !== row.hash ? ["the record log has it with another text"] : []),
  ];
}

/** An entry of the record log that says something of plans. */
type PlanEntry = {
  readonly index: number;
  readonly kind: string;
  readonly at: string;
  readonly plan?: number | null;
  readonly doc?: string;
  readonly ballots?: string;
  readonly adopted?: string;
};

/** Null where the record log of the process has not begun: a record that was just loaded is written into it as it stands. */
async function entriesOf(db: Db, process: ProcessRow): Promise<PlanEntry[] | null> {
  const [log] = await db
    .select()
    .from(recordLogs)
    .where(and(eq(recordLogs.processId, process.id), isNotNull(recordLogs.processId)));
  if (!log) return null;
  // What stands as `rows`, nearly all of a long log, says nothing of plans.
  return (await recordRows(db, log.origin))
    .filter(({ kind }) => kind !== "rows" && kind !== "count")
    .map(({ entry }) => JSON.parse(entry) as PlanEntry);
}

const faultWords: Readonly<Record<ConfirmationFault["code"], string>> = {
  alone: "the record log has one organizer where a plan asks for two, at entry",
  "one-person": "the record log has one organizer twice, at entry",
  loosened: "it takes the place of a plan that asks two organizers for more; it is plan",
};

/** Whether two organizers did what plans ask two for, as the record log has it. */
function examineConfirmations(
  process: ProcessRow,
  sealed: readonly SealedPlan[],
  entries: readonly PlanEntry[],
  note: Note,
): void {
  const [begin] = entries;
  const places = sealed.map(({ number, plan }) => {
    const index = entries.find((one) => one.kind === "plan" && one.plan === number)?.index;
    return { index: index ?? Number.POSITIVE_INFINITY, plan };
  });
  const isEarlier = ({ index }: { readonly index: number }) =>
    begin?.adopted === "yes" && entries.find((one) => one.index === index)?.at === begin.at;
  for (const { code, where } of confirmationFaults(entries, places, isEarlier))
    note(process, sealed[0]?.number ?? 0, `${faultWords[code]} ${where}`);
}

type World = { readonly sealed: readonly SealedPlan[]; readonly entries: readonly PlanEntry[] | null };
type Note = (process: ProcessRow, number: number, what: string) => void;

async function examineRounds(
  db: Db,
  process: ProcessRow,
  { sealed, entries }: World,
  note: Note,
): Promise<void> {
  const planning = await readPlanning(db, process, sealed);
  const now = await databaseNow(db);
  const { rows } = planning;
  const force = inForce(sealed);
  for (const { number, plan } of rows)
    if (plan !== null && !force.some((one) => one.number === plan))
      note(process, plan, `round ${number} says it is under it, and it is not in force`);
  for (const one of force) {
    const sealedAt = entries?.find(({ kind, plan }) => kind === "plan" && plan === one.number)?.index ?? -1;
    const { rounds } = factsOf(planning, one, now);
    for (const { log, state, isKept, departures } of rounds) {
      if (state !== "open" && state !== "closed") continue;
      if (!isKept)
        note(process, one.number, `${log} is not as it was sealed: ${departures.join(", ") || "terms"}`);
      if (!entries) continue;
      const opened = entries.find(({ kind, ballots }) => kind === "open" && ballots === log);
      if (opened?.plan !== one.number) note(process, one.number, `${log} was not opened under it`);
      else if (opened.index < sealedAt) note(process, one.number, `${log} was opened before it was sealed`);
    }
    const others = rows.filter(
      ({ plan, number }) => plan === one.number && !rounds.some((r) => r.number === number),
    );
    for (const { number } of others) note(process, one.number, `round ${number} is under it and not named`);
  }
}
