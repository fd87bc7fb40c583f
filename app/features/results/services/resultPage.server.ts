import { and, asc, eq, inArray } from "drizzle-orm";
import { allComponents } from "~/features/components/services/read.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { compilationHeadsOf, compilationsOf } from "~/features/results/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Deps } from "~/platform/deps";
import { checklists, compilations } from "~db/schema/results";
import { ballotEntries, ballotNotes } from "~db/schema/rounds";
import { collectBallots } from "./collectBallots.server";

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
export async function reasonsOf(deps: Pick<Deps, "db">, compilation: CompilationRow): Promise<Reason[]> {
  const collected = await collectBallots(deps.db, compilation.processId, compilation.roundIds);
  if (!collected.ok) return [];
  const { box, leaves } = collected.value;
  const seatAt = new Map(leaves.map((leaf, row) => [leaf, box.voters[row]?.id ?? ""]));
  const logs = compilation.result.rounds.map(({ log }) => log);
  const noted = await deps.db
    .select({ leaf: ballotEntries.leaf, notes: ballotNotes.notes })
    .from(ballotNotes)
    .innerJoin(
      ballotEntries,
      and(eq(ballotEntries.log, ballotNotes.log), eq(ballotEntries.index, ballotNotes.index)),
    )
    .where(inArray(ballotNotes.log, logs));
  return noted.flatMap(({ leaf, notes }) => {
    const seat = seatAt.get(leaf);
    if (seat === undefined) return [];
    return Object.entries(notes).map(([component, text]) => ({ component, seat, text }));
  });
}
