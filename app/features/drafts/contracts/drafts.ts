import { z } from "zod";
import { clauseKinds, stabilities } from "~/features/drafts/domain/clause";
import { block, line, several } from "~/kernel/fields";
import { languages } from "~/kernel/language/languages";

/** Shapes of the forms around drafts. */
const filled = (most: number) => line(most).pipe(z.string().min(1, "errors:field.empty"));
const whole = z.coerce.number().int().min(0).max(1_000_000_000);
const id = z.uuid();

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
export const oneClauseSchema = z.strictObject({ clause: id });

const markdown = z
  .string()
  .min(1, "errors:field.empty")
  .max(1_500_000, "errors:field.tooLong")
  .transform((text) => text.normalize("NFC").replace(/\r\n?/g, "\n"))
  // Line and paragraph separators part headings and clauses in comparisons.
  .pipe(z.string().regex(/^[^\0\u2028\u2029]*$/, "errors:field.characters"));
export const readImportSchema = z.strictObject({ markdown });
export const importSchema = z.strictObject({
  markdown,
  /** Place of the block → clause, or empty for a new one. */
  match: z.record(z.string().regex(/^\d{1,5}$/), z.union([id, z.literal("")])).default({}),
});

export const noteSchema = z.strictObject({ language: z.enum(languages), note: block(4000) });
const localMoment = z.iso
  .datetime({ local: true, error: "errors:field.date" })
  .transform((text) => new Date(`${text}Z`));
/** Date and time as the browser's field gives them, read as UTC; empty: a final version. */
/** A version is open for comments until a time, or final at once: the one is never the other left empty. */
export const publishSchema = z
  .strictObject({
    as: z.enum(["comments", "final"], "errors:field.empty"),
    commentsUntil: z.union([localMoment, z.literal("").transform(() => null)], "errors:field.date"),
  })
  .refine((input) => input.as === "final" || input.commentsUntil !== null, {
    path: ["commentsUntil"],
    message: "errors:field.empty",
  })
  .transform(({ as, commentsUntil }) => ({ commentsUntil: as === "final" ? null : commentsUntil }));

const number = z.coerce.number().int().positive().max(1_000_000);
export const citeSchema = z.strictObject({
  clause: id,
  /** "component:RESULT:KEY", "comment:DRAFT:NUMBER", "record:NUMBER", "townhall:NUMBER" or "system:KEY". */
  cited: z.string().max(200),
  note: line(400),
});
export const unciteSchema = z.strictObject({ id });

/** What a citation names; undefined when it names nothing. */
export function readCited(text: string) {
  const [kind, first = "", ...rest] = text.split(":");
  const last = rest.join(":");
  const numbered = (value: string) => number.safeParse(value).data ?? 0;
  if (kind === "component") return { kind, compilation: numbered(first), component: last } as const;
  if (kind === "comment") return { kind, draft: first, number: numbered(last) } as const;
  if (kind === "record" || kind === "townhall") return { kind, number: numbered(first) } as const;
  if (kind === "system") return { kind, key: first } as const;
  return undefined;
}

export const recordSchema = z.strictObject({
  record: z.union([number, z.literal("").transform(() => null)]),
  kind: z.enum(["decision", "townhall", "review"]),
  date: z.iso.date("errors:field.date"),
  title: filled(160),
  body: block(20_000),
});

export const translationSchema = z.strictObject({
  unit: id,
  revision: whole,
  texts: z.record(z.string().max(20), block(20_000)),
});
export const reviewSchema = z.strictObject({ unit: id, revision: whole });
export const xliffSchema = z.strictObject({ xliff: z.string().min(1, "errors:field.empty").max(2_000_000) });
export const translatorSchema = z.strictObject({
  userId: id,
  languages: several.pipe(z.array(z.enum(languages))),
});

export const faqSchema = z.strictObject({
  entry: z.union([number, z.literal("").transform(() => null)]),
  revision: whole,
  question: filled(400),
  answer: block(20_000).pipe(z.string().min(1, "errors:field.empty")),
  clauses: several.pipe(z.array(id).max(50)),
});
export const faqFromCommentSchema = z.strictObject({ comment: id });
