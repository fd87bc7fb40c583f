import { z } from "zod";
import { id } from "~/kernel/fields";

/** A ballot as its form sends it; which components and criteria exist is checked by the service. */
const cells = z
  .record(z.string().max(100), z.record(z.string().max(100), z.string().max(20)))
  .optional()
  .default({});
const notes = z
  .record(z.string().max(100), z.string().max(2000, "errors:field.tooLong"))
  .optional()
  .default({});
const prev = z
  .string()
  .regex(/^([0-9a-f]{64})?$/)
  .transform((leaf) => leaf || null);
const key = id;

/** Said by whoever casts a ballot without an answer, so that none is cast by mistake. */
const blank = z.literal("yes").optional();

export const castSchema = z.strictObject({ choices: cells, notes, prev, key, blank });
export const withdrawSchema = z.strictObject({ prev, key });
