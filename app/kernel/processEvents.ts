import { z } from "zod";
import { id } from "~/kernel/fields";

/** Asks to be told, over a socket, when something public of a process changes. */
export const watchSchema = z.strictObject({ processId: id });
/** What changed and in which version; what it is now, pages ask for. */
export type ProcessChanged = { readonly processId: string; readonly version: number };

/** What both ends of a socket may say about a process. */
export type ProcessClientEvents = { watch: (payload: z.infer<typeof watchSchema>) => void };
export type ProcessServerEvents = { "process:changed": (payload: ProcessChanged) => void };
