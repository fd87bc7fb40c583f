import { z } from "zod";
import { readAddress } from "~/kernel/address";
import { ownValue } from "~/kernel/keyed";
import { isContentLanguage, readTag, tagShape } from "~/kernel/language/content";
import { languages } from "~/kernel/language/languages";
import { isTimeZone } from "~/kernel/language/zone";
import { cleaned, findOdd, shownName } from "~/kernel/text/cleaned";
import { plainDigits } from "~/kernel/text/digits";

/** Names the first character that a text may not have, and where it stands. */
function withoutOdd(text: string, context: z.RefinementCtx): void {
  const odd = findOdd(text);
  if (odd) context.addIssue({ code: "custom", message: "errors:field.characters", params: odd });
}

/** Text a person typed or pasted: as `cleaned`, trimmed, without the characters that disguise it. */
export const line = (most: number) =>
  z
    .string()
    .transform((text) =>
      cleaned(text)
        .replace(/[\n\t]+/g, " ")
        .trim(),
    )
    .pipe(z.string().max(most, "errors:field.tooLong").superRefine(withoutOdd));

/** What somebody or something is called: as `line`, without what nobody sees. A name of nothing else is refused. */
export const nameLine = (most: number) =>
  line(most).transform((text, context) => {
    const name = shownName(text);
    if (name === "" && text !== "") context.addIssue({ code: "custom", message: "errors:field.unseen" });
    return name;
  });

/** A whole file in a field: cleaned as texts are, and nothing trimmed. */
export const pastedText = (most: number) =>
  z
    .string()
    .min(1, "errors:field.empty")
    .max(most, "errors:field.tooLong")
    .transform(cleaned)
    .pipe(z.string().superRefine(withoutOdd));

/** Several lines: as `line`, with tabs and line breaks. */
export const block = (most: number) =>
  z
    .string()
    .transform((text) => cleaned(text).trim())
    .pipe(z.string().max(most, "errors:field.tooLong").superRefine(withoutOdd));

/** One line without disguises: false for control characters and noncharacters, bidi overrides, unbalanced isolates, zero-width disguises and half characters. */
export const isPlain = (text: string): boolean => !/[\n\t]/.test(text) && findOdd(text) === null;

export const email = z.string().transform((text, context) => {
  const address = readAddress(text);
  if (address === null) context.addIssue({ code: "custom", message: "errors:field.email" });
  return address ?? z.NEVER;
});

/** A check box: present and "yes", or absent. */
export const tick = z
  .enum(["yes"])
  .optional()
  .transform((value) => value === "yes");

/** Check boxes of one name: none, one or several. */
export const several = z
  .union([z.string(), z.array(z.string()).max(2000)])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]));

export const slug = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "errors:field.slug")
  .max(60, "errors:field.tooLong");

/** A hash of what was stored when the form was opened. */
export const seen = z.string().regex(/^[0-9a-f]{64}$/);
/** The same in a form that is also for something new: empty there. */
export const seenOrNew = z.union([seen, z.literal("").transform(() => null)]);

/** The time zone of a browser, as its form sends it along; null for none, and for one that is not known here. */
export const browserZone = z
  .string()
  .max(60)
  .optional()
  .transform((zone) => (zone && isTimeZone(zone) ? zone : null));

export const profileSchema = z.strictObject({
  displayName: nameLine(80),
  affiliation: nameLine(120),
  country: z
    .string()
    .trim()
    .regex(/^([A-Z]{2})?$/, "errors:field.invalid"),
  languages: several.pipe(z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20)),
  stakeholderGroups: several.pipe(z.array(slug).max(20)),
  showsName: tick,
  locale: z.enum(languages),
  /** Empty: that of the browser. */
  timeZone: z
    .string()
    .trim()
    .max(60)
    .refine((zone) => zone === "" || isTimeZone(zone), "errors:field.zone")
    .transform((zone) => zone || null)
    .optional(),
});

/** A form that is nothing but its button. */
export const nothingSchema = z.strictObject({});

/** Shapes of the organizer's forms. */
export const filled = (most: number) => line(most).pipe(z.string().min(1, "errors:field.empty"));

/** The name of something that people made. */
export const filledName = (most: number) => nameLine(most).pipe(z.string().min(1, "errors:field.empty"));

const place = z.string().regex(/^\d{1,3}$/);
const columns = z
  .record(place, z.string().max(40))
  .transform((said) => {
    const last = Math.max(-1, ...Object.keys(said).map(Number));
    return Array.from({ length: last + 1 }, (_, at) => ownValue(said, String(at)) ?? "");
  })
  .default([]);
const meaning = z.strictObject({
  of: z.string().max(40),
  word: z.string().max(2000),
  means: z.string().max(200),
});
const meanings = z
  .record(place, meaning)
  .transform((said) => Object.values(said).filter(({ means }) => means !== ""))
  .default([]);

/** As forms send it (`HowRead`). */
const toldShape = { columns, header: z.enum(["", "yes", "no"]).default(""), meanings };

/** A table, and what the one who pasted it says about how it is to be read. */
export const pastedSchema = z.strictObject({
  csv: z.string().min(1, "errors:field.empty").max(1_000_000, "errors:field.tooLong"),
  ...toldShape,
});

/** A UUID, as rows are named: in small letters, as the database writes it, so that a row has one name. */
export const id = z.uuid().toLowerCase();
/** Ids of the ticks of one name, each once. */
export const ids = (most: number) =>
  several.pipe(z.array(id).max(most)).transform((list) => [...new Set(list)]);

/**
 * A whole number within bounds, in digits or as a script sends it: without sign, fraction, exponent or another
 * base, and never larger than the database takes.
 */
export const wholeFrom = (least: number, most: number) =>
  z
    .union(
      [
        z
          .string()
          .transform((text) => plainDigits(text).trim())
          .pipe(z.string().regex(/^\d{1,10}$/))
          .transform(Number),
        z.number(),
      ],
      "errors:field.invalid",
    )
    .pipe(z.int("errors:field.invalid").min(least, "errors:field.invalid").max(most, "errors:field.invalid"));
/** A revision or another count of steps. */
export const whole = wholeFrom(0, 1_000_000_000);
/** The number under which something is found in its process. */
export const number = wholeFrom(1, 1_000_000_000);

const earliest = "1900-01-01";
/** A day of the calendar, as its field gives it and the database takes it. */
export const day = z
  .string()
  .transform((text) => plainDigits(text).trim())
  .pipe(z.iso.date("errors:field.date").refine((text) => text >= earliest, "errors:field.date"));
/** A time on the wall clock, as its field gives it, or as it is typed where a browser has none. */
export const time = z
  .string()
  .transform((text) =>
    plainDigits(text)
      .trim()
      .replace(/^(?=\d:)/, "0"),
  )
  .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "errors:field.date"));
/**
 * An address that pages link to, or none. What was copied without its beginning ("zoom.us/j/1") is taken for what browsers
 * take it for, safely.
 */
export const webAddress = (most: number) =>
  z
    .string()
    .transform((text) => cleaned(text).trim())
    .transform((text) =>
      /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:]\S*)?$/u.test(text) ? `https://${text}` : text,
    )
    .pipe(
      z.union([
        z.literal(""),
        z.url({ protocol: /^https?$/, error: "errors:field.url" }).max(most, "errors:field.tooLong"),
      ]),
    );
/** A moment in UTC to the millisecond, as canonical texts have it. */
export const momentInUtc = z.iso.datetime({ precision: 3 });
/** The same, as a form sends it back to name what was done at it. */
export const momentOfAct = momentInUtc.transform((text) => new Date(text));
/** Date and time as the browser's field gives them; `momentsInUtc` (http/fields) has put them into UTC before a schema reads them. */
export const localMoment = z.iso
  .datetime({ local: true, error: "errors:field.date" })
  .transform((text) => new Date(`${text}Z`))
  .pipe(z.date("errors:field.date").min(new Date(earliest), "errors:field.date"));
/** The same where it may be left empty. */
export const momentOrNone = z.union([localMoment, z.literal("").transform(() => null)], "errors:field.date");
/** A whole number up to so much, where it may be left empty. */
export const wholeOrNone = (most: number) =>
  z
    .union([z.literal("").transform(() => null), wholeFrom(0, most)], "errors:field.invalid")
    .optional()
    .transform((value) => value ?? null);
/** The language of what somebody writes: any tag of BCP 47, however they write it. */
export const contentLanguage = z
  .string()
  .meta({ format: "language" })
  .transform((tag, context) => {
    const language = readTag(tag);
    if (language === null) context.addIssue({ code: "custom", message: "errors:field.invalid" });
    return language ?? z.NEVER;
  });
/** The same as it is stored. */
export const storedLanguage = z
  .string()
  .regex(new RegExp(`^${tagShape}$`))
  .refine(isContentLanguage);
/** A text in several languages, as it is stored. */
export const storedTexts = z.object({
  source: storedLanguage,
  text: z.partialRecord(storedLanguage, z.string()),
  basedOn: z.partialRecord(storedLanguage, z.string()).default({}),
});
/** A language of the interface. */
export const language = z.enum(languages);
