import { z } from "zod";

/** What a browser may say over a socket; app/features/live/contracts/room.ts has what it may ask to be done. */
export const watchSchema = z.strictObject({ processId: z.uuid() });
/** What changed and in which version; what it is now, pages ask for. */
export type ProcessChanged = { processId: string; version: number };
