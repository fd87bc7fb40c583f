import { bandDistance, bands } from "~/features/rules/domain/bands";
import { ownValue } from "~/kernel/keyed";
import { cut } from "~/kernel/text/cut";
import { looseKey } from "~/kernel/text/nearest";
import { type Beside, type Cause, causes } from "./beside";

export const besideOrders = ["move", "score", "name"] as const;
export type BesideOrder = (typeof besideOrders)[number];

/** Which rows of a comparison an address asks for, and in which order. */
export type BesideQuery = {
  readonly isAll: boolean;
  readonly category: string | null;
  readonly cause: Cause | null;
  readonly text: string;
  readonly order: BesideOrder;
};

export function besideQueryOf(params: URLSearchParams): BesideQuery {
  return {
    isAll: params.get("show") === "all",
    category: params.get("category") || null,
    cause: causes.find((one) => one === params.get("cause")) ?? null,
    text: cut(params.get("q") ?? "", 200),
    order: besideOrders.find((one) => one === params.get("order")) ?? "move",
  };
}

type Names = {
  readonly components: Readonly<Record<string, string>>;
  readonly categories: Readonly<Record<string, string>>;
};

/** The rows that an address asks for, in its order; of equals the one that stands first in the list. */
export function chosenBeside(
  rows: readonly Beside[],
  query: BesideQuery,
  names: Names,
  compareNames: (a: string, b: string) => number,
): Beside[] {
  const nameOf = ({ component }: Beside) => ownValue(names.components, component) ?? component;
  const wanted = looseKey(query.text).split("-");
  const chosen = rows.filter(
    (one) =>
      (query.isAll || one.isMoved) &&
      (query.category === null || ownValue(names.categories, one.component) === query.category) &&
      (query.cause === null || one.causes.includes(query.cause)) &&
      wanted.every((word) => looseKey(nameOf(one)).includes(word)),
  );
  const score = ({ after, before }: Beside) => (after ?? before)?.score ?? 0;
  const orders: Record<BesideOrder, (a: Beside, b: Beside) => number> = {
    move: (a, b) => distance(b) - distance(a) || score(b) - score(a),
    score: (a, b) => score(b) - score(a),
    name: (a, b) => compareNames(nameOf(a), nameOf(b)),
  };
  return chosen.sort(orders[query.order]);
}

/** How far a component moved; one that stands in one list only moved the farthest. */
function distance({ before, after }: Beside): number {
  return before && after ? bandDistance(before.band, after.band) : bands.length;
}

/** How many rose, fell, came and went. */
export function movesOf(rows: readonly Beside[]) {
  const count = (is: (one: Beside) => boolean) => rows.filter(is).length;
  const place = (one: Beside["after"]) => (one ? bands.indexOf(one.band) : 0);
  const isPair = ({ before, after }: Beside) => before !== null && after !== null;
  return {
    all: rows.length,
    moved: count(({ isMoved }) => isMoved),
    rose: count((one) => isPair(one) && place(one.after) < place(one.before)),
    fell: count((one) => isPair(one) && place(one.after) > place(one.before)),
    came: count(({ before }) => before === null),
    went: count(({ after }) => after === null),
  };
}
