import { z } from "zod";
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
