import { z } from "zod";
import { block, contentLanguage, localMoment, seen } from "~/kernel/fields";

/** A later deadline and why, in the language in which that is said. */
export const extendSchema = z.strictObject({
  seen,
  /** Local date and time as the browser's field gives it, read as UTC. */
  until: localMoment,
  reason: block(1000).pipe(z.string().min(1, "errors:field.empty")),
  language: contentLanguage,
});
