import { z } from "zod";
import { componentKey } from "~/features/processes/contracts/setup";
import { askedLevels } from "~/features/results/domain/checklist";
import { line, seen } from "~/kernel/fields";

export const checklistSchema = z.strictObject({
  seen,
  items: z
    .record(
      componentKey,
      z.strictObject({
        level: z.enum(askedLevels),
        framework: line(160),
        note: line(400),
        reason: line(1000).default(""),
      }),
    )
    .default({}),
});
