import type { Level } from "~/features/results/domain/checklist";
import { type CellValue, cellId } from "./cells";

/** What a version's checklist asks of a component. */
export type AskedItem = { readonly component: string; readonly level: Level; readonly framework: string };
export type ReviewedVersion = {
  readonly id: string;
  readonly number: number;
  readonly items: readonly AskedItem[];
};

/** Something that was said of a version: by a reviewer, or by the group that settled a cell. */
export type SavedWord = {
  /** Whose it is; the group's word is nobody's. */
  readonly review?: string;
  /** The version as of which it was said. */
  readonly version: string;
  readonly component: string;
  readonly criterion: string;
  readonly value: CellValue;
  /** When, in milliseconds. */
  readonly at: number;
};
/** It was said of an earlier version, and asked for nothing else there. */
export type Standing<W> = W & { readonly isCarried: boolean };

/**
 * What holds for a version of what was said of it and of earlier ones: for each cell the newest word
 * that was given when the checklist asked the component for the same legal framework. Where a version
 * asks for another one, what was said before does not apply and is asked anew.
 */
export function standingCells<W extends SavedWord>(
  version: ReviewedVersion,
  versions: readonly ReviewedVersion[],
  saved: readonly W[],
): Standing<W>[] {
  const frameworks = new Map(version.items.map(({ component, framework }) => [component, framework]));
  const byId = new Map(
    versions
      .filter(({ number }) => number <= version.number)
      .map((one) => [
        one.id,
        { number: one.number, items: new Map(one.items.map((item) => [item.component, item])) },
      ]),
  );
  byId.set(version.id, {
    number: version.number,
    items: new Map(version.items.map((item) => [item.component, item])),
  });
  const newest = new Map<string, { cell: W; number: number }>();
  for (const cell of saved) {
    const said = byId.get(cell.version);
    const framework = frameworks.get(cell.component);
    if (!said || framework === undefined) continue;
    // Said of a version whose checklist has dropped the component since: its framework was not asked for.
    const then = said.items.get(cell.component)?.framework;
    if (cell.version !== version.id && then !== framework) continue;
    const id = `${cell.review ?? ""}/${cellId(cell.component, cell.criterion)}`;
    const known = newest.get(id);
    if (!known || known.number < said.number) newest.set(id, { cell, number: said.number });
  }
  return [...newest.values()].map(({ cell }) => ({ ...cell, isCarried: cell.version !== version.id }));
}
