import { z } from "zod";
import { block, filled, pastedSchema, several } from "~/kernel/fields";

export const compileSchema = z.strictObject({
  title: filled(160),
  rounds: several.pipe(z.array(z.uuid()).min(1, "errors:field.rounds").max(200)),
  /** "declared:HASH", "preset:NAME" or "own". */
  choice: z.string().max(120),
  rule: z.string().max(20_000, "errors:field.tooLong"),
  intro: block(8000),
});

export const checklistLabelSchema = z.strictObject({ draftLabel: filled(40) });

export const referenceSchema = z.strictObject({ source: filled(200), ...pastedSchema.shape });
