import { z } from "zod";
import { frequencies } from "~/features/notices/domain/frequencies";
import { id } from "~/kernel/fields";

/** How somebody wants to be told: of a process, or of the thread whose page the form is on. */
export const frequencySchema = z.strictObject({ frequency: z.enum(frequencies), process: id });
