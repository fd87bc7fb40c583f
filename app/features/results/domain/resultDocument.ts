import type { CountStanding } from "~/features/plans/domain/standing";
import type { BallotBox } from "~/features/rules/domain/ballotBox";
import type { Band } from "~/features/rules/domain/bands";
import type { Rule } from "~/features/rules/domain/rule";
import {
  type ComponentSensitivity,
  sensitivity,
  type Variant,
  variantName,
} from "~/features/rules/domain/sensitivity";
import { type CellTally, type ComponentTally, tally } from "~/features/rules/domain/tally";
import { add, formatFraction, fraction } from "~/kernel/figures/fraction";
import { canonicalHash, canonicalJson } from "~/kernel/hash/canonical";
import { notJudgedIn } from "./notJudged";

/** One round that was counted: its log as it stood at closing. */
export type CountedRound = {
  readonly number: number;
  readonly workgroup: string;
  readonly log: string;
  readonly size: number;
  readonly root: string;
  readonly ruleHash: string;
};

/** Votes that moved between versions of the component list, by the list's own declaration. */
export type AppliedMapping = { readonly from: string; readonly to: string; readonly version: number };

export type ResultComponent = {
  readonly component: string;
  readonly band: Band;
  readonly score: string;
  readonly byCriterion: Readonly<Record<string, CellTally>>;
  readonly byWorkgroup: Readonly<
    Record<
      string,
      {
        asked: "yes" | "no";
        score: string;
        requiring: number;
        byCriterion: Readonly<Record<string, CellTally>>;
      }
    >
  >;
  readonly votersAsked: number;
  readonly votersRequiring: number;
  /** How many said that they cannot judge it and took no side on any of it; absent where nobody did. */
  readonly votersNotJudging?: number;
  /** Variants that agree and variants in all, e.g. "7/8" not reduced; null where there are none. */
  readonly agreeing: number;
  readonly variants: number;
  readonly under: readonly { variant: Variant; name: string; band: Band; agrees: "yes" | "no" }[];
  readonly flip: {
    voters: number;
    exact: "yes" | "no";
    to: Band;
    workgroups: Readonly<Record<string, number>>;
  } | null;
};

/** How a count stands to a plan, which `doc` names by its hash; of an exploration beside all plans both are null. */
export type ResultPlan = CountStanding & { readonly doc: string | null };

/**
 * A result as it is published and hashed: whole numbers, fractions as text and words only, so
 * that its canonical form is the same everywhere.
 */
export type ResultDocument = {
  readonly format: "codraft-result/1";
  readonly process: string;
  readonly compilation: number;
  readonly rule: Rule;
  readonly ruleHash: string;
  readonly declaredBefore: "yes" | "no";
  /** How it stands to the plans that were sealed; absent where none had been when its rounds opened. */
  readonly plan?: ResultPlan;
  readonly rounds: readonly CountedRound[];
  readonly mapping: readonly AppliedMapping[];
  readonly criteria: readonly string[];
  readonly workgroups: readonly {
    key: string;
    isPublic: "yes" | "no";
    onRoll: number;
    voted: number;
    asked: number;
    notNecessary: "offered" | "not-offered";
  }[];
  readonly mean: string;
  readonly voters: number;
  readonly excluded: number;
  readonly onRoll: number;
  /** How many people's ballots count in more than one of the rounds; absent where nobody's do. */
  readonly severalTimes?: number;
  /** In which order voters were tried for the smallest numbers; absent: by their seats, as once. */
  readonly ties?: "by-choices";
  readonly cellsAnswered: number;
  readonly cellsAsked: number;
  /** Who said that they cannot judge something, and how many answers say so; absent where nobody did. */
  readonly notJudged?: { readonly voters: number; readonly cells: number };
  readonly components: readonly ResultComponent[];
  readonly apart: readonly {
    workgroup: string;
    components: readonly { component: string; band: Band; score: string }[];
  }[];
};

/**
 * Counts a box under a rule and writes down everything a reader could ask of the count. The rule counts as declared
 * before voting only if every round that was counted was opened under its hash; of no rounds nothing is said.
 */
export function buildResult(
  box: BallotBox,
  rule: Rule,
  about: Pick<ResultDocument, "process" | "compilation" | "rounds" | "mapping" | "severalTimes" | "ties">,
): ResultDocument {
  const counted = tally(box, rule);
  const robust = sensitivity(box, rule, about.ties);
  const notJudged = notJudgedIn(box, rule);
  return {
    format: "codraft-result/1",
    process: about.process,
    compilation: about.compilation,
    ...(about.ties ? { ties: about.ties } : {}),
    rounds: about.rounds,
    mapping: about.mapping,
    rule,
    ruleHash: counted.ruleHash,
    declaredBefore: isDeclaredBy(about.rounds, counted.ruleHash) ? "yes" : "no",
    criteria: box.criteria,
    workgroups: box.workgroups.map((group, w) => ({
      key: group.key,
      isPublic: group.isPublic ? "yes" : "no",
      onRoll: group.onRoll,
      voted: box.voters.filter((voter) => voter.workgroup === w).length,
      asked: group.asked.size,
      notNecessary: group.offersNotNecessary ? "offered" : "not-offered",
    })),
    mean: formatFraction(counted.mean),
    voters: counted.voters,
    excluded: counted.excluded,
    onRoll: counted.onRoll,
    ...(about.severalTimes ? { severalTimes: about.severalTimes } : {}),
    cellsAnswered: counted.cellsAnswered,
    cellsAsked: counted.cellsAsked,
    ...(notJudged ? { notJudged: { voters: notJudged.voters, cells: notJudged.cells } } : {}),
    components: counted.components.map((one, i) =>
      componentOf(one, robust[i] as ComponentSensitivity, notJudged?.ofComponent[i] ?? 0),
    ),
    apart: counted.apart.map(({ workgroup, components }) => ({
      workgroup,
      components: components.map(({ component, band, score }) => ({
        component,
        band,
        score: formatFraction(score),
      })),
    })),
  };
}

function isDeclaredBy(rounds: readonly CountedRound[], hash: string): boolean {
  return rounds.length > 0 && rounds.every(({ ruleHash }) => ruleHash === hash);
}

function componentOf(
  one: ComponentTally,
  robust: ComponentSensitivity,
  votersNotJudging: number,
): ResultComponent {
  return {
    component: one.component,
    band: one.band,
    score: formatFraction(one.score),
    byCriterion: one.byCriterion,
    byWorkgroup: Object.fromEntries(
      Object.entries(one.byWorkgroup).map(([key, group]) => [
        key,
        { ...group, asked: group.asked ? "yes" : "no", score: formatFraction(group.score) },
      ]),
    ),
    votersAsked: one.votersAsked,
    votersRequiring: one.votersRequiring,
    ...(votersNotJudging > 0 ? { votersNotJudging } : {}),
    agreeing: robust.under.filter(({ agrees }) => agrees).length,
    variants: robust.under.length,
    under: robust.under.map(({ variant, band, agrees }) => ({
      variant,
      name: variantName(variant),
      band,
      agrees: agrees ? "yes" : "no",
    })),
    flip: robust.flip && { ...robust.flip, exact: robust.flip.exact ? "yes" : "no" },
  };
}

/** The published file, byte for byte what is hashed. */
export function resultText(result: ResultDocument): string {
  return canonicalJson(result);
}

export function resultHash(result: ResultDocument): string {
  return canonicalHash(result);
}

/** The sum of the scores as text; with the number of components it explains the mean. */
export function totalScore(result: ResultDocument): string {
  const total = result.components.reduce((sum, { score }) => {
    const [num = "0", den = "1"] = score.split("/");
    return add(sum, fraction(BigInt(num), BigInt(den)));
  }, fraction(0));
  return formatFraction(total);
}
