import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { earlierWordings } from "~/features/comments/services/commentViews.server";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { Follow } from "~/features/comments/ui/Follow";
import { Moderate } from "~/features/comments/ui/Moderate";
import { OwnTools } from "~/features/comments/ui/OwnTools";
import { PostPager } from "~/features/comments/ui/PostPager";
import { ReplyForm } from "~/features/comments/ui/ReplyForm";
import { Wordings } from "~/features/comments/ui/Wordings";
import { threadIn, threadIntents } from "~/features/discussion/intents/threadIntents.server";
import { carrySchema } from "~/features/meetings/contracts/meeting";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import { type InProcess, inProcess } from "~/features/membership/registrations/place.server";
import { frequencyOf } from "~/features/notices/services/readNotices.server";
import {
  answerMarkSchema,
  movePostsSchema,
  moveTopicSchema,
  splitSchema,
  switchSchema,
} from "~/features/threads/contracts/threads";
import { topicOf } from "~/features/threads/services/listTopics.server";
import {
  closeTopic,
  markAnswer,
  movePosts,
  moveTopic,
  pinTopic,
  splitTopic,
} from "~/features/threads/services/threadTools.server";
import { About } from "~/features/threads/ui/About";
import { ThreadTools } from "~/features/threads/ui/ThreadTools";
import { carryToClause, targetOf } from "~/features/townhalls/services/carryToDraft.server";
import { clausesToName } from "~/features/townhalls/services/clauses.server";
import { CarryForm } from "~/features/townhalls/ui/CarryToDraftForm";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Refused, Saved, Submit, useAnswer } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { PageLink } from "~/ui/text/PageLink";

/** The topic of the address. */
function named({ params }: InProcess) {
  const topic = wholeNumber(params.thread ?? "");
  return topic === null ? null : { topic };
}

export const loader = reads(inProcess, "anyone", async (context) => {
  const { actor, deps, language, shared, standing } = context;
  const { process, thread } = await threadIn(context, named(context));
  const topic = thread && (await topicOf(deps, thread.view.id, language));
  if (!thread || !topic) throw refuse("not_found");
  const { row, view, replies, page, pages } = thread;
  const { groups } = await shared(processTerms, process.id);
  const reader = standing.suspended ? null : actor;
  const townhall = row.townhallId ? await townhallOf(deps.db, row.townhallId) : null;
  return {
    slug: process.slug,
    processId: process.id,
    process: localize(process.title, language),
    topic: { ...topic, title: view.hidden === null ? topic.title : "" },
    comment: view,
    replies,
    page,
    pages,
    answer: row.answerId as string | null,
    wordings: await earlierWordings(deps, row),
    groups: Object.fromEntries(groups.map(({ key, title }) => [key, localize(title, language).text])),
    isOrganizer: standing.organizer,
    isSignedIn: reader !== null,
    maySpeak: reader !== null && !standing.silenced,
    frequency: reader ? await frequencyOf(deps, reader, process.id, row.id) : null,
    // What was asked at a townhall can be made a comment on the text.
    carry:
      standing.organizer && row.kind === "question" && townhall
        ? {
            ...(await clausesToName(deps, process, townhall.draftId)),
            shown: townhall.display?.kind === "clause" ? townhall.display.clause : null,
          }
        : null,
  };
});

type Tool<Input> = (
  context: InProcess<"signed-in">,
  number: number,
  input: Input,
) => ReturnType<Parameters<typeof intent>[1]>;

/** What is done to the topic of the address, by its number. */
function tool<S extends Parameters<typeof intent>[0]>(
  schema: S,
  run: Tool<S["_zod"]["output"]>,
  need: "organizer" | "speaker" = "organizer",
) {
  return intent(
    schema,
    async (context: InProcess<"signed-in">, input) => {
      const name = named(context);
      if (!name) return { ok: false, error: { code: "not_found" } };
      return run(context, name.topic, input as S["_zod"]["output"]);
    },
    need,
  );
}

export const action = acts(inProcess, "signed-in", {
  ...threadIntents(named),
  pin: tool(switchSchema, ({ deps, actor, process }, number, { on }) =>
    pinTopic(deps, actor, process, number, on === "yes"),
  ),
  close: tool(switchSchema, ({ deps, actor, process }, number, { on }) =>
    closeTopic(deps, actor, process, number, on === "yes"),
  ),
  mark: tool(
    answerMarkSchema,
    ({ deps, actor, process, standing }, number, { post }) =>
      markAnswer(deps, actor, process, number, post, standing.organizer),
    "speaker",
  ),
  move: tool(moveTopicSchema, ({ deps, actor, process }, number, input) =>
    moveTopic(deps, actor, process, number, input),
  ),
  split: tool(splitSchema, ({ deps, actor, process }, number, input) =>
    splitTopic(deps, actor, process, number, input),
  ),
  movePosts: tool(movePostsSchema, ({ deps, actor, process }, number, input) =>
    movePosts(deps, actor, process, number, input),
  ),
  carry: intent(
    carrySchema,
    async (context, { what, clause, stance }) => {
      const { process, thread } = await threadIn(context, named(context));
      const townhallId = thread?.row.townhallId;
      const townhall = townhallId ? await townhallOf(context.deps.db, townhallId) : null;
      const target = targetOf(clause);
      if (!townhall || !target || what !== `question:${thread?.view.id}`)
        return { ok: false, error: { code: "not_found" } };
      const said = { what, ...target, stance };
      return carryToClause(context.deps, context.actor, process, townhall, said);
    },
    "organizer",
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.topic.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
  ...(data
    ? [
        {
          tagName: "link",
          rel: "alternate",
          type: "application/atom+xml",
          href: `/p/${data.slug}/feeds/thread-${data.topic.number}.atom`,
        },
      ]
    : []),
];

const answered = [
  "reply",
  "edit",
  "react",
  "flag",
  "follow",
  "hide",
  "restore",
  "restrain",
  "pin",
  "close",
  "mark",
  "move",
  "movePosts",
] as const;

export default function Thread() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { comment, topic } = data;
  const base = `/p/${data.slug}`;
  const here = `${base}/threads/${topic.number}`;
  const faq = useAnswer("faq");
  const split = useAnswer("split");
  const carried = useAnswer("carry");
  const mayMark = data.maySpeak && (data.isOrganizer || comment.mine);
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/threads`}>{t("discussion:threads.title")}</PageLink> ›{" "}
        <PageLink to={`${base}/threads?category=${topic.category ?? "general"}`}>
          {t(`threads:category.${topic.category ?? "general"}`)}
        </PageLink>
      </Crumbs>
      <h1 dir="auto">{topic.title || t("discussion:threads.question", { number: topic.number })}</h1>
      <p className="lead">
        <About base={base} topic={topic} />
        {topic.isPinned && <span className="tag">{t("threads:pinned")}</span>}{" "}
        {topic.isClosed && <span className="tag">{t("threads:closed")}</span>}{" "}
        {topic.isAnswered && <span className="tag">{t("threads:answered")}</span>}
      </p>
      {answered.map((one) => (
        <div key={one}>
          <Refused intent={one} />
          <Saved intent={one}>
            {one === "flag" ? t("endorsements:comments.flagged") : t("common:saved")}
          </Saved>
        </div>
      ))}
      <Refused intent="split" />
      <Refused intent="carry" />
      {faq?.ok && (
        <p className="notice" role="status">
          <PageLink to={`${base}/manage/faq?entry=${(faq.value as { number: number }).number}`}>
            {t("discussion:comments.faqMade")}
          </PageLink>
        </p>
      )}
      {split?.ok && (
        <p className="notice" role="status">
          <PageLink to={`${base}/threads/${(split.value as { number: number }).number}`}>
            {t("discussion:threads.tools.splitDone")}
          </PageLink>
        </p>
      )}
      {carried?.ok && (
        <p className="notice" role="status">
          <PageLink to={`${base}/comments/${(carried.value as { id: string }).id}`}>
            {t("townhalls:carry.done")}
          </PageLink>
        </p>
      )}
      <div className="cols section">
        <div>
          {(comment.html !== "" || comment.hidden !== null) && (
            <CommentCard base={base} comment={comment} groups={data.groups} isAlone>
              <OwnTools comment={comment} maySpeak={data.maySpeak} />
            </CommentCard>
          )}
          <Wordings wordings={data.wordings} language={comment.language} />
          {data.carry && <CarryForm what={`question:${comment.id}`} choices={data.carry} />}
          <section className="section" aria-labelledby="replies">
            <h2 id="replies">{t("discussion:comments.repliesTitle")}</h2>
            <PostPager here={here} page={data.page} pages={data.pages} />
            {data.replies.length === 0 && <p className="quiet">{t("discussion:comments.noReplies")}</p>}
            {data.replies.map((reply) => (
              <div key={reply.id} className={reply.id === data.answer ? "post is-answer" : "post"}>
                <p className="post-number">
                  <PageLink to={`${here}?post=${reply.post ?? 1}#k-${reply.id}`}>#{reply.post}</PageLink>
                  {reply.id === data.answer && <strong> {t("discussion:threads.theAnswer")}</strong>}
                </p>
                <CommentCard base={base} comment={reply} groups={data.groups} isAlone>
                  <OwnTools comment={reply} maySpeak={data.maySpeak} />
                  {mayMark && reply.hidden === null && (
                    <PostForm className="no-print">
                      <input
                        type="hidden"
                        name="post"
                        value={reply.id === data.answer ? "" : (reply.post ?? "")}
                      />
                      <button type="submit" name="intent" value="mark" className="linklike small">
                        {reply.id === data.answer
                          ? t("discussion:threads.unmark")
                          : t("discussion:threads.mark")}
                      </button>
                    </PostForm>
                  )}
                  {data.isOrganizer && <Moderate comment={reply} />}
                </CommentCard>
              </div>
            ))}
            <PostPager here={here} page={data.page} pages={data.pages} />
            {topic.isClosed ? (
              <p className="quiet">{t("errors:code.thread_closed")}</p>
            ) : (
              data.maySpeak && comment.hidden === null && <ReplyForm place={comment.id} quoted="" />
            )}
            {!data.isSignedIn && (
              <SignInLink back={here} className="btn q mini">
                {t("discussion:threads.signIn")}
              </SignInLink>
            )}
            {data.isSignedIn && !data.maySpeak && <p className="quiet">{t("errors:code.restrained")}</p>}
          </section>
        </div>
        <aside>
          {data.frequency && <Follow processId={data.processId} frequency={data.frequency} />}
          <p className="small no-print">
            <a href={`${base}/feeds/thread-${topic.number}.atom`}>{t("drafts:feed")}</a>
          </p>
          {data.isOrganizer && (
            <>
              <ThreadTools topic={topic} />
              <section className="note no-print" aria-labelledby="moderate">
                <h2 id="moderate">{t("moderation:tools")}</h2>
                <Moderate comment={comment} />
                <PostForm>
                  <input type="hidden" name="comment" value={comment.id} />
                  <Submit intent="faq" kind="q mini">
                    {t("discussion:comments.toFaq")}
                  </Submit>
                </PostForm>
              </section>
            </>
          )}
        </aside>
      </div>
    </>
  );
}
