import { z } from "zod";
import { streams } from "~/features/timeline/domain/timeline";
import { block, email, line, seen, several, slug, tick } from "~/kernel/fields";
import { languages } from "~/kernel/language/languages";

/** Shapes of the organizer's forms. */
const filled = (most: number) => line(most).pipe(z.string().min(1, "errors:field.empty"));
const language = z.enum(languages);

export const processSchema = z.strictObject({
  language,
  title: filled(160),
  summary: block(4000),
  question: block(2000).pipe(z.string().min(1, "errors:field.empty")),
  languages: several.pipe(z.array(language)),
});

/** "key: title", one a line. */
export const termsSchema = z.strictObject({
  language,
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

const day = z.iso.date("errors:field.date");
export const milestoneSchema = z.strictObject({
  stream: z.enum(streams),
  title: filled(160),
  startsOn: day,
  endsOn: z.union([day, z.literal("").transform(() => null)]),
});
export const removeSchema = z.strictObject({ id: z.uuid() });

/** As the service makes it of a title, in whatever script that is. */
const componentKey = z
  .string()
  .regex(/^[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u)
  .max(100);
const category = filled(40).transform((text) => text.toLowerCase());
export const component = { title: filled(120), category, description: block(600) };
const reason = filled(600);
export const addComponentSchema = z.strictObject({ ...component, reason });
export const mergeComponentsSchema = z.strictObject({
  from: several.pipe(z.array(componentKey).min(2, "errors:field.two")),
  ...component,
  carriesVotes: tick,
  reason,
});
export const splitComponentSchema = z.strictObject({
  from: componentKey,
  category,
  /** New titles, one a line. */
  titles: block(2000)
    .transform((text) =>
      text
        .split("\n")
        .map((row) => row.trim())
        .filter(Boolean),
    )
    .pipe(z.array(line(120)).min(2, "errors:field.two")),
  reason,
});
export const retireComponentSchema = z.strictObject({ from: componentKey, reason });
export const editComponentSchema = z.strictObject({
  key: componentKey,
  title: filled(120),
  description: block(600),
});
export const pastedSchema = z.strictObject({
  csv: z.string().min(1, "errors:field.empty").max(1_000_000, "errors:field.tooLong"),
});
export const pastedComponentsSchema = z.strictObject({ ...pastedSchema.shape, reason });

export const workgroupSchema = z.strictObject({
  // "public-3" is how results name the voters of a public round.
  key: slug.refine((key) => !/^public-\d+$/.test(key), "errors:field.taken"),
  name: filled(80),
  system: filled(80),
  maker: line(80),
  charter: block(4000),
});
export const charterSchema = z.strictObject({ charter: block(4000) });
export const memberSchema = z.strictObject({
  workgroup: z.uuid(),
  userId: z.uuid(),
  role: z.enum(["facilitator", "member", "removed"]),
  affiliated: tick,
});

const place = {
  role: z.enum(["organizer", "facilitator", "member", "participant"]),
  workgroup: z.union([z.uuid(), z.literal("").transform(() => null)]),
  /** Code of a campaign. */
  campaign: z.union([slug, z.literal("").transform(() => null)]).default(null),
};
const person = {
  email,
  name: line(80),
  affiliation: line(120),
  affiliated: tick,
};
export const inviteOneSchema = z.strictObject({ ...place, ...person });
/** As a facilitator invites: into their own workgroup, as a member. */
export const inviteMemberSchema = z.strictObject(person);
export const inviteManySchema = z.strictObject({ ...place, ...pastedSchema.shape });

export const roundSchema = z.strictObject({
  title: filled(120),
  workgroup: z.union([z.uuid(), z.literal("public").transform(() => null)]),
  preset: z.string().max(40),
  /** A rule of one's own as JSON; empty: the preset as it is. */
  rule: z.string().max(20_000, "errors:field.tooLong"),
  asked: several.pipe(z.array(componentKey).max(2000)),
  offersNotNecessary: tick,
  attribution: z.enum(["named", "pseudonymous"]),
  reveal: z.enum(["at-close", "at-publication"]),
  /** Local date and time as the browser's field gives it, read as UTC; empty: closed by hand. */
  closesAt: z.union([
    z.iso.datetime({ local: true, error: "errors:field.date" }).transform((text) => new Date(`${text}Z`)),
    z.literal("").transform(() => null),
  ]),
});

export const compileSchema = z.strictObject({
  title: filled(160),
  rounds: several.pipe(z.array(z.uuid()).min(1, "errors:field.rounds").max(200)),
  /** "declared:HASH", "preset:NAME" or "own". */
  choice: z.string().max(120),
  rule: z.string().max(20_000, "errors:field.tooLong"),
  intro: block(8000),
});
export const checklistLabelSchema = z.strictObject({ draftLabel: filled(40) });
export const checklistSchema = z.strictObject({
  seen,
  items: z
    .record(
      componentKey,
      z.strictObject({
        level: z.enum(["required", "likely-required", "optional", "none"]),
        framework: line(160),
        note: line(400),
        reason: line(1000).default(""),
      }),
    )
    .default({}),
});

export const referenceSchema = z.strictObject({ source: filled(200), ...pastedSchema.shape });
