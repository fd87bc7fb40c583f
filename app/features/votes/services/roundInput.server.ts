import type { z } from "zod";
import type { RoundInput } from "~/features/rounds/services/draftRound.server";
import type { Quorum } from "~/features/rules/domain/quorum";
import { chooseRule } from "~/features/rules/services/chooseRule";
import type { roundSchema } from "~/features/votes/contracts/round";
import { formatFraction, fraction } from "~/kernel/figures/fraction";
import type { WorkgroupId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { ok, type Result } from "~/kernel/result";

/** A round's form as the service takes it. */
export function roundInput(form: z.infer<typeof roundSchema>): Result<RoundInput, Refusal> {
  const rule = chooseRule(form.preset, form.rule, quorumIn(form));
  if (!rule.ok) return rule;
  const { title, asked, offersNotNecessary, offersCannotJudge, attribution, reveal, closesAt } = form;
  const workgroupId = form.workgroup as WorkgroupId | null;
  return ok({
    title,
    workgroupId,
    rule: rule.value,
    asked,
    offersNotNecessary,
    offersCannotJudge,
    attribution,
    reveal,
    closesAt,
  });
}

function quorumIn({ leastVoters, leastTurnout }: z.infer<typeof roundSchema>): Quorum | undefined {
  if (!leastVoters && !leastTurnout) return undefined;
  return { voters: leastVoters ?? 0, turnout: formatFraction(fraction(leastTurnout ?? 0, 100)) };
}
