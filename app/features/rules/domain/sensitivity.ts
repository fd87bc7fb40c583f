import { bandDistance } from "~/features/rules/domain/bands";
import type { Flip, FlipOrder } from "~/features/rules/domain/flipSearch/movers";
import { type BallotBox, keepVoters } from "./ballotBox";
import type { Band } from "./bands";
import { bandsUnder, togetherUnder } from "./bandsUnder";
import { bandsOf } from "./classify/classify";
import { mergeTargets } from "./count";
import { smallestFlips } from "./flips";
import { presetNames, presets } from "./presets";
import type { Classification, Rule } from "./rule";
import { ruleHash } from "./ruleHash";

/** One other reasonable way to count the same ballots. */
export type Variant =
  | { readonly kind: "rule"; readonly name: string }
  | { readonly kind: "without-workgroup"; readonly name: string }
  | { readonly kind: "without-organization"; readonly name: string }
  | { readonly kind: "without-affiliated" }
  | { readonly kind: "with-affiliated" }
  | { readonly kind: "merges-undone" };

export type ComponentSensitivity = {
  readonly component: string;
  readonly band: Band;
  /** Share of the variants that agree, 0 to 1; null when there is no variant to compare with. */
  readonly agreement: number | null;
  readonly under: readonly { readonly variant: Variant; readonly band: Band; readonly agrees: boolean }[];
  readonly flip: Flip | null;
};

/** The name of a variant in files and on the command line. */
export function variantName(variant: Variant): string {
  switch (variant.kind) {
    case "rule":
      return variant.name;
    case "without-workgroup":
    case "without-organization":
      return `${variant.kind}:${variant.name}`;
    case "without-affiliated":
    case "with-affiliated":
    case "merges-undone":
      return variant.kind;
    default:
      return variant satisfies never;
  }
}

/**
 * Counts the box in every reasonable other way: under each preset (with the rule's own merges and
 * exclusions), without each workgroup, without each organization, without (or with) voters
 * affiliated with the maker, and with merges undone; and finds for each component how few voters
 * its band hangs on.
 */
export function sensitivity(box: BallotBox, rule: Rule, order?: FlipOrder): ComponentSensitivity[] {
  const { remaining } = mergeTargets(box.components, rule.merge);
  const declared = bandsUnder(box, rule);
  const variants = variantsOf(box, rule).map(({ variant, run }) => ({ variant, ...run() }));
  const flips = smallestFlips(box, rule, order);
  return remaining.map((component, i) => {
    const band = declared.get(component) as Band;
    const under = variants.flatMap(({ variant, bands, classification }) => {
      const other = bands.get(component);
      return other ? [{ variant, band: other, agrees: agrees(band, other, classification) }] : [];
    });
    return {
      component,
      band,
      under,
      agreement: under.length > 0 ? under.filter((one) => one.agrees).length / under.length : null,
      flip: flips[i] ?? null,
    };
  });
}

/**
 * Whether another count supports a band. A rule that knows fewer bands supports the one nearest
 * to it: "required" of two clusters does not contradict "likely required".
 */
function agrees(band: Band, other: Band, classification: Classification): boolean {
  const nearest = Math.min(...bandsOf(classification).map((possible) => bandDistance(band, possible)));
  return bandDistance(band, other) === nearest;
}

type Run = { bands: Map<string, Band>; classification: Classification };

function variantsOf(box: BallotBox, rule: Rule): { variant: Variant; run: () => Run }[] {
  const under =
    (other: Rule, ballots = box) =>
    () => ({
      bands: bandsUnder(ballots, other),
      classification: other.classify,
    });
  const together = togetherUnder(box, rule);
  const voting = new Set(
    box.voters.filter((voter) => together[voter.workgroup]).map((voter) => voter.workgroup),
  );
  const organizations = [
    ...new Set(box.voters.flatMap((voter) => (voter.organization ? [voter.organization] : []))),
  ].sort();
  const counted = box.voters.some((voter) => voter.affiliated);
  const own = ruleHash({ ...rule, name: "" });

  return [
    ...presetNames
      .map((name) => {
        const { merge, exclude, publicBallots } = rule;
        return { ...(presets[name] as Rule), merge, exclude, publicBallots };
      })
      .filter((other) => ruleHash({ ...other, name: "" }) !== own)
      .map((other) => ({ variant: { kind: "rule" as const, name: other.name }, run: under(other) })),
    ...(voting.size > 1
      ? [...voting]
          .sort((a, b) => a - b)
          .map((w) => ({
            variant: { kind: "without-workgroup" as const, name: box.workgroups[w]?.key as string },
            run: under(rule, withoutWorkgroup(box, w)),
          }))
      : []),
    ...organizations.map((name) => ({
      variant: { kind: "without-organization" as const, name },
      run: under(
        rule,
        keepVoters(box, (voter) => voter.organization !== name),
      ),
    })),
    ...(counted && rule.exclude === "nobody"
      ? [{ variant: { kind: "without-affiliated" as const }, run: under({ ...rule, exclude: "affiliated" }) }]
      : []),
    ...(counted && rule.exclude === "affiliated"
      ? [{ variant: { kind: "with-affiliated" as const }, run: under({ ...rule, exclude: "nobody" }) }]
      : []),
    ...(Object.keys(rule.merge).length > 0
      ? [{ variant: { kind: "merges-undone" as const }, run: under({ ...rule, merge: {} }) }]
      : []),
  ];
}

function withoutWorkgroup(box: BallotBox, w: number): BallotBox {
  return keepVoters(box, (voter) => voter.workgroup !== w);
}
