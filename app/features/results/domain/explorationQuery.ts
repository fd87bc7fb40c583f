import { isPreset, type PresetName } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";

/** Another way to count the same ballots, as a reader chooses it. */
export type Exploration = {
  /** One of the ready rules in place of the declared one; what is merged stays merged. */
  readonly rule: PresetName | "declared";
  /** Workgroups whose ballots are left out. */
  readonly without: readonly string[];
  readonly exclude: Rule["exclude"];
};

/** An exploration as an address names it, so that it can be sent to somebody; what was counted is what is not named. */
export function explorationOf(params: URLSearchParams, rule: Pick<Rule, "exclude">): Exploration {
  const asked = params.get("rule") ?? "";
  const exclude = params.get("exclude");
  return {
    rule: isPreset(asked) ? asked : "declared",
    without: params.getAll("without"),
    exclude: exclude === "nobody" || exclude === "affiliated" ? exclude : rule.exclude,
  };
}

/** The query of an exploration; the other way round. */
export function queryOf({ rule, without, exclude }: Exploration, declared: Pick<Rule, "exclude">): string {
  const params = new URLSearchParams({ tab: "explore" });
  if (rule !== "declared") params.set("rule", rule);
  for (const key of without) params.append("without", key);
  if (exclude !== declared.exclude) params.set("exclude", exclude);
  return params.toString();
}
