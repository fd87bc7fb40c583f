import { canonicalHash } from "~/kernel/hash/canonical";
import type { Clause } from "./clause";

/** What identifies a published text: SHA-256 of its canonical JSON, as hex. Translations and notes are not in it. */
export function draftHash(label: string, clauses: readonly Clause[]): string {
  const text = clauses.map(({ id, kind, heading, body, stability }) => ({
    id,
    kind,
    heading,
    body,
    stability,
  }));
  return canonicalHash({ draft: label, clauses: text });
}
