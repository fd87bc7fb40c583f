import type { ProcessRow } from "~/features/processes/services/read.server";
import { roundsOf } from "~/features/rounds/services/read.server";
import type { Rule } from "~/features/rules/domain/rule";
import { chooseRule } from "~/features/rules/services/chooseRule";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";

/** The rule that a compilation's form asks for: one that a round declared, a preset, or one of the organizer's own. */
export async function chosenRule(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  choice: string,
  text: string,
): Promise<Result<Rule, Refusal>> {
  const [kind, name = ""] = choice.split(":");
  if (kind === "declared") {
    const declared = (await roundsOf(deps.db, process.id)).find((round) => round.ruleHash === name);
    return declared
      ? ok(declared.rule)
      : fail({ code: "invalid", fields: { choice: "errors:field.invalid" } });
  }
  return kind === "preset" ? chooseRule(name, "") : chooseRule("", text);
}
