import { allComponents } from "~/features/components/services/read.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { cellValues } from "~/features/reviews/domain/cells";
import { type FileCell, readReviewCells, reviewColumns } from "~/features/reviews/domain/cellsCsv";
import { type HeldCell, inTheWay } from "~/features/reviews/domain/held";
import { ruleFor } from "~/features/reviews/services/board.server";
import { heldSystems, reviewersOf } from "~/features/reviews/services/heldSystems.server";
import type { VersionRow } from "~/features/reviews/services/reviewedVersions.server";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { writeCsv } from "~/kernel/csv/write";
import { languages } from "~/kernel/language/languages";
import { textsIn } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";

/** Reads a file of cells with the components and criteria of a version, by key or by name in any language. */
export async function readReviewFile(
  deps: Pick<Deps, "db" | "translator">,
  process: ProcessRow,
  at: VersionRow,
  text: string,
  told?: Told,
): Promise<Pasted<FileCell>> {
  const [components, criteria] = await Promise.all([
    allComponents(deps.db, process.id),
    criteriaOf(deps.db, process.id),
  ]);
  const asked = new Set(at.version.items.map(({ component }) => component));
  const named = ({ key, title }: (typeof components)[number] | (typeof criteria)[number]) => ({
    key,
    names: textsIn(title),
  });
  const translators = languages.map((language) => deps.translator(language));
  const known = {
    components: components.filter(({ key }) => asked.has(key)).map(named),
    criteria: criteria.map(named),
    values: cellValues.map((key) => ({ key, names: translators.map((t) => t(`reviews:value.${key}`)) })),
  };
  return readReviewCells(text, known, told);
}

/** What each system comes to at a version, one a line. */
export async function conclusionsAsCsv(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  at: VersionRow,
  versions: readonly VersionRow[],
): Promise<string> {
  const { criteria, systems } = await heldSystems(deps, process, at, versions);
  const people = await reviewersOf(
    deps.db,
    systems.map(({ system }) => system),
  );
  const rule = ruleFor(process);
  const named = (cells: readonly HeldCell[]) =>
    cells.map(({ component, criterion }) => `${component}/${criterion}`).join(" ");
  return writeCsv(
    ["system", "name", "maker", "verdict", "asked", "done", "against", "missing", "reviewers"] as const,
    systems.map(({ system, held }) => {
      const { against, missing } = inTheWay(held, at.version.items, criteria, rule);
      return {
        system: system.key,
        name: system.name,
        maker: system.maker,
        verdict: held.verdict,
        asked: held.asked,
        done: held.done,
        against: named(against),
        missing: named(missing),
        reviewers: people.get(system.id)?.reviewers ?? 0,
      };
    }),
  );
}

/** An empty file for a version, with a line for each cell that is asked, to be filled in elsewhere. */
export function emptyFile(at: VersionRow, criteria: readonly string[], own: readonly FileCell[]): string {
  const said = new Map(own.map((cell) => [`${cell.component}/${cell.criterion}`, cell]));
  return writeCsv(
    reviewColumns,
    at.version.items.flatMap(({ component }) =>
      criteria.map((criterion) => {
        const cell = said.get(`${component}/${criterion}`);
        return {
          component,
          criterion,
          value: cell?.value ?? "unknown",
          url: cell?.url ?? "",
          note: cell?.note ?? "",
        };
      }),
    ),
  );
}
