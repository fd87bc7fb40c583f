import { z } from "zod";
import { levels } from "~/features/results/domain/checklist";
import { cellValues } from "~/features/reviews/domain/cells";
import { longest } from "~/features/reviews/domain/cellsCsv";
import type { ReviewRule } from "~/features/reviews/domain/conclusion";
import {
  block,
  day,
  email,
  filledName,
  id,
  line,
  nameLine,
  number,
  seen,
  seenOrNew,
  several,
  slug,
  tick,
  webAddress,
  whole,
} from "~/kernel/fields";
import { languages } from "~/kernel/language/languages";
import { cut } from "~/kernel/text/cut";

/** Shapes of the forms around systems and their reviews. */
const words = (most: number) => block(most).pipe(z.string().min(1, "errors:field.empty"));
const address = z.union([
  z.literal(""),
  z.url({ protocol: /^https?$/, error: "errors:field.url" }).max(longest.url, "errors:field.tooLong"),
]);
/** A component's or criterion's key, in whatever script. */
const key = z.string().min(1).max(100);

/** "Label https://…", one a line. */
const links = block(4000).transform((text, context) => {
  const rows = text
    .split("\n")
    .map((row) => row.trim())
    .filter(Boolean)
    .map((row) => {
      const [, label = "", url = ""] = /^(.*?)\s*(https?:\/\/\S+)$/.exec(row) ?? [];
      return { label: cut(label.replace(/:$/, "").trim(), 120), url };
    });
  if (rows.length > 20 || !rows.every(({ url }) => address.safeParse(url).success && url !== ""))
    context.addIssue({ code: "custom", message: "errors:field.links" });
  return rows;
});

export const systemSchema = z.strictObject({
  /** Empty for a new one. */
  was: z.union([slug, z.literal("").transform(() => null)]),
  seen: seenOrNew,
  key: slug,
  name: filledName(80),
  maker: nameLine(120),
  about: block(4000),
  links,
  workgroup: z.union([id, z.literal("").transform(() => null)]),
});
export const reviewRuleSchema = z.strictObject({
  levels: several.pipe(z.array(z.enum(levels)).min(1, "errors:field.empty")),
  notApplicable: z.enum(["counts-as-allowed", "counts-as-missing"]),
  affiliated: z.enum(["counted", "shown-only"]),
});
/** The rule as it is stored with its process. */
export const storedReviewRuleSchema = z.strictObject({
  version: z.literal(1),
  ...reviewRuleSchema.shape,
  levels: z.array(z.enum(levels)),
}) satisfies z.ZodType<ReviewRule>;

export const volunteerSchema = z.strictObject({ affiliated: tick, motivation: block(1000) });
export const decideReviewSchema = z.strictObject({
  review: id,
  decision: z.enum(["confirmed", "declined"]),
  /** Whether they work for the maker, as the organizer was shown it. */
  affiliated: tick,
});

/** One component of a review, as its row of the form sends it. */
export const reviewRowSchema = z.strictObject({
  draft: z.string().max(40),
  component: key,
  values: z.record(key, z.union([z.enum(cellValues), z.literal("")])).default({}),
  /** Said of every criterion at once; without a script it stands for what is chosen at each. */
  all: z.union([z.enum(cellValues), z.literal("")]).optional(),
  url: address,
  note: line(longest.note),
  /** What the form knew: saved over by somebody (or another tab) since, it is refused. */
  seen: whole,
});
export const settleSchema = z.strictObject({
  draft: z.string().max(40),
  component: key,
  criterion: key,
  value: z.enum(cellValues, "errors:field.empty"),
  reason: words(1000),
});
export const unsettleSchema = z.strictObject({
  draft: z.string().max(40),
  component: key,
  criterion: key,
  reason: words(1000),
});

export const askDocumentsSchema = z.strictObject({
  component: key,
  wanted: words(2000),
  /** Empty: asked by other means; the request is tracked all the same. */
  recipient: z.union([z.literal(""), email]),
  dueOn: day,
  /** Of the mail. */
  language: z.enum(languages),
});
export const resendRequestSchema = z.strictObject({
  request: number,
  language: z.enum(languages),
});
/** What a maker answers by the link of the mail: where the document is, or that there is none. */
export const answerRequestSchema = z
  .strictObject({
    state: z.enum(["answered", "declined"]),
    answer: block(2000),
    answerUrl: webAddress(longest.url),
  })
  .refine(({ answer, answerUrl }) => answer !== "" || answerUrl !== "", {
    path: ["answer"],
    error: "errors:field.empty",
  });
/** What became of a request for documents. */
export const requestStates = ["answered", "declined", "withdrawn", "open"] as const;
export const closeRequestSchema = z.strictObject({
  request: number,
  state: z.enum(requestStates),
  answer: block(2000),
  answerUrl: webAddress(longest.url),
  seen,
});
