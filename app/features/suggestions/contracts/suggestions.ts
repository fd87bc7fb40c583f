import { z } from "zod";
import { editorsDecisions, stances } from "~/features/comments/domain/comment";
import { block, contentLanguage, id, several, whole } from "~/kernel/fields";

/** Shapes of the forms around suggestions. */
const needed = (most: number) => block(most).pipe(z.string().min(1, "errors:field.empty"));

export const decideSchema = z.strictObject({
  suggestion: id,
  decision: z.enum(editorsDecisions),
  reason: needed(4000),
  /** The clause as it is to read, where it is accepted with changes; and the revision that was read. */
  text: block(20_000).default(""),
  revision: whole.default(0),
});

export const decideManySchema = z.strictObject({
  chosen: several.pipe(z.array(id).max(100)),
  decision: z.enum(["accepted", "rejected", "deferred"]),
  reason: needed(4000),
});

/** One that was accepted, or all that were accepted together. */
export const undoSchema = z.strictObject({ suggestion: several.pipe(z.array(id).min(1).max(100)) });
export const withdrawSchema = z.strictObject({ reason: needed(600) });
export const restateSchema = z.strictObject({ draft: z.string().max(40), proposal: needed(20_000) });
export const bundleSchema = z.strictObject({ suggestion: id, lead: z.union([id, z.literal("")]) });
export const weighSchema = z
  .strictObject({ stance: z.enum(stances), language: contentLanguage, reason: block(2000).default("") })
  .refine(({ stance, reason }) => stance !== "oppose" || reason !== "", {
    path: ["reason"],
    message: "errors:field.reasonNeeded",
  });
