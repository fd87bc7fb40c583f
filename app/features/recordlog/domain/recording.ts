import type { EntryKind } from "./kinds";

/** What of an act stands in the record log: an entry of a kind, or none, and why. */
export type Recording = { readonly entry: EntryKind } | { readonly unrecorded: string };

/** The act stands in the log by an entry of this kind, which its service gives; of `rows` it gives nothing more. */
export const entry = /* @__NO_SIDE_EFFECTS__ */ (kind: EntryKind) => ({ entry: kind });

/** The act is not public, and why. */
export const unrecorded = /* @__NO_SIDE_EFFECTS__ */ (why: string) => ({ unrecorded: why });

/** What a feature says of each of its acts: one that is forgotten does not compile. */
export type Recorded<Acts> = { readonly [Act in keyof Acts]: Recording };
