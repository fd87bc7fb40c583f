import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Level } from "~/features/results/domain/checklist";
import { resultNames } from "~/features/results/services/resultPage.server";
import type { CellValue } from "~/features/reviews/domain/cells";
import { cellsOf } from "~/features/reviews/domain/held";
import type { SystemState } from "~/features/reviews/services/board.server";
import { reviewBoard } from "~/features/reviews/services/board.server";
import { findSystem, type SystemRow } from "~/features/reviews/services/findSystem.server";
import { cellsFile } from "~/features/reviews/services/held/cellsFile.server";
import { heldSystems } from "~/features/reviews/services/heldSystems.server";
import type { VersionRow } from "~/features/reviews/services/reviewedVersions.server";
import { reviewedVersions } from "~/features/reviews/services/reviewedVersions.server";
import { saveRow } from "~/features/reviews/services/saveCells.server";
import { saveSystem } from "~/features/reviews/services/saveSystem.server";
import { systemPage } from "~/features/reviews/services/systemPage.server";
import { decideReview, volunteer } from "~/features/reviews/services/volunteer.server";
import { checklists } from "~db/schema/results";
import { type Person, processRow, type Scenario, there, value } from "./scenario";

const criteria = ["use", "study", "modify", "share"] as const;

export const systemInput = (key: string, was: string | null = null) => ({
  was,
  key,
  name: `System ${key}`,
  maker: `Maker of ${key}`,
  about: "It answers.",
  links: [{ label: "Licence", url: "https://example.org/licence" }],
  workgroup: null,
});

export async function systemCalled(s: Scenario, key: string): Promise<SystemRow> {
  value(await saveSystem(s.deps, s.organizer, s.process, "en", systemInput(key)));
  return there(await findSystem(s.deps, s.process, key));
}

export async function confirmed(s: Scenario, person: Person, system: SystemRow, affiliated = false) {
  const offer = { affiliated, motivation: "I know it." };
  const { id } = value(await volunteer(s.deps, person, s.process, system, offer));
  value(
    await decideReview(s.deps, s.organizer, s.process, { review: id, decision: "confirmed", affiliated }),
  );
  return id;
}

/** What a version's checklist asks, put there as if it had been edited before publication. */
export async function asking(s: Scenario, draft: DraftRow, asked: Record<string, [Level, string]>) {
  const items = Object.entries(asked).map(([component, [level, framework]]) => ({
    component,
    level,
    framework,
    note: "",
  }));
  await s.deps.db
    .update(checklists)
    .set({ items })
    .where(eq(checklists.id, there(draft.checklistId)));
}

export const row = (draft: string, component: string, said: CellValue, seen = 0, changes: object = {}) => ({
  draft,
  component,
  values: Object.fromEntries(criteria.map((key) => [key, said])),
  url: "",
  note: "",
  seen,
  ...changes,
});

export const fill = (s: Scenario, person: Person, system: SystemRow, input: ReturnType<typeof row>) =>
  saveRow(s.deps, person, s.process, system, input);

/** The systems held against a version, by its label. */
export async function boardAt(s: Scenario, label: string) {
  const versions = await reviewedVersions(s.deps.db, s.process);
  const at = there(versions.find(({ draft }) => draft.label === label));
  const process = await processRow(s.deps, s.process.id);
  const board = await reviewBoard(s.deps, process, at, versions);
  // What is made in a thread for the pages of all systems says the same as what the page of one system reads.
  const { criteria: keys, systems } = await heldSystems(s.deps, process, at, versions);
  const components = at.version.items.map(({ component }) => component);
  for (const [row, { assessed, said, settled }] of board.entries()) {
    const { held } = there(systems[row]);
    const { verdict, asked, done, cells } = assessed;
    expect(held).toMatchObject({ verdict, asked, done });
    const values = cells.map(({ component, criterion, value }) => ({ component, criterion, value }));
    expect(cellsOf(held.letters, components, keys)).toEqual(values);
    expect(held.since === null || [...said, ...settled].some((one) => one.at === held.since)).toBe(true);
  }
  await holdPages(s, process, at, versions, board);
  return board;
}

/** The page of each system shows what the board has. */
async function holdPages(
  s: Scenario,
  process: ProcessRow,
  at: VersionRow,
  versions: readonly VersionRow[],
  board: readonly SystemState[],
): Promise<void> {
  const names = await resultNames(s.deps, process, "en");
  for (const { system, reviewers, assessed, said, settled } of board) {
    const rows = { rows: 1, conflicts: 1 };
    const page = await systemPage(s.deps, process, system, at, { versions, names, rows });
    const shown = new Set(page.rows.map(({ key }) => key));
    const isShown = ({ component }: { component: string }) => shown.has(component);
    const words = said
      .filter(isShown)
      .map(({ review, component, criterion, value, url, note, isCarried }) => ({
        review,
        component,
        criterion,
        value,
        url,
        note,
        isCarried,
      }));
    expect(page.said).toEqual(words);
    expect(page.reviewers).toEqual(reviewers);
    const { verdict, asked, done, cells } = assessed;
    expect(page.assessed).toMatchObject({ verdict, asked, done, cells: cells.filter(isShown) });
    expect(page.settled.map(({ reason, by, isOpen }) => ({ reason, by, isOpen }))).toEqual(
      settled.filter(isShown).map(({ reason, by, isOpen }) => ({ reason, by, isOpen })),
    );
  }
}

/** The file of a system's cells, or of all. */
export async function cellsCsvAt(s: Scenario, label: string, system: SystemRow | null): Promise<string> {
  const versions = await reviewedVersions(s.deps.db, s.process);
  const at = there(versions.find(({ draft }) => draft.label === label));
  const process = await processRow(s.deps, s.process.id);
  const { file } = await cellsFile(s.deps, process, at, versions, system);
  return text(file.createReadStream().pipe(createGunzip()));
}

export async function verdictAt(s: Scenario, label: string, key: string) {
  return there((await boardAt(s, label)).find(({ system }) => system.key === key)).assessed.verdict;
}
