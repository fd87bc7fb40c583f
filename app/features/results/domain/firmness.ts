import { quorumVerdict } from "~/features/rules/domain/quorum";
import type { ComponentSensitivity } from "~/features/rules/domain/sensitivity";
import type { ResultComponent, ResultDocument } from "./resultDocument";

/** How firmly a band stands: by its counts in other ways, and by how few voters it hangs on. */
type Firmness = {
  /** The fewest voters without whom the band is another; null where no number of them changes it. */
  readonly voters: number | null;
  readonly agreeing: number;
  readonly variants: number;
};

const firmnessOf = (one: ResultComponent): Firmness => ({
  voters: one.flip?.voters ?? null,
  agreeing: one.agreeing,
  variants: one.variants,
});

/** So few voters are few: a band that as many decide is fragile. */
const few = 2;

const hangsByLittle = ({ voters, agreeing, variants }: Firmness) =>
  (voters !== null && voters <= few) || agreeing * 2 < variants;

/** Fragile: one or two voters decide the band, or fewer than half of the other counts agree with it. */
export function isFragile(one: ResultComponent): boolean {
  return hangsByLittle(firmnessOf(one));
}

/** The same of a count that has not become a result. */
export function isFragileCount({ flip, under }: ComponentSensitivity): boolean {
  const agreeing = under.filter(({ agrees }) => agrees).length;
  return hangsByLittle({ voters: flip?.voters ?? null, agreeing, variants: under.length });
}

/** Of how many counted ballots a result is: with none or one there is nothing to hold against anything. */
export type Substance = "nothing" | "one-ballot" | "ballots";

export function substanceOf({ voters }: { readonly voters: number }): Substance {
  return voters === 0 ? "nothing" : voters === 1 ? "one-ballot" : "ballots";
}

/**
 * Whether so few voted that more could turn everything: fewer than half of the roll. A ballot that the rule leaves out was cast
 * all the same.
 */
export function isFewVoted({ voters, excluded, onRoll }: Turnout): boolean {
  return (voters + excluded) * 2 < onRoll;
}

type Turnout = { readonly voters: number; readonly excluded: number; readonly onRoll: number };

/** Whether a count decides anything: ballots were counted, enough of them, and by its plan or before there were plans. */
export function isDecided(result: Pick<ResultDocument, "rule" | "voters" | "onRoll" | "plan">): boolean {
  const isReached = quorumVerdict(result.rule.quorum, result)?.isReached ?? true;
  return isReached && substanceOf(result) !== "nothing" && result.plan?.standing !== "explored";
}
