import { ruleSchema } from "~/features/rules/contracts/rule";
import { isPreset, presets } from "~/features/rules/domain/presets";
import type { Quorum } from "~/features/rules/domain/quorum";
import type { Rule } from "~/features/rules/domain/rule";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { parseStrictJson } from "~/kernel/text/strictJson";

/** A rule as JSON text; refuses with the first thing that is wrong with it, also what it says twice. */
function readRule(text: string): Result<Rule, Refusal> {
  const json = parseStrictJson(text);
  if (!json.ok) {
    const rule = json.error.code === "key_twice" ? "errors:rule.doubled" : "errors:rule.json";
    return fail({ code: "invalid", fields: { rule } });
  }
  const parsed = ruleSchema.safeParse(json.value);
  if (parsed.success) return ok(parsed.data);
  const message = parsed.error.issues[0]?.message ?? "";
  return fail({
    code: "invalid",
    fields: { rule: message.startsWith("errors:rule.") ? message : "errors:rule.shape" },
  });
}

/** A preset, or the rule given in its place; with the quorum, where one is asked for beside it. */
export function chooseRule(preset: string, text: string, quorum?: Quorum): Result<Rule, Refusal> {
  const chosen = text.trim() !== "" ? readRule(text) : presetRule(preset);
  return chosen.ok && quorum ? ok({ ...chosen.value, quorum }) : chosen;
}

function presetRule(preset: string): Result<Rule, Refusal> {
  return isPreset(preset)
    ? ok(presets[preset])
    : fail({ code: "invalid", fields: { preset: "errors:field.invalid" } });
}
