import { z } from "zod";
import { block, filled, number } from "~/kernel/fields";

export const recordSchema = z.strictObject({
  record: z.union([number, z.literal("").transform(() => null)]),
  kind: z.enum(["decision", "townhall", "review"]),
  date: z.iso.date("errors:field.date"),
  title: filled(160),
  body: block(20_000),
});
