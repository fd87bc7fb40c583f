import { z } from "zod";
import { block, filled, id, ids, number, whole } from "~/kernel/fields";

export const faqSchema = z.strictObject({
  entry: z.union([number, z.literal("").transform(() => null)]),
  revision: whole,
  question: filled(400),
  answer: block(20_000).pipe(z.string().min(1, "errors:field.empty")),
  clauses: ids(50),
});

export const faqFromCommentSchema = z.strictObject({ comment: id });
