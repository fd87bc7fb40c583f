import { z } from "zod";
import { currentZone, isZone } from "~/features/meetings/domain/series";
import { outcomeKinds } from "~/features/meetings/domain/townhall";
import {
  block,
  contentLanguage,
  day,
  id,
  ids,
  line,
  several,
  time,
  webAddress,
  whole,
  wholeFrom,
} from "~/kernel/fields";
import { isId } from "~/kernel/ids";
import { plainDigits } from "~/kernel/text/digits";

/** Shapes of the organizer's forms around townhalls. */
const filled = (most: number) => line(most).pipe(z.string().min(1, "errors:field.empty"));
const address = webAddress(500);

/** "10 Title", one a line: minutes and what it is about. */
const agenda = block(4000).transform((text, context) => {
  const items = text
    .split("\n")
    .filter((row) => row.trim() !== "")
    .map((row) => {
      const [, minutes = "", title = ""] = /^\s*(\p{Nd}{1,3})\s+(.+?)\s*$/u.exec(row) ?? [];
      return { minutes: Number(plainDigits(minutes)), title };
    });
  const isSound = items.every(({ minutes, title }) => minutes > 0 && title !== "" && title.length <= 160);
  if (!isSound || items.length > 40) context.addIssue({ code: "custom", message: "errors:field.agenda" });
  return items;
});

const meeting = {
  title: filled(160),
  day,
  time,
  zone: z.string().trim().max(60).refine(isZone, "errors:field.zone").transform(currentZone),
  minutesLong: wholeFrom(5, 600),
  languages: several.pipe(z.array(contentLanguage).min(1, "errors:field.empty")),
  callUrl: address,
  slidesUrl: address,
  /** Label of the draft under discussion; empty for none. */
  draft: z.string().max(40),
  agenda,
};
export const townhallSchema = z.strictObject(meeting);
export const seriesSchema = z.strictObject({
  ...meeting,
  everyWeeks: wholeFrom(1, 8),
  until: day,
});
export const agreementsSchema = z.strictObject({ text: block(4000) });
export const minutesSchema = z.strictObject({
  language: contentLanguage,
  revision: whole,
  minutes: block(60_000),
  recordingUrl: address,
});
export const outcomeSchema = z.strictObject({
  id: z.union([id, z.literal("").transform(() => null)]),
  kind: z.enum(outcomeKinds),
  language: contentLanguage,
  text: filled(1000),
  owner: line(120),
  due: z.union([day, z.literal("").transform(() => null)]),
  done: z.enum(["yes", "no"]),
});
/** The button stands in the form of the outcome, so that its fields come along. */
export const removeOutcomeSchema = z.strictObject({ ...outcomeSchema.shape, id: id });
export const transcriptSchema = z.strictObject({
  language: contentLanguage,
  transcript: z.string().min(1, "errors:field.empty").max(1_500_000, "errors:field.tooLong"),
  /** Beginnings of lines that look like names and are none. */
  notNames: several.pipe(z.array(z.string().max(80)).max(500)),
  /** Why it takes the place of the one that is there; public. */
  reason: line(500).default(""),
});
export const clausesSchema = z.strictObject({ clauses: ids(500) });
export const carrySchema = z.strictObject({
  /** "question:ID" or "passage:NUMBER". */
  what: z.string().refine((text) => {
    const question = /^question:(.+)$/.exec(text)?.[1];
    return question === undefined ? /^passage:[1-9]\d{0,5}$/.test(text) : isId(question);
  }),
  /** "DRAFT:CLAUSE". */
  clause: z.string().max(100),
  stance: z.enum(["support", "neutral", "oppose"]),
});
