import { z } from "zod";
import { ownValue } from "~/kernel/keyed";

const place = z.string().regex(/^\d{1,3}$/);
const columns = z
  .record(place, z.string().max(40))
  .transform((said) => {
    const last = Math.max(-1, ...Object.keys(said).map(Number));
    return Array.from({ length: last + 1 }, (_, at) => ownValue(said, String(at)) ?? "");
  })
  .default([]);
const meaning = z.strictObject({
  of: z.string().max(40),
  word: z.string().max(2000),
  means: z.string().max(200),
});
const meanings = z
  .record(place, meaning)
  .transform((said) => Object.values(said).filter(({ means }) => means !== ""))
  .default([]);

/** As forms send it (`HowRead`). */
export const toldShape = { columns, header: z.enum(["", "yes", "no"]).default(""), meanings };
