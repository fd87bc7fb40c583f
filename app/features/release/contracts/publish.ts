import { z } from "zod";
import { momentOrNone } from "~/kernel/fields";

/** Date and time as the browser's field gives them, read as UTC; empty: a final version. */
/** A version is open for comments until a time, or final at once: the one is never the other left empty. */
export const publishSchema = z
  .strictObject({
    as: z.enum(["comments", "final"], "errors:field.empty"),
    commentsUntil: momentOrNone,
  })
  .refine((input) => input.as === "final" || input.commentsUntil !== null, {
    path: ["commentsUntil"],
    message: "errors:field.empty",
  })
  .transform(({ as, commentsUntil }) => ({ commentsUntil: as === "final" ? null : commentsUntil }));
