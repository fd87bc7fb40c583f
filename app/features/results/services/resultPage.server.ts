import { and, asc, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { allComponents } from "~/features/components/services/read.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { compilationHeadsOf, compilationsOf } from "~/features/results/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Deps } from "~/platform/deps";
import { checklists, compilations } from "~db/schema/results";
import { ballotEntries, ballotLogs, ballotNotes, ballotVoters, rounds, seats } from "~db/schema/rounds";

export type CompilationRow = typeof compilations.$inferSelect;

/** A compilation by the number in its address; an unpublished one only for organizers. */
export async function findCompilation(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  number: string | undefined,
  withUnpublished: boolean,
): Promise<CompilationRow | null> {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await deps.db
    .select()
    .from(compilations)
    .where(and(eq(compilations.processId, process.id), eq(compilations.number, wanted)));
  return row && (row.publishedAt || withUnpublished) ? row : null;
}

/** The published compilations of a process, without their counts. */
export async function publishedCompilations(deps: Pick<Deps, "db">, process: ProcessRow) {
  return (await compilationHeadsOf(deps.db, process.id)).filter(({ publishedAt }) => publishedAt !== null);
}

/** The same with their counts, which can be long. */
export async function publishedResults(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
): Promise<CompilationRow[]> {
  return (await compilationsOf(deps.db, process.id)).filter(({ publishedAt }) => publishedAt !== null);
}

/** The newest published compilations with their counts, and how many there are. */
export async function newestResults(deps: Pick<Deps, "db">, process: ProcessRow, most: number) {
  const rows = await deps.db
    .select()
    .from(compilations)
    .where(and(eq(compilations.processId, process.id), isNotNull(compilations.publishedAt)))
    .orderBy(desc(compilations.number))
    .limit(most);
  return rows.reverse();
}

/** Names for the keys of a result, in the reader's language. */
export async function resultNames(deps: Pick<Deps, "db">, process: ProcessRow, language: Language) {
  const [components, criteria, groups] = await Promise.all([
    allComponents(deps.db, process.id),
    criteriaOf(deps.db, process.id),
    workgroupsOf(deps.db, process.id),
  ]);
  return {
    components: Object.fromEntries(components.map(({ key, title }) => [key, localize(title, language).text])),
    categories: Object.fromEntries(components.map(({ key, category }) => [key, category])),
    criteria: Object.fromEntries(criteria.map(({ key, title }) => [key, localize(title, language).text])),
    workgroups: Object.fromEntries(groups.map(({ key, name }) => [key, name])),
  };
}

export type ResultNames = Awaited<ReturnType<typeof resultNames>>;

/** The checklists that were made from a compilation. */
export async function checklistsFrom(deps: Pick<Deps, "db">, compilation: CompilationRow) {
  const rows = await deps.db
    .select()
    .from(checklists)
    .where(eq(checklists.compilationId, compilation.id))
    .orderBy(asc(checklists.number));
  return rows.map(({ number, draftLabel }) => ({ number, draftLabel }));
}

export type Reason = { readonly component: string; readonly seat: string; readonly text: string };

/**
 * The reasons that voters gave with the ballots that count, under the names their rounds promised.
 * Only what belongs to a counted entry is shown: a revised ballot's reasons went with it.
 */
export async function reasonsOf(
  deps: Pick<Deps, "db">,
  compilation: Pick<CompilationRow, "roundIds">,
): Promise<Reason[]> {
  const { log, index } = ballotNotes;
  const rows = await deps.db
    .select({
      roundId: rounds.id,
      number: rounds.number,
      workgroup: rounds.workgroupId,
      voter: ballotEntries.voter,
      label: seats.label,
      notes: ballotNotes.notes,
    })
    .from(ballotNotes)
    .innerJoin(ballotEntries, and(eq(ballotEntries.log, log), eq(ballotEntries.index, index)))
    .innerJoin(ballotVoters, and(eq(ballotVoters.log, log), eq(ballotVoters.lastLeaf, ballotEntries.leaf)))
    .innerJoin(ballotLogs, eq(ballotLogs.log, log))
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .leftJoin(seats, and(eq(seats.roundId, rounds.id), eq(seats.voter, ballotVoters.voter)))
    .where(and(inArray(rounds.id, compilation.roundIds), eq(ballotVoters.lastKind, "cast")))
    .orderBy(asc(rounds.number), asc(seats.label), asc(ballotEntries.voter));
  const groups = await deps.db
    .select({ id: rounds.id, workgroup: rounds.workgroupId })
    .from(rounds)
    .where(inArray(rounds.id, compilation.roundIds));
  const isAgain = (row: (typeof rows)[number]) =>
    row.workgroup !== null &&
    groups.some(({ id, workgroup }) => id !== row.roundId && workgroup === row.workgroup);
  return rows.flatMap((row) => {
    const label = row.label ?? row.voter?.slice(0, 12) ?? "";
    const seat = isAgain(row) ? `${label} (${row.number})` : label;
    return Object.entries(row.notes).map(([component, text]) => ({ component, seat, text }));
  });
}
