import { type CanonicalValue, canonicalHash } from "~/kernel/hash/canonical";

/** A hash of what a form shows when it is opened; it comes back with the form. */
export const versionOf = (shown: unknown): string => canonicalHash(shown as CanonicalValue);

/** What a form sends; without what it knew nothing is held against it. */
export type Knowing<Input extends { seen: string | null }> = Omit<Input, "seen"> & {
  readonly seen?: string | null;
};

/**
 * Whether somebody stored something else since the form was opened: what it would overwrite, its author never
 * read. To be asked under the lock of `changeProcess`.
 */
export const isStale = (seen: string | null | undefined, now: unknown): boolean =>
  typeof seen === "string" && seen !== versionOf(now);
