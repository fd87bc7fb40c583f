import { ruleSchema } from "~/features/rules/contracts/rule";
import type { Brought } from "~/features/verification/domain/signatures";
import {
  nothingBrought,
  type Progress,
  type Verification,
  verifyBundle,
} from "~/features/verification/domain/verifyBundle";

/** Checks a bundle, and reads its rule as a rule is read that somebody declares. */
export const checkBundle = (
  data: Uint8Array,
  brought: Brought = nothingBrought,
  progress: Progress = () => {},
): Promise<Verification> =>
  verifyBundle(data, brought, { progress, ruleIn: (value) => ruleSchema.safeParse(value).data ?? null });
