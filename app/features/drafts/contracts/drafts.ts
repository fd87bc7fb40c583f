import { z } from "zod";
import { clauseKinds, stabilities } from "~/features/drafts/domain/clause";
import { block, contentLanguage, day, id, line, pastedText, whole } from "~/kernel/fields";

/** Shapes of the forms around drafts. */

export const draftLabel = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z][\w.-]{0,39}$/, "errors:field.label");
export const draftSchema = z.strictObject({ label: draftLabel });

const clauseText = {
  kind: z.enum(clauseKinds),
  heading: line(300),
  body: block(20_000),
  stability: z.enum(stabilities),
};

export const clauseSchema = z.strictObject({ clause: id, revision: whole, ...clauseText });
export const addClauseSchema = z.strictObject({
  after: z.union([id, z.literal("").transform(() => null)]),
  as: z.enum(clauseKinds),
});

export const moveClauseSchema = z.strictObject({ clause: id, by: z.enum(["up", "down"]) });
export const splitClauseSchema = z.strictObject({ clause: id, revision: whole, at: whole });
export const restoreRevisionSchema = z.strictObject({ clause: id, revision: whole, seen: whole });
export const compareRevisionsSchema = z.strictObject({ clause: id, from: whole, until: whole });
export const oneClauseSchema = z.strictObject({ clause: id });

const markdown = pastedText(1_500_000);
const divides = z.literal("yes").optional();
export const readImportSchema = z.strictObject({
  markdown: z.union([z.literal(""), markdown]),
  /** A document of another program, in base64. */
  document: z.base64().max(3_000_000).optional(),
  divides,
});
export const importSchema = z.strictObject({
  markdown,
  divides,
  /** Place of the block → clause, or empty for a new one. */
  match: z.record(z.string().regex(/^\d{1,5}$/), z.union([id, z.literal("")])).default({}),
  /** The day of a text that is older than its publication here; empty where it has none. */
  datedOn: z.union([z.literal("").transform(() => null), day]).default(null),
});

export const noteSchema = z.strictObject({ language: contentLanguage, note: block(4000) });
