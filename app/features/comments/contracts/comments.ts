import { z } from "zod";
import {
  commentTypes,
  dispositionAnswers,
  editorsDecisions,
  reactions,
  stances,
} from "~/features/comments/domain/comment";
import { restraintKinds } from "~/features/membership/domain/restraints";
import { block, contentLanguage, id, line, momentOfAct, slug, whole, wholeFrom } from "~/kernel/fields";
import type { ClauseId } from "~/kernel/ids";

/** Shapes of the forms around comments. */
const text = block(10_000).pipe(z.string().min(1, "errors:field.empty"));

export const commentSchema = z.strictObject({
  clause: z.union([id, z.literal("").transform(() => null)]),
  language: contentLanguage,
  type: z.enum(commentTypes),
  stance: z.enum(stances),
  speaksAs: z.union([slug, z.literal("").transform(() => null)]),
  body: text,
  proposal: block(20_000).default(""),
  /** The passage, as it was marked in the clause's rendered text; empty for the whole clause. */
  quote: z.string().max(20_000).default(""),
  start: whole.default(0),
  end: whole.default(0),
  /** The version in which it was read, where that takes no comments any more; empty for this one. */
  readIn: z.string().max(40).default(""),
});

/** The same of a suggestion: a clause as it is to read, with a reason where its author gives one. */
export const suggestSchema = z.strictObject({
  ...commentSchema.omit({ stance: true }).shape,
  clause: id,
  body: block(10_000).default(""),
  proposal: block(20_000).pipe(z.string().min(1, "errors:field.empty")),
});

export const replySchema = z.strictObject({
  language: contentLanguage,
  body: text,
  speaksAs: z.union([slug, z.literal("").transform(() => null)]).optional(),
  /** Sent twice with the same key, it is one reply. */
  key: id.optional(),
});

export const editCommentSchema = z.strictObject({
  comment: id,
  version: whole,
  body: text,
  proposal: block(20_000).default(""),
});

export const reactionSchema = z.strictObject({ comment: id, kind: z.enum(reactions) });
const reason = line(600).pipe(z.string().min(1, "errors:field.empty"));
export const flagSchema = z.strictObject({ comment: id, reason });
/** To hide a comment, or to show it again. */
export const hideSchema = z.strictObject({ comment: id, reason });
export const objectSchema = z.strictObject({
  act: id,
  words: block(2000).pipe(z.string().min(1, "errors:field.empty")),
});
export const restrainSchema = z.strictObject({
  comment: id,
  kind: z.enum(restraintKinds),
  days: wholeFrom(0, 365),
  reason,
});

export const liftSchema = z.strictObject({ address: z.string().regex(/^[0-9a-f]{64}$/), reason });
export const settleFlagSchema = z.strictObject({ comment: id });
/** The same taken back: what was settled at that moment, and nothing else. */
export const reopenFlagSchema = z.strictObject({
  comment: id,
  at: momentOfAct,
});

/** "DRAFT:CLAUSE": a clause of a version, or empty for none. */
const clauseOfVersion = z
  .string()
  .max(100)
  .transform((text, context) => {
    if (text === "") return null;
    const [, draft, named] = /^([^:]+):(.+)$/.exec(text) ?? [];
    const clause = id.safeParse(named);
    if (draft !== undefined && clause.success) return { draft, clause: clause.data as ClauseId };
    context.addIssue({ code: "custom", message: "errors:field.notThere" });
    return z.NEVER;
  });

export const dispositionSchema = z.strictObject({
  decision: z.enum(editorsDecisions),
  reason: block(4000).pipe(z.string().min(1, "errors:field.empty")),
  /** The change that carries it out. */
  change: clauseOfVersion.default(null),
});

export const answerSchema = z.strictObject({ answer: z.enum(dispositionAnswers) });
/** Where a comment belongs, as its lasting address names it. */
export const placeAtSchema = z.strictObject({ draft: z.string().max(40), link: line(500) });
export const placeSchema = z.strictObject({ draft: z.string().max(40), verdict: z.enum(["right", "wrong"]) });
