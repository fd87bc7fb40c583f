import { type Cell, type JoinedCell, joinCells, type Settled } from "./cells";
import { type Conclusion, type ReviewRule, verdictOf } from "./conclusion";
import type { AskedItem, SavedWord } from "./standing";

/** A system with what its reviews say for one version. */
export type Reviewed = {
  readonly key: string;
  readonly cells: readonly (Cell & { readonly affiliated: boolean })[];
  readonly settled: readonly Settled[];
};

/** What holds for a version (see `standingCells`), as it is assessed. */
export function reviewedOf(
  key: string,
  words: readonly SavedWord[],
  settled: readonly SavedWord[],
  affiliated: readonly string[],
): Reviewed {
  return {
    key,
    cells: words.map(({ review = "", component, criterion, value, at }) => ({
      reviewer: review,
      component,
      criterion,
      value,
      at,
      affiliated: affiliated.includes(review),
    })),
    settled,
  };
}

/** Whether what a reviewer says counts by the rule, or is only shown. */
export const isCounted = (rule: Pick<ReviewRule, "affiliated">, isAffiliated: boolean): boolean =>
  rule.affiliated === "counted" || !isAffiliated;

export type Assessed = Conclusion & { readonly cells: readonly JoinedCell[] };

/**
 * Holds a system against a checklist: every component that it names under every criterion, and what
 * the required ones add up to by the declared rule. Pure, so that an editor sees at once what another
 * level would change.
 */
export function assess(
  reviewed: Reviewed,
  items: readonly AskedItem[],
  criteria: readonly string[],
  rule: ReviewRule,
): Assessed {
  const counted = reviewed.cells.filter(({ affiliated }) => isCounted(rule, affiliated));
  const components = items.map(({ component }) => component);
  const cells = joinCells(components, criteria, counted, reviewed.settled);
  const required = new Set(
    items.filter(({ level }) => rule.levels.includes(level)).map(({ component }) => component),
  );
  const conclusion = verdictOf(
    cells.filter(({ component }) => required.has(component)),
    rule,
  );
  return { ...conclusion, cells };
}
