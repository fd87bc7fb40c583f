import type { StoredText } from "~/kernel/text/stored";

/** A text put into the database past the services, as one was stored before there were bounds. */
export const asStored = (text: string) => text as StoredText<never>;
