import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import type { ResultNames } from "~/features/results/services/resultPage.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { cellId } from "~/features/reviews/domain/cells";
import type { ShownAsked, ShownSystem } from "~/features/reviews/domain/shownSystem";
import { groupedBy, ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { pageOf } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { type Reviewer, ruleFor } from "./board.server";
import type { SystemRow } from "./findSystem.server";
import { besideWords, reviewersIn } from "./held/besideWords.server";
import { showSystems } from "./held/heldTasks.server";
import { perSystem } from "./held/perSystem.server";
import { plainVersion } from "./heldSystems.server";
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

/**
 * Everything that anyone may see of a system held against a version. What follows from its reviews is made in a thread for heavy work,
 * once for what was said; of what stands beside the words only that of the page is read.
 */
export async function systemPage(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  system: SystemRow,
  at: VersionRow,
  {
    versions,
    names,
    rows: asked,
  }: { readonly versions: readonly VersionRow[]; readonly names: ResultNames; readonly rows: RowsAsked },
) {
  const criteria = await criteriaOf(deps.db, process.id);
  const { rows, ...paging } = pageOf(at.version.items, asked.rows, rowsPerPage);
  const input: ShownAsked = {
    version: plainVersion(at),
    versions: versions.map(plainVersion),
    criteria: criteria.map(({ key }) => key),
    rule: ruleFor(process),
    components: rows.map(({ component }) => component),
    conflicts: { page: asked.conflicts, perPage: rowsPerPage },
  };
  const [[shown], reviewers] = await Promise.all([
    perSystem<ShownAsked, ShownSystem>(deps, [system], { task: showSystems, input }),
    reviewersIn(deps.db, system),
  ]);
  if (!shown) throw new Error("a system is not on the board of its process");
  const { said, settled, disputed, verdict, asked: cellsAsked, done, cells, against, missing } = shown;
  const beside = await besideWords(deps.db, system, [
    ...input.components,
    ...disputed.places.map(({ component }) => component),
  ]);
  const onPage = new Set(input.components);
  const words = said.map(({ review = "", component, criterion, value, version, isCarried, counts }) => {
    const { url, note } = beside.ofWord({ review, version, component, criterion });
    return { review, component, criterion, value, url, note, isCarried, counts };
  });
  const byCell = groupedBy(words, ({ component, criterion }) => cellId(component, criterion));
  return {
    paging,
    components: at.version.items.map(({ component }) => ({
      key: component,
      title: ownValue(names.components, component) ?? component,
    })),
    reviewers: reviewers.map(({ userId, ...one }): Reviewer => one),
    criteria: criteria.map(({ key }) => ({ key, title: ownValue(names.criteria, key) ?? key })),
    rows: rows.map(({ component, level, framework }) => ({
      key: component,
      title: ownValue(names.components, component) ?? component,
      level,
      framework,
    })),
    assessed: { verdict, asked: cellsAsked, done, cells, against, missing },
    said: words.filter(({ component }) => onPage.has(component)).map(({ counts, ...word }) => word),
    settled: settled.map(({ version, component, criterion, value, at: settledAt, isCarried, isOpen }) => {
      const of = beside.ofSettled({ version, component, criterion });
      return {
        key: JSON.stringify([system.id, version, component, criterion]),
        component,
        criterion,
        value,
        reason: of?.reason ?? "",
        settledAt: new Date(settledAt),
        isCarried,
        isOpen,
        by: reviewers.find(({ userId }) => userId && userId === of?.by)?.id ?? null,
      };
    }),
    disputed: { page: disputed.page, pages: disputed.pages },
    conflicts: disputed.places.map(({ component, criterion }) => ({
      component,
      criterion,
      said: (byCell.get(cellId(component, criterion)) ?? [])
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
  deps: Pick<Deps, "db" | "work">,
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
