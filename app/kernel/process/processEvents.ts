import { z } from "zod";
import { id } from "~/kernel/fields";
import { longestSince } from "~/kernel/process/watched";

/**
 * Asks to be told, over a socket, when something public of a process changes; and at once whether it did in the last
 * `since` milliseconds, in which the page was read and its socket opened.
 */
export const watchSchema = z.strictObject({
  processId: id,
  since: z.number().int().min(0).max(longestSince).default(0),
});
/** What changed and in which version; what it is now, pages ask for. */
export type ProcessChanged = { readonly processId: string; readonly version: number };

/** What both ends of a socket may say about a process. */
export type ProcessClientEvents = {
  watch: (payload: z.infer<typeof watchSchema>, answer: (hasChanged: boolean) => void) => void;
};
export type ProcessServerEvents = { "process:changed": (payload: ProcessChanged) => void };
