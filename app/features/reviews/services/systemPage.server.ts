import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import type { ResultNames } from "~/features/results/services/resultPage.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { cellId, type JoinedCell } from "~/features/reviews/domain/cells";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { pageOf } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { reviewBoard } from "./board.server";
import type { SystemRow } from "./findSystem.server";
import type { VersionRow } from "./reviewedVersions.server";
import { newestPublished, reviewedVersions } from "./reviewedVersions.server";

/** Which pages of its components and of its conflicts somebody asks for. */
type RowsAsked = { readonly rows: number; readonly conflicts: number };
type SystemAsked = {
  readonly wanted: string | null;
  readonly withWorking: boolean;
  readonly language: Language;
  readonly rows: RowsAsked;
};

/** Each row names those who said something, and what it rests on. */
const rowsPerPage = 30;

/** Everything that anyone may see of a system held against a version. */
export async function systemPage(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  system: SystemRow,
  at: VersionRow,
  {
    versions,
    names,
    rows: asked,
  }: { readonly versions: readonly VersionRow[]; readonly names: ResultNames; readonly rows: RowsAsked },
) {
  const [[state], criteria] = await Promise.all([
    reviewBoard(deps, process, at, versions, [system]),
    criteriaOf(deps.db, process.id),
  ]);
  if (!state) throw new Error("a system is not on the board of its process");
  const { assessed, said, settled } = state;
  const { rows, ...paging } = pageOf(at.version.items, asked.rows, rowsPerPage);
  const onPage = new Set(rows.map(({ component }) => component));
  const isOnPage = ({ component }: { readonly component: string }) => onPage.has(component);
  const places = (cells: readonly JoinedCell[]) =>
    cells.map(({ component, criterion }) => ({ component, criterion }));
  const disputed = pageOf(
    assessed.cells.filter(({ value }) => value === "conflict"),
    asked.conflicts,
    rowsPerPage,
  );
  return {
    paging,
    components: at.version.items.map(({ component }) => ({
      key: component,
      title: ownValue(names.components, component) ?? component,
    })),
    reviewers: state.reviewers,
    criteria: criteria.map(({ key }) => ({ key, title: ownValue(names.criteria, key) ?? key })),
    rows: rows.map(({ component, level, framework }) => ({
      key: component,
      title: ownValue(names.components, component) ?? component,
      level,
      framework,
    })),
    assessed: {
      ...assessed,
      cells: assessed.cells.filter(isOnPage),
      against: places(assessed.against),
      missing: places(assessed.missing),
    },
    said: said.filter(isOnPage).map(({ review, component, criterion, value, url, note, isCarried }) => ({
      review,
      component,
      criterion,
      value,
      url,
      note,
      isCarried,
    })),
    settled: settled
      .filter(isOnPage)
      .map(({ component, criterion, value, reason, at: settledAt, by, isCarried, isOpen }) => ({
        component,
        criterion,
        value,
        reason,
        settledAt: new Date(settledAt),
        isCarried,
        isOpen,
        by,
      })),
    disputed: { page: disputed.page, pages: disputed.pages },
    conflicts: disputed.rows.map(({ component, criterion }) => ({
      component,
      criterion,
      said: said
        .filter((one) => cellId(one.component, one.criterion) === cellId(component, criterion))
        .filter(({ counts, value }) => counts && value !== "unknown")
        .map(({ review, value, note }) => ({ review, value, note })),
    })),
  };
}

/**
 * A system as reviews see it at a version (the newest published one unless another is named), with the versions it can
 * be seen at. `at` and `page` are null where there is no such version.
 */
export async function systemShown(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  system: SystemRow,
  { wanted, withWorking, language, rows }: SystemAsked,
) {
  const [all, names] = await Promise.all([
    reviewedVersions(deps.db, process),
    resultNames(deps, process, language),
  ]);
  const versions = all.filter(({ draft }) => draft.state !== "working" || withWorking);
  const at = wanted ? versions.find(({ draft }) => draft.label === wanted) : newestPublished(versions);
  return {
    names,
    drafts: versions.map(({ draft }) => draft.label).toReversed(),
    at: at ? { label: at.draft.label, isWorking: at.draft.state === "working" } : null,
    page: at ? await systemPage(deps, process, system, at, { versions: all, names, rows }) : null,
  };
}

/** What a review's form asks about: criteria, names in a reader's language, and the components of today's list. */
export async function reviewTerms(deps: Pick<Deps, "db">, process: ProcessRow, language: Language) {
  const [criteria, names, listed] = await Promise.all([
    criteriaOf(deps.db, process.id),
    resultNames(deps, process, language),
    currentListVersion(deps.db, process.id).then((version) => componentsAt(deps.db, process.id, version)),
  ]);
  return { criteria, names, listed };
}
