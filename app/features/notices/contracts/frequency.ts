import { z } from "zod";
import { id } from "~/features/comments/contracts/comments";
import { frequencies } from "~/features/notices/domain/kinds";

export const frequencySchema = z.strictObject({
  frequency: z.enum(frequencies),
  process: id,
  thread: z.union([id, z.literal("")]).default(""),
});
