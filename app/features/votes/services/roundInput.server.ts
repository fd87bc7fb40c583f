import type { z } from "zod";
import type { roundSchema } from "~/features/processes/contracts/setup";
import type { RoundInput } from "~/features/rounds/services/draftRound.server";
import { ruleSchema } from "~/features/rules/contracts/rule";
import { isPreset, presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import type { WorkgroupId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";

/** A rule as JSON text; refuses with the first thing that is wrong with it. */
function readRule(text: string): Result<Rule, Refusal> {
  try {
    const parsed = ruleSchema.safeParse(JSON.parse(text));
    if (parsed.success) return ok(parsed.data);
    const message = parsed.error.issues[0]?.message ?? "";
    return fail({
      code: "invalid",
      fields: { rule: message.startsWith("rules:") ? message : "rules:invalid.shape" },
    });
  } catch {
    return fail({ code: "invalid", fields: { rule: "rules:invalid.json" } });
  }
}

/** A preset, or the rule given in its place. */
export function chooseRule(preset: string, text: string): Result<Rule, Refusal> {
  if (text.trim() !== "") return readRule(text);
  return isPreset(preset)
    ? ok(presets[preset])
    : fail({ code: "invalid", fields: { preset: "errors:field.invalid" } });
}

/** A round's form as the service takes it. */
export function roundInput(form: z.infer<typeof roundSchema>): Result<RoundInput, Refusal> {
  const rule = chooseRule(form.preset, form.rule);
  if (!rule.ok) return rule;
  const { title, asked, offersNotNecessary, attribution, reveal, closesAt } = form;
  const workgroupId = form.workgroup as WorkgroupId | null;
  return ok({
    title,
    workgroupId,
    rule: rule.value,
    asked,
    offersNotNecessary,
    attribution,
    reveal,
    closesAt,
  });
}
