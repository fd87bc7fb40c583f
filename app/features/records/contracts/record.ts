import { z } from "zod";
import { block, day, filled, number } from "~/kernel/fields";

export const recordKinds = ["decision", "townhall", "review"] as const;

export const recordSchema = z.strictObject({
  record: z.union([number, z.literal("").transform(() => null)]),
  kind: z.enum(recordKinds),
  date: day,
  title: filled(160),
  body: block(20_000),
});
