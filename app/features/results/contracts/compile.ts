import { z } from "zod";
import { block, filled, id, ids, pastedSchema } from "~/kernel/fields";

export const compileSchema = z.strictObject({
  title: filled(160),
  rounds: ids(200).pipe(z.array(id).min(1, "errors:field.rounds")),
  /** "declared:HASH", "preset:NAME" or "own". */
  choice: z.string().max(120),
  rule: z.string().max(20_000, "errors:field.tooLong"),
  intro: block(8000),
});

export const checklistLabelSchema = z.strictObject({ draftLabel: filled(40) });

export const referenceSchema = z.strictObject({ source: filled(200), ...pastedSchema.shape });
