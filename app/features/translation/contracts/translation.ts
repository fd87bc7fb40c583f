import { z } from "zod";
import { severalWords } from "~/features/translation/domain/glossary";
import { longestNote, longestWord, mostWords } from "~/features/translation/domain/glossaryLimits";
import { block, contentLanguage, id, several, whole } from "~/kernel/fields";

export const translationSchema = z.strictObject({
  unit: id,
  revision: whole,
  texts: z.record(z.string().max(20), block(20_000)),
});

export const reviewSchema = z.strictObject({ unit: id, revision: whole });

export const sendBackSchema = z.strictObject({
  unit: id,
  revision: whole,
  note: block(2000).pipe(z.string().min(1, "errors:field.empty")),
});

export const xliffSchema = z.strictObject({ xliff: z.string().min(1, "errors:field.empty").max(2_000_000) });

export const translatorSchema = z.strictObject({
  userId: id,
  languages: several.pipe(z.array(contentLanguage).max(200)),
});

const words = block(2600)
  .transform(severalWords)
  .pipe(z.array(z.string().max(longestWord, "errors:field.tooLong")).max(mostWords, "errors:field.tooLong"));
const wording = { wanted: words, avoided: words, note: block(longestNote) };

/** A term with its words in the language of the process. */
export const newTermSchema = z.strictObject({
  ...wording,
  wanted: words.pipe(z.array(z.string()).min(1, "errors:field.empty")),
});

/** What a term is called in a language. */
export const termWordsSchema = z.strictObject({ ...wording, language: contentLanguage, revision: whole });
