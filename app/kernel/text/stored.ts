import type { Kind } from "./markdown/syntax";

declare const stored: unique symbol;

/**
 * A text in Markdown that was held against the bounds and whose rendering is stored: what its columns take. Only
 * `app/platform/texts/texts.server.ts` makes one, so that a place that forgets does not compile.
 */
export type StoredText<K extends Kind = Kind> = string & { readonly [stored]: K };

/** Nothing written yet, or no longer. */
export const noText = "" as StoredText<never>;

/** The columns of the database that hold texts in Markdown, by the kind in which they are read. */
export const textColumns = {
  agreements: { text: "message" },
  board_decisions: { reasons: "message" },
  calls: { body: "message" },
  comment_versions: { body: "message", proposal: "clause" },
  comments: { body: "message", proposal: "clause" },
  draft_clauses: { body: "clause" },
  faq_entries: { answer: "message" },
  faq_versions: { answer: "message" },
  records: { body: "message" },
  suggestion_positions: { reason: "message" },
  townhalls: { minutes: "message" },
  translations: { texts: "unit", proposed: "unit" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Kind | "unit">>>>;
