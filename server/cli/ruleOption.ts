import { ruleSchema } from "~/features/rules/contracts/rule";
import { isPreset, presetNames, presets } from "~/features/rules/domain/presets";
import { type Rule, resolveMerge } from "~/features/rules/domain/rule";
import { ownValue } from "~/kernel/keyed";
import { fail, ok, type Result } from "~/kernel/result";
import { looseKey, nearestName } from "~/kernel/text/nearest";
import { parseStrictJson } from "~/kernel/text/strictJson";
import { type InputError, readInput } from "./input";
import { quoted } from "./show";

type RuleError =
  | InputError
  | { readonly code: "unknown_preset"; readonly message: string }
  | { readonly code: "invalid_rule"; readonly messages: readonly string[] };

/** The rule that --rule names: a preset, or a JSON file. */
export async function readRule(name: string): Promise<Result<Rule, RuleError>> {
  if (isPreset(name)) return ok(presets[name]);
  const text = await readInput(name);
  if (text.ok) return parseRule(text.value);
  if (/[./\\]/.test(name)) return text;
  const near = nearestName(name, presetNames);
  const hint = near ? ` (nearest: ${near})` : "";
  const message = `unknown rule ${quoted(name)}${hint}; it is a .json file or one of ${presetNames.join(", ")}`;
  return fail({ code: "unknown_preset", message });
}

function parseRule(text: string): Result<Rule, RuleError> {
  const json = parseStrictJson(text);
  if (!json.ok) {
    const { error } = json;
    const message =
      error.code === "key_twice"
        ? `the key ${quoted(error.key)} is there twice`
        : `not JSON: ${error.message}`;
    return fail({ code: "invalid_rule", messages: [message] });
  }
  const parsed = ruleSchema.safeParse(json.value);
  if (parsed.success) return ok(parsed.data);
  return fail({
    code: "invalid_rule",
    messages: parsed.error.issues.map(({ path, message }) => {
      const place = path.map((key) => (typeof key === "number" ? `number ${key + 1}` : String(key)));
      return `${place.join(", ") || "rule"}: ${ownValue(ruleWords, message) ?? message}`;
    }),
  });
}

/** The schema speaks in translation keys; the command line in English. */
const ruleWords: Readonly<Record<string, string>> = {
  "errors:rule.threshold": 'not a fraction like "2" or "3/2"',
  "errors:rule.order": "the steps do not go from the strongest band and highest threshold down",
  "errors:rule.score": "required must be worth more than zero and more than not_necessary",
  "errors:rule.merge": "more than 200 merges",
  "errors:rule.doubled": "a name is there twice",
  "errors:rule.shape": "not the shape of a rule",
  "errors:rule.circle": "the merges run in a circle",
  "errors:rule.majorityCount": "workgroup majorities count persons",
};

export type NamedRule = { readonly rule: Rule; readonly unmatched: readonly string[] };

/**
 * The rule with its merges in the names of the file, because a rule may be written with component
 * keys ("training-datasets") or with names. Names that match nothing stay as they are and are
 * returned. Fails where two merges turn out to be about the same component.
 */
export function nameMerges(
  rule: Rule,
  components: readonly string[],
): Result<NamedRule, { code: "merges_clash"; message: string }> {
  const byKey = new Map(components.map((name) => [looseKey(name), name]));
  const unmatched = new Set<string>();
  const nameOf = (key: string): string => {
    const name = components.includes(key) ? key : byKey.get(looseKey(key));
    if (name === undefined) unmatched.add(key);
    return name ?? key;
  };
  const merge = new Map<string, string>();
  for (const [from, to] of Object.entries(rule.merge)) {
    const [source, target] = [nameOf(from), nameOf(to)];
    if (merge.has(source) && merge.get(source) !== target) {
      return fail({ code: "merges_clash", message: `merge: ${quoted(source)} is to join two components` });
    }
    merge.set(source, target);
  }
  const named = Object.fromEntries(merge);
  if (!resolveMerge(named))
    return fail({ code: "merges_clash", message: `merge: ${ruleWords["errors:rule.circle"]}` });
  return ok({ rule: { ...rule, merge: named }, unmatched: [...unmatched] });
}
