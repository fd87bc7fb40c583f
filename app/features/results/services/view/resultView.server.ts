import { isFragile } from "~/features/results/domain/firmness";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { bandCounts, chosenComponents, movedBy, rowOf } from "~/features/results/domain/resultRows";
import { resultTabOf, rowQueryOf } from "~/features/results/domain/resultView";
import type { ResultNames } from "~/features/results/services/resultPage.server";
import { namedRule } from "~/features/rules/services/namedRule";
import { ownValue } from "~/kernel/keyed";
import { collator } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { pageAsked, pageOf } from "~/kernel/paging";

/** Rows can be opened, and each brings what every workgroup and every other count says. */
const rowsPerPage = 30;

/** What the page of a result shows: its head, the rows that the address asks for, and what is on the tab that was asked for. */
export function resultView(result: ResultDocument, names: ResultNames, url: URL, language: Language) {
  const { components, ...head } = result;
  const tab = resultTabOf(url.searchParams);
  const query = rowQueryOf(url.searchParams);
  const { compare } = collator(language, { numeric: true });
  const chosen = chosenComponents(result, query, names, compare);
  const { rows, ...paging } = pageOf(chosen, pageAsked(url), rowsPerPage);
  return {
    head,
    tab,
    query,
    rule: namedRule(result.rule),
    counts: bandCounts(result),
    fragile: components.filter(isFragile).length,
    components: components.length,
    most: mostPoints(result),
    categories: categoriesOf(result, names),
    rows: rows.map((one) => rowOf(result, one)),
    paging,
    moved: tab === "counting" ? movedOf(result) : movedOf({ components: [] }),
  };
}

export type ResultView = ReturnType<typeof resultView>;

function categoriesOf({ components }: ResultDocument, names: ResultNames): string[] {
  const used = new Set(components.map(({ component }) => component));
  const all = Object.entries(names.categories).flatMap(([key, category]) =>
    used.has(key) ? [category] : [],
  );
  return [...new Set(all)];
}

/** The most points that a component has under a criterion, which the darkest cell stands for. */
function mostPoints({ components, criteria }: ResultDocument): number {
  const points = components.flatMap(({ byCriterion }) =>
    criteria.map((criterion) => ownValue(byCriterion, criterion)?.points ?? 0),
  );
  return points.reduce((most, one) => Math.max(most, one), 0);
}

/** Which bands were moved by merging components, and by leaving out affiliated voters. */
const movedOf = (result: Pick<ResultDocument, "components">) => ({
  byMerging: movedBy(result, "merges-undone"),
  byExcluding: movedBy(result, "with-affiliated"),
});
