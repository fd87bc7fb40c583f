import { isPreset, type PresetName, presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { canonicalJson } from "~/kernel/hash/canonical";

/** What a rule is called: by the words of a preset where it counts as that does, else by its own name. */
export type NamedRule = { readonly preset: PresetName | null; readonly name: string };

/**
 * A rule that bears a preset's name but scores or classifies otherwise is not called by the preset's words. Merges, exclusions and a
 * quorum leave the way of counting as it is.
 */
export function namedRule(rule: Rule): NamedRule {
  const { name } = rule;
  return { preset: isPreset(name) && isCountedAs(rule, presets[name]) ? name : null, name };
}

const isCountedAs = (a: Rule, b: Rule) => wayOf(a) === wayOf(b);

function wayOf({ count, score, unit, classify }: Rule): string {
  return canonicalJson({ count, score, unit, classify });
}
