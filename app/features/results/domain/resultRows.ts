import { bands } from "~/features/rules/domain/bands";
import type { Variant } from "~/features/rules/domain/sensitivity";
import { ownValue } from "~/kernel/keyed";
import { looseKey } from "~/kernel/text/nearest";
import { isFragile, substanceOf } from "./firmness";
import type { ResultComponent, ResultDocument } from "./resultDocument";
import { figure, type ResultRow, type RowOrder, type RowQuery } from "./resultView";

/** How many components are in each band, the strongest first. */
export function bandCounts({ components }: Pick<ResultDocument, "components">) {
  return bands.map((band) => ({ band, count: components.filter((one) => one.band === band).length }));
}

type Names = {
  readonly components: Readonly<Record<string, string>>;
  readonly categories: Readonly<Record<string, string>>;
};

/** The components that an address asks for, in its order; of equals the one that stands first in the list. */
export function chosenComponents(
  result: ResultDocument,
  query: RowQuery,
  names: Names,
  compareNames: (a: string, b: string) => number,
): ResultComponent[] {
  const nameOf = (key: string) => ownValue(names.components, key) ?? key;
  const wanted = looseKey(query.text).split("-");
  const chosen = result.components.filter(
    (one) =>
      (query.band === null || one.band === query.band) &&
      (query.category === null || ownValue(names.categories, one.component) === query.category) &&
      (!query.onlyFragile || isFragile(one)) &&
      wanted.every((word) => looseKey(nameOf(one.component)).includes(word)),
  );
  const byScore = (a: ResultComponent, b: ResultComponent) => figure(b.score) - figure(a.score);
  const orders: Record<RowOrder, (a: ResultComponent, b: ResultComponent) => number> = {
    score: byScore,
    name: (a, b) => compareNames(nameOf(a.component), nameOf(b.component)),
    firmness: (a, b) =>
      hold(a) - hold(b) || a.agreeing * b.variants - b.agreeing * a.variants || byScore(a, b),
  };
  return chosen.sort(orders[query.order]);
}

/** How many voters a band hangs on; a band that none of them change comes last. */
const hold = ({ flip }: ResultComponent) => flip?.voters ?? Number.MAX_SAFE_INTEGER;

/** A component with what its row shows when it is opened. */
export function rowOf(result: ResultDocument, one: ResultComponent): ResultRow {
  const pointsOf = (by: ResultComponent["byCriterion"]) =>
    result.criteria.map((criterion) => ownValue(by, criterion)?.points ?? 0);
  const { component, band, votersAsked, votersRequiring, votersNotJudging, flip, agreeing, variants } = one;
  return {
    component,
    band,
    votersAsked,
    votersRequiring,
    ...(votersNotJudging === undefined ? {} : { votersNotJudging }),
    flip,
    agreeing,
    variants,
    score: figure(one.score),
    points: pointsOf(one.byCriterion),
    groups: result.workgroups.map(({ key }) => {
      const group = ownValue(one.byWorkgroup, key);
      return group?.asked === "yes"
        ? { score: figure(group.score), points: pointsOf(group.byCriterion) }
        : null;
    }),
    isFragile: substanceOf(result) === "ballots" ? isFragile(one) : null,
    verdicts: bands.flatMap((other) => {
      const saying = one.under.filter((count) => count.band === other).map(({ variant }) => variant);
      return saying.length > 0 ? [{ band: other, variants: saying }] : [];
    }),
  };
}

/** Components that another count puts into another band. */
export function movedBy(result: Pick<ResultDocument, "components">, variant: Variant["kind"]) {
  return result.components.flatMap(({ component, band, under }) => {
    const other = under.find((one) => one.variant.kind === variant);
    return other && other.band !== band ? [{ component, band, other: other.band }] : [];
  });
}
