import { z } from "zod";
import { recordKinds } from "~/features/records/domain/recordKinds";
import { block, day, filled, number } from "~/kernel/fields";

export const recordSchema = z.strictObject({
  record: z.union([number, z.literal("").transform(() => null)]),
  kind: z.enum(recordKinds),
  date: day,
  title: filled(160),
  body: block(20_000),
});
