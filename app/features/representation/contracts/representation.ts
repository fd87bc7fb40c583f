import { z } from "zod";
import { block, language, line, seen, several, slug } from "~/kernel/fields";
import { regions } from "~/kernel/places/regions";

/** Shapes of the forms by which people say who they are, and of the organizer's around them. */
const key = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(60);

export const placeSchema = z.strictObject({
  groups: several.pipe(z.array(slug).max(20)),
  country: z.string().regex(/^([A-Z]{2})?$/, "errors:field.invalid"),
  languages: several.pipe(z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20)),
  /** Question → option; empty for no answer. */
  self: z.record(key, z.union([key, z.literal("")])).default({}),
  campaign: z.string().max(60).default(""),
});

/** "group:developer 31", one a line. */
export const targetsSchema = z.strictObject({
  language,
  seen,
  note: block(1000),
  targets: block(4000).transform((text, context) => {
    const rows = text
      .split("\n")
      .map((row) => row.trim())
      .filter(Boolean)
      .map((row) => {
        const [, breakdown = "", name = "", percent = ""] =
          /^(group|region|language):(\S+)\s+(\d{1,3})\s*%?$/.exec(row) ?? [];
        return {
          breakdown: breakdown as "group" | "region" | "language",
          key: name,
          percent: Number(percent),
        };
      });
    const ids = rows.map((row) => `${row.breakdown}:${row.key}`);
    const isSound =
      rows.length <= 100 &&
      new Set(ids).size === ids.length &&
      rows.every(
        (row) =>
          row.key !== "" &&
          row.percent <= 100 &&
          (row.breakdown !== "region" || (regions as readonly string[]).includes(row.key)),
      );
    if (!isSound) context.addIssue({ code: "custom", message: "errors:field.targets" });
    return rows;
  }),
});

/** What each stakeholder group asks people, in the language that is edited. */
export const groupQuestionsSchema = z.strictObject({ language, questions: z.record(slug, line(300)) });

/** "key: Question" and below it "- key: Option", one a line. */
export const selfQuestionsSchema = z.strictObject({
  language,
  seen,
  questions: block(8000).transform((text, context) => {
    const questions: { key: string; title: string; options: { key: string; title: string }[] }[] = [];
    let isSound = true;
    for (const row of text.split("\n").filter((one) => one.trim() !== "")) {
      const [, dash, name = "", title = ""] = /^\s*(-\s*)?([a-z0-9-]+)\s*:\s*(.+?)\s*$/.exec(row) ?? [];
      const one = { key: name, title };
      isSound &&= key.safeParse(name).success && title !== "" && title.length <= 200;
      if (dash) {
        isSound &&= questions.length > 0;
        questions.at(-1)?.options.push(one);
      } else questions.push({ ...one, options: [] });
    }
    const apart = (list: readonly { key: string }[]) =>
      new Set(list.map((one) => one.key)).size === list.length;
    isSound &&= questions.length <= 10 && apart(questions);
    isSound &&= questions.every(
      ({ options }) => options.length >= 2 && options.length <= 20 && apart(options),
    );
    if (!isSound) context.addIssue({ code: "custom", message: "errors:field.questions" });
    return questions;
  }),
});
