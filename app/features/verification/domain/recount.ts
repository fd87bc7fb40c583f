import {
  type Collected,
  type CollectPlan,
  collect,
  type LogPortion,
} from "~/features/results/domain/collect";
import { buildResult } from "~/features/results/domain/resultDocument";
import type { Rule } from "~/features/rules/domain/rule";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { sha256Hex } from "~/kernel/hash/sha256";
import type { RoundId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import type { Bundle } from "./bundle";
import type { CheckedRound } from "./checkRounds";
import type { Findings } from "./steps";

/** The rule that a value is; null where it is none. */
export type RuleReader = (value: unknown) => Rule | null;

/** The rule by which the result says that it counts; null where it is not the one of the bundle, or none. */
export function readRule({ result, ruleText }: Bundle, ruleIn: RuleReader, findings: Findings): Rule | null {
  const isNamed =
    sha256Hex(ruleText) === result.ruleHash && canonicalJson(result.rule as CanonicalValue) === ruleText;
  if (!isNamed) findings.fault("count", "rule");
  const rule = ruleIn(JSON.parse(ruleText));
  // A rule that is read as another than it says, by a space too many, is none.
  const isFit = rule !== null && canonicalJson(rule) === ruleText;
  if (!isFit) findings.fault("count", "rule-unfit");
  return isFit && isNamed ? rule : null;
}

/** The ballots of the logs, brought together as the application does it. */
export async function collectRounds(bundle: Bundle, rounds: readonly CheckedRound[]): Promise<Collected> {
  const { components, result } = bundle;
  const plan: CollectPlan = {
    criteria: result.criteria,
    listed: components.components.map(({ key }) => key),
    moves: components.moves,
    rounds: rounds.map(({ number, log, counted, terms }) => ({
      id: log as RoundId,
      number,
      log,
      workgroup: counted.workgroup,
      isPublic: terms.workgroup === "public",
      asked: terms.asked,
      offersNotNecessary: terms.notNecessary === "offered",
      isNamed: terms.attribution === "named",
      isAgain:
        terms.workgroup !== "public" &&
        rounds.some((other) => other.number !== number && other.terms.workgroup === terms.workgroup),
    })),
  };
  const collected = await collect(plan, portionsOf(rounds));
  // The logs were checked before, so this says that the two checks differ.
  if (!collected.ok) throw new Error(`log ${collected.error.log} holds, and does not`);
  return collected.value;
}

async function* portionsOf(rounds: readonly CheckedRound[]): AsyncGenerator<LogPortion> {
  for (const { log, lines, seats, state } of rounds) {
    const known = new Map(seats.map((seat) => [seat.voter, seat]));
    yield {
      log,
      seats: [...state.roll.keys()].map((voter) => ({
        voter,
        person: null,
        label: known.get(voter)?.label ?? voter.slice(0, 12),
        organization: known.get(voter)?.organization ?? null,
      })),
    };
    yield { log, rows: lines, state };
  }
}

/** What a result says of how firm a band is: it takes longest to find, and depends on the order of seats where voters count alike. */
const robust = ["agreeing", "variants", "under", "flip"];

/** Counts again, and names every figure that is another. */
export function recount(
  {
    bundle,
    collected,
    rule,
  }: { readonly bundle: Bundle; readonly collected: Collected; readonly rule: Rule },
  hasErasures: boolean,
  findings: Findings,
): void {
  const { result } = bundle;
  const { box, rounds, mapping } = collected;
  const again = buildResult(box, rule, {
    process: result.process,
    compilation: result.compilation,
    rounds,
    mapping,
    // Whose seats they are nobody outside knows.
    ties: result.ties,
    severalTimes: typeof result.severalTimes === "number" ? result.severalTimes : undefined,
  });
  const { components: ours, ...figures } = again;
  const { components: theirs, plan: _, ...said } = result;
  for (const name of differing(figures, said)) findings.fault("count", name);
  const keys = (all: readonly { readonly component: string }[]) =>
    all.map(({ component }) => component).join("\n");
  if (keys(ours) !== keys(theirs)) {
    findings.fault("count", "components");
    return;
  }
  ours.forEach((component, at) => {
    for (const name of differing(component, theirs[at] ?? {})) {
      const where = `${component.component}/${name}`;
      if (!robust.includes(name)) findings.fault("count", name, component.component);
      else if (name === "flip" && hasErasures && !result.ties) findings.notChecked("erased", where);
      else findings.fault("robustness", name, component.component);
    }
  });
}

/** The members in which two documents differ, in order. */
function differing(one: object, other: object): string[] {
  const [a, b] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>];
  const text = (value: unknown) => (value === undefined ? "" : canonicalJson(value as CanonicalValue));
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.filter((name) => text(ownValue(a, name)) !== text(ownValue(b, name)));
}
