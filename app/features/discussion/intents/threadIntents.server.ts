import type { z } from "zod";
import {
  editCommentSchema,
  flagSchema,
  hideSchema,
  reactionSchema,
  replySchema,
  restrainSchema,
} from "~/features/comments/contracts/comments";
import { addReply } from "~/features/comments/services/addReply.server";
import { readerOf } from "~/features/comments/services/commentViews.server";
import { editComment, react } from "~/features/comments/services/editComment.server";
import { findThread, type RootName } from "~/features/comments/services/findThread.server";
import { followThread } from "~/features/comments/services/followThread.server";
import { faqFromCommentSchema } from "~/features/faq/contracts/faq";
import { faqFromThread } from "~/features/faq/services/faq.server";
import type { InProcess } from "~/features/membership/registrations/place.server";
import {
  flagComment,
  hideComment,
  restoreComment,
  restrain,
} from "~/features/moderation/services/moderate.server";
import { frequencySchema } from "~/features/notices/contracts/frequency";
import { frequencyOf } from "~/features/notices/services/readNotices.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Intent, intent } from "~/http/action.server";
import type { Need } from "~/kernel/access";
import type { CommentId } from "~/kernel/ids";
import { pageAsked } from "~/kernel/paging";
import type { Actor, Deps } from "~/platform/deps";
import { undoneBy } from "~/ui/forms/undo/undoneBy";

type Answered = ReturnType<Parameters<typeof intent>[1]>;
type Run<Input> = (
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  comment: CommentId,
  input: Input,
) => Answered;

type Moderate = (...asked: Parameters<typeof restoreComment>) => ReturnType<typeof restoreComment>;

const missing = { ok: false, error: { code: "not_found" } } as const;

/** The thread that an address names, with the page of it that is asked for. */
export async function threadIn(context: InProcess, name: RootName | null) {
  const { deps, process, url } = context;
  const post = pageAsked(url, "post");
  return { process, thread: name && (await findThread(deps, process, name, readerOf(context), { post })) };
}

/** What is asked of the root of a thread. */
export function onThread<S extends z.ZodType>(
  nameOf: (context: InProcess) => RootName | null,
  schema: S,
  run: Run<z.infer<S>>,
  need?: Need,
): Intent<InProcess<"signed-in">> {
  const handler = async (context: InProcess<"signed-in">, input: z.infer<S>) => {
    const { process, thread } = await threadIn(context, nameOf(context));
    return thread ? run(context.deps, context.actor, process, thread.view.id, input) : missing;
  };
  return intent(schema, handler, need);
}

/** What can be asked of every thread and of what stands in it: the same for comments and topics. */
export function threadIntents(nameOf: (context: InProcess) => RootName | null) {
  const oneIn = async (context: InProcess<"signed-in">, id: string) => {
    const { process, thread } = await threadIn(context, nameOf(context));
    const all = thread ? [thread.view, ...thread.replies] : [];
    const one = all.find((shown) => shown.id === id);
    return one && { process, id: one.id };
  };
  /** Of one comment or reply on the page that is shown, and of none elsewhere. */
  function onOne<S extends z.ZodType<{ comment: string }>>(
    schema: S,
    run: Run<z.infer<S>>,
    need: Need,
  ): Intent<InProcess<"signed-in">> {
    const handler = async (context: InProcess<"signed-in">, input: z.infer<S>) => {
      const one = await oneIn(context, input.comment);
      return one ? run(context.deps, context.actor, one.process, one.id, input) : missing;
    };
    return intent(schema, handler, need);
  }
  /** The same for what moderators take back at once, with a reason that says so. */
  const moderating = (back: "hide" | "restore", run: Moderate) =>
    intent(
      hideSchema,
      async (context: InProcess<"signed-in">, { comment, reason }) => {
        const { deps, actor, t } = context;
        const one = await oneIn(context, comment);
        if (!one) return missing;
        const done = await run(deps, actor, one.process, one.id, reason);
        return undoneBy(done, back, { comment, reason: t("moderation:undo.reason") });
      },
      "moderator",
    );
  return {
    reply: intent(
      replySchema,
      async (context: InProcess<"signed-in">, input) => {
        const { process, thread } = await threadIn(context, nameOf(context));
        return thread ? addReply(context.deps, context.actor, process, thread.row, input) : missing;
      },
      "speaker",
    ),
    edit: onOne(
      editCommentSchema,
      (deps, actor, process, _, input) => editComment(deps, actor, process, input),
      "speaker",
    ),
    react: onOne(
      reactionSchema,
      (deps, actor, process, comment, { kind }) => react(deps, actor, process, comment, kind),
      "speaker",
    ),
    flag: onOne(
      flagSchema,
      (deps, actor, process, comment, { reason }) => flagComment(deps, actor, process, comment, reason),
      "speaker",
    ),
    follow: onThread(nameOf, frequencySchema, async (deps, actor, process, comment, { frequency }) => {
      const former = await frequencyOf(deps, actor, process.id, comment);
      const followed = await followThread(deps, actor, process, comment, frequency);
      return undoneBy(followed, "follow", { process: process.id, frequency: former });
    }),
    hide: moderating("restore", (deps, actor, process, comment, reason) =>
      hideComment(deps, actor, process, comment, { reason }),
    ),
    restore: moderating("hide", restoreComment),
    restrain: onOne(
      restrainSchema,
      (deps, actor, process, commentId, { kind, days, reason }) =>
        restrain(deps, actor, process, { commentId, kind, days, reason }),
      "moderator",
    ),
    faq: onOne(
      faqFromCommentSchema,
      (deps, actor, process, comment) => faqFromThread(deps, actor, process, comment),
      "organizer",
    ),
  };
}
