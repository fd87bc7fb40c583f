import { z } from "zod";
import type { ApprovalRule } from "~/features/approvals/domain/rule";
import { parseFraction } from "~/kernel/figures/fraction";
import { regions } from "~/kernel/places/regions";

const fraction = z.string().refine((text) => parseFraction(text) !== undefined);
const threshold = { comparison: z.enum(["at-least", "more-than"]), threshold: fraction };
const common = { name: z.string(), total: z.strictObject(threshold) };

/** A declared rule as a file has it, in either version. */
export const approvalRuleSchema: z.ZodType<ApprovalRule> = z.discriminatedUnion("version", [
  z.strictObject({
    version: z.literal(1),
    ...common,
    group: z.strictObject({ ...threshold, leastPositions: z.int(), leastTurnout: fraction }),
    region: z.strictObject(threshold).nullable(),
  }),
  z.strictObject({
    version: z.literal(2),
    ...common,
    group: z.strictObject({ ...threshold, leastSides: z.int(), leastTurnout: fraction }),
    region: z.strictObject({ ...threshold, named: z.array(z.enum(regions)) }).nullable(),
  }),
]);
