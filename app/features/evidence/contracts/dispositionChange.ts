import { z } from "zod";
import { decisions, dispositionAnswers } from "~/features/comments/domain/comment";
import type { ChangeKind } from "~/kernel/changeKinds";

const dispositionState = z.object({
  decision: z.enum(decisions),
  reason: z.string(),
  answer: z.enum(dispositionAnswers).nullable(),
});

/**
 * What a commenter said of a disposition, and says otherwise later. Decision and reason are never changed: another
 * decision is another disposition.
 */
export const dispositionChange: ChangeKind<z.infer<typeof dispositionState>> = {
  name: "disposition",
  state: dispositionState,
};
