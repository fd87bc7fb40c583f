import { z } from "zod";
import { streams } from "~/features/processes/domain/streams";
import {
  block,
  contentLanguage,
  day,
  filled,
  filledName,
  id,
  line,
  several,
  slug,
  wholeOrNone,
} from "~/kernel/fields";

export const processSchema = z.strictObject({
  language: contentLanguage,
  title: filledName(160),
  summary: block(4000),
  question: block(2000).pipe(z.string().min(1, "errors:field.empty")),
  languages: several.pipe(z.array(contentLanguage).max(200)),
  /** Others by their names or tags, with commas between them. */
  more: line(1000).optional(),
});

/** "key: title", one a line. */
export const termsSchema = z.strictObject({
  language: contentLanguage,
  terms: block(4000).transform((text, context) => {
    const terms = text
      .split("\n")
      .filter((row) => row.trim() !== "")
      .map((row) => {
        const [key = "", ...title] = row.split(":");
        return { key: key.trim(), title: title.join(":").trim() };
      });
    const keys = terms.map(({ key }) => key);
    const isSound =
      terms.length > 0 &&
      terms.length <= 20 &&
      new Set(keys).size === keys.length &&
      terms.every(({ key, title }) => slug.safeParse(key).success && title !== "");
    if (!isSound) context.addIssue({ code: "custom", message: "errors:field.terms" });
    return terms;
  }),
});

export const milestoneSchema = z.strictObject({
  stream: z.enum(streams),
  title: filled(160),
  /** In which language the title is; else in that of the page. */
  in: contentLanguage.optional(),
  startsOn: day,
  endsOn: z.union([day, z.literal("").transform(() => null)]),
});

/** Which witnesses have to have seen the record log, and how many of them; as they are called in the operator's file. */
export const witnessesSchema = z.strictObject({
  names: several.pipe(z.array(z.string().min(1).max(200)).max(64)),
  least: wholeOrNone(64),
});

export const removeSchema = z.strictObject({ id: id });

/** As the service makes it of a title, in whatever script that is. */
export const componentKey = z
  .string()
  .regex(/^[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u)
  .max(100);
