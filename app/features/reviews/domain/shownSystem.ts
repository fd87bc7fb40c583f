import { groupedBy } from "~/kernel/keyed";
import { type Paging, pageOf } from "~/kernel/paging";
import { assess, isCounted, reviewedOf } from "./assess";
import { cellId, isStanding, type JoinedCell } from "./cells";
import type { Conclusion } from "./conclusion";
import { type Against, type ReviewRows, wordsIn } from "./held";
import { type SavedWord, type Standing, standingCells } from "./standing";

/** What a page of a system shows: the rows of some components, and so many of the cells that reviewers disagree on. */
export type ShownAsked = Against & {
  readonly components: readonly string[];
  readonly conflicts: { readonly page: number; readonly perPage: number };
};

type Place = { readonly component: string; readonly criterion: string };

/** A system held against a version, as far as a page shows it. Words are without what their reviewers wrote beside them. */
export type ShownSystem = Pick<Conclusion, "verdict" | "asked" | "done"> & {
  readonly cells: readonly JoinedCell[];
  readonly against: readonly Place[];
  readonly missing: readonly Place[];
  readonly disputed: Paging & { readonly places: readonly Place[] };
  /** Of the components and of the cells that are disputed. `counts` is false for words that the rule only shows. */
  readonly said: readonly (Standing<SavedWord> & { readonly counts: boolean })[];
  /** `isOpen`: a word that counts has said something else since. */
  readonly settled: readonly (Standing<SavedWord> & { readonly isOpen: boolean })[];
};

const idOf = ({ component, criterion }: Place) => cellId(component, criterion);
const placeOf = ({ component, criterion }: Place): Place => ({ component, criterion });

/** What a page shows of a system. */
export function showSystem(
  rows: ReviewRows,
  { version, versions, criteria, rule, components, conflicts }: ShownAsked,
): ShownSystem {
  const { said, settled, affiliated } = wordsIn(rows);
  const isAffiliated = new Set(affiliated);
  const words = standingCells(version, versions, said).map((word) => ({
    ...word,
    counts: isCounted(rule, isAffiliated.has(word.review ?? "")),
  }));
  const decided = standingCells(version, versions, settled);
  const { cells, verdict, asked, done, against, missing } = assess(
    reviewedOf("", words, decided, affiliated),
    version.items,
    criteria,
    rule,
  );
  const disputed = pageOf(
    cells.filter(({ value }) => value === "conflict").map(placeOf),
    conflicts.page,
    conflicts.perPage,
  );
  const shown = new Set(components);
  const isShown = ({ component }: Place) => shown.has(component);
  const isDisputed = new Set(disputed.rows.map(idOf));
  const counted = groupedBy(
    words.filter(({ counts }) => counts),
    idOf,
  );
  const { rows: places, ...paging } = disputed;
  return {
    verdict,
    asked,
    done,
    cells: cells.filter(isShown),
    against: against.map(placeOf),
    missing: missing.map(placeOf),
    disputed: { ...paging, places },
    said: words.filter((word) => isShown(word) || isDisputed.has(idOf(word))),
    settled: decided
      .filter(isShown)
      .map((one) => ({ ...one, isOpen: !isStanding(one, counted.get(idOf(one)) ?? []) })),
  };
}
