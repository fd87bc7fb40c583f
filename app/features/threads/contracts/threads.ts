import { z } from "zod";
import { threadCategories } from "~/features/comments/domain/comment";
import { block, contentLanguage, id, line, number, slug } from "~/kernel/fields";

/** Shapes of the forms around threads. */
const title = line(160).pipe(z.string().min(1, "errors:field.empty"));

export const topicSchema = z.strictObject({
  key: id,
  title,
  category: z.enum(threadCategories),
  /** What it is about, as "draft:LABEL" and the like; empty for nothing in particular. */
  about: z.string().max(120).default(""),
  language: contentLanguage,
  speaksAs: z.union([slug, z.literal("").transform(() => null)]),
  body: block(10_000).pipe(z.string().min(1, "errors:field.empty")),
});
/** Pins a topic, closes it, or takes that back. */
export const switchSchema = z.strictObject({ on: z.enum(["yes", "no"]) });
/** Marks a post as the answer; none takes the mark away. */
export const answerMarkSchema = z.strictObject({
  post: z.union([number, z.literal("").transform(() => null)]),
});
export const moveTopicSchema = z.strictObject({
  category: z.enum(threadCategories),
  about: z.string().max(120),
});
/** Makes a topic of its own of the posts from one on, or of that one alone. */
export const splitSchema = z.strictObject({ from: number, only: z.enum(["yes", "no"]), title });
/** Moves posts to the end of another topic. */
export const movePostsSchema = z.strictObject({ from: number, only: z.enum(["yes", "no"]), to: number });
