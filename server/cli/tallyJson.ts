import { quorumVerdict } from "~/features/rules/domain/quorum";
import { type ComponentSensitivity, variantName } from "~/features/rules/domain/sensitivity";
import type { Tally } from "~/features/rules/domain/tally";
import { formatFraction, toNumber } from "~/kernel/figures/fraction";

/**
 * What `tally --json` prints. Numbers are doubles, for reading; the exact values stand beside them
 * as text.
 */
export function tallyDocument(counted: Tally, robust: readonly ComponentSensitivity[], ruleHash: string) {
  return {
    ruleHash,
    mean: toNumber(counted.mean),
    meanExact: formatFraction(counted.mean),
    voters: counted.voters,
    quorum: quorumVerdict(counted.rule.quorum, counted),
    components: counted.components.map(({ component, score, band, byCriterion, byWorkgroup }) => ({
      component,
      score: toNumber(score),
      scoreExact: formatFraction(score),
      band,
      byCriterion: mapValues(byCriterion, ({ points }) => points),
      byWorkgroup: mapValues(byWorkgroup, (group) => toNumber(group.score)),
    })),
    sensitivity: robust.map(({ component, agreement, flip, under }) => ({
      component,
      agreement,
      flipsWithout: flip?.voters ?? null,
      flipsExact: flip?.exact ?? null,
      flipsTo: flip?.to ?? null,
      flipsWorkgroups: flip?.workgroups ?? null,
      under: Object.fromEntries(under.map(({ variant, band }) => [variantName(variant), band])),
    })),
  };
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  value: (item: T) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, value(item)]));
}
