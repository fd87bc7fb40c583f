import { eq } from "drizzle-orm";
import { editChecklist } from "~/features/checklists/services/checklists.server";
import { type ClauseRow, clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { saveRecord } from "~/features/records/services/records.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { type CompilationRow, findCompilation } from "~/features/results/services/resultPage.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import type { Language } from "~/kernel/language/languages";
import { processes } from "~db/schema/processes";
import { type ChecklistItem, checklists } from "~db/schema/results";
import {
  cast,
  closed,
  opened,
  type Person,
  processRow,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "./scenario";
import type { TestDeps } from "./testDeps";

/** A scenario whose process is written in English and read in these languages too. */
export async function readIn(deps: TestDeps, ...languages: Language[]): Promise<Scenario> {
  const made = await scenario(deps, { members: 0 });
  const all: Language[] = ["en", ...languages];
  await deps.db.update(processes).set({ languages: all }).where(eq(processes.id, made.process.id));
  return { ...made, process: await processRow(deps, made.process.id) };
}

/** A closed round in which all of alpha require the training data, and nobody anything else. */
export async function votedOn(s: Scenario): Promise<RoundRow> {
  const round = await opened(s);
  for (const voter of s.members.alpha as Person[]) await cast(s, voter, round, requires("training-data"));
  return closed(s, round);
}

/** A result of a round, not published yet. */
export async function counted(s: Scenario, round: RoundRow): Promise<CompilationRow> {
  const input = { roundIds: [round.id], rule: presets["person-share"], title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  return there(await findCompilation(s.deps, s.process, String(number), true));
}

export async function announced(s: Scenario, { number }: CompilationRow): Promise<CompilationRow> {
  value(await publishCompilation(s.deps, s.organizer, s.process, number));
  return there(await findCompilation(s.deps, s.process, String(number), true));
}

export async function checklistOf(s: Scenario, draft: DraftRow) {
  const [row] = await s.deps.db
    .select()
    .from(checklists)
    .where(eq(checklists.id, there(draft.checklistId)));
  return there(row);
}

/** Edits a version's checklist; the answer as it is. */
export async function listing(
  s: Scenario,
  draft: DraftRow,
  items: readonly ChecklistItem[],
  reasons: Record<string, string> = {},
) {
  const { number } = await checklistOf(s, draft);
  return editChecklist(s.deps, s.organizer, s.process, String(number), { items, reasons });
}

export const item = (component: string, level: ChecklistItem["level"]): ChecklistItem => ({
  component,
  level,
  framework: "",
  note: "",
});

/** Stores a record of a decision and returns its number. */
export async function decided(s: Scenario, title: string, date = "2030-01-01"): Promise<number> {
  const record = { record: null, kind: "decision" as const, date, title, body: "We decided so." };
  return value(await saveRecord(s.deps, s.organizer, s.process, "en", record)).number;
}

/** What a version says, clause by clause. */
export async function bodiesOf(s: Scenario, draft: DraftRow): Promise<string[]> {
  return (await clauseRows(s.deps.db, draft.id)).map(({ body }) => body);
}

export async function idsOf(s: Scenario, draft: DraftRow): Promise<ClauseRow["clauseId"][]> {
  return (await clauseRows(s.deps.db, draft.id)).map(({ clauseId }) => clauseId);
}
