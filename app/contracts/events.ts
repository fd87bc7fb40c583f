import { z } from "zod";

/** What a browser may say over a socket. */
export const watchSchema = z.strictObject({ processId: z.uuid() });

/** What changed and in which version; what it is now, pages ask for. */
export type ProcessChanged = { processId: string; version: number };

export type ClientEvents = { watch: (payload: z.infer<typeof watchSchema>) => void };
export type ServerEvents = { "process:changed": (payload: ProcessChanged) => void };
