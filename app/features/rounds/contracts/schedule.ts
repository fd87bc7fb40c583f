import { z } from "zod";
import { localMoment, seen } from "~/kernel/fields";

/** When a prepared round opens: local date and time as the browser's field gives them, read as UTC. */
export const scheduleSchema = z.strictObject({ seen, opensAt: localMoment });
