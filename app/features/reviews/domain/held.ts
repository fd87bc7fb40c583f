import { groupedBy } from "~/kernel/keyed";
import { assess, isCounted, reviewedOf } from "./assess";
import { type CellValue, cellId, isStanding, type JoinedCell } from "./cells";
import { type Conclusion, isMissing, type ReviewRule, standsAgainst } from "./conclusion";
import {
  type AskedItem,
  type ReviewedVersion,
  type SavedWord,
  type Standing,
  standingCells,
} from "./standing";

/** All that was ever said of a system by confirmed reviewers and their groups, as the database hands it over. */
export type ReviewRows = {
  readonly reviews: readonly (readonly [id: string, affiliated: boolean])[];
  readonly cells: readonly (readonly [
    review: string,
    version: string,
    component: string,
    criterion: string,
    value: CellValue,
    at: number,
  ])[];
  readonly settled: readonly (readonly [
    version: string,
    component: string,
    criterion: string,
    value: CellValue,
    at: number,
  ])[];
};

/** What systems are held against. */
export type Against = {
  readonly version: ReviewedVersion;
  readonly versions: readonly ReviewedVersion[];
  readonly criteria: readonly string[];
  readonly rule: ReviewRule;
};

type Value = JoinedCell["value"];

/** A letter for each value that a joined cell has. */
const letters: Readonly<Record<Value, string>> = {
  allowed: "a",
  restricted: "r",
  "not-available": "n",
  "not-applicable": "x",
  open: "o",
  conflict: "c",
};
const values = new Map(Object.entries(letters).map(([value, letter]) => [letter, value as Value]));

/** A system held against a version: what follows, and every cell as a letter, criterion by criterion of item by item. */
export type HeldSystem = Pick<Conclusion, "verdict" | "asked" | "done"> & {
  readonly letters: string;
  /** When a word that counts on a required component, or what settled one, was last changed; null where there is none. */
  readonly since: number | null;
};

/** Holds a system against a version. What it gives is small: it is kept for as long as nothing of it changes. */
export function holdSystem(rows: ReviewRows, { version, versions, criteria, rule }: Against): HeldSystem {
  const { said, settled, affiliated } = wordsIn(rows);
  const words = standingCells(version, versions, said);
  const decided = standingCells(version, versions, settled);
  const { cells, verdict, asked, done } = assess(
    reviewedOf("", words, decided, affiliated),
    version.items,
    criteria,
    rule,
  );
  const isAffiliated = new Set(affiliated);
  const counted = words.filter(({ review = "" }) => isCounted(rule, isAffiliated.has(review)));
  const required = new Set(
    version.items.filter(({ level }) => rule.levels.includes(level)).map(({ component }) => component),
  );
  return {
    verdict,
    asked,
    done,
    letters: cells.map(({ value }) => letters[value]).join(""),
    since: lastOf([...counted, ...stillSettled(decided, counted)], required),
  };
}

/** The words of a system as they were saved, whatever version they were said of. */
export function wordsIn({ reviews, cells, settled }: ReviewRows) {
  return {
    said: cells.map(
      ([review, version, component, criterion, value, at]): SavedWord => ({
        review,
        version,
        component,
        criterion,
        value,
        at,
      }),
    ),
    settled: settled.map(
      ([version, component, criterion, value, at]): SavedWord => ({
        version,
        component,
        criterion,
        value,
        at,
      }),
    ),
    affiliated: reviews.filter(([, affiliated]) => affiliated).map(([id]) => id),
  };
}

/** What was settled and that nobody has said anything else about since. */
function stillSettled(settled: readonly Standing<SavedWord>[], counted: readonly SavedWord[]) {
  const byCell = groupedBy(counted, ({ component, criterion }) => cellId(component, criterion));
  return settled.filter((one) => isStanding(one, byCell.get(cellId(one.component, one.criterion)) ?? []));
}

function lastOf(words: readonly SavedWord[], required: ReadonlySet<string>): number | null {
  let last: number | null = null;
  for (const { component, at } of words)
    if (required.has(component) && (last === null || at > last)) last = at;
  return last;
}

export type HeldCell = { readonly component: string; readonly criterion: string; readonly value: Value };

/** The cells behind some letters, for the components that they are of. */
export function cellsOf(
  text: string,
  components: readonly string[],
  criteria: readonly string[],
): HeldCell[] {
  return components.flatMap((component, row) =>
    criteria.map((criterion, column) => ({
      component,
      criterion,
      value: values.get(text[row * criteria.length + column] ?? "") ?? "open",
    })),
  );
}

/** Which cells of what a rule asks for stand in the way of a system, and which are missing. */
export function inTheWay(
  { letters: text }: Pick<HeldSystem, "letters">,
  items: readonly AskedItem[],
  criteria: readonly string[],
  rule: ReviewRule,
) {
  const asked = requiredOf(text, items, criteria.length, rule);
  const cells = cellsOf(asked.letters, asked.components, criteria);
  return {
    against: cells.filter(standsAgainst),
    missing: cells.filter((cell) => isMissing(cell, rule)),
  };
}

/** The letters of the items that an organizer's rule asks for, in their order, with their components. */
export function requiredOf(text: string, items: readonly AskedItem[], count: number, { levels }: ReviewRule) {
  const rows = items.flatMap(({ component, level }, row) =>
    levels.includes(level) ? [{ component, letters: text.slice(row * count, (row + 1) * count) }] : [],
  );
  return {
    components: rows.map(({ component }) => component),
    letters: rows.map((row) => row.letters).join(""),
  };
}
