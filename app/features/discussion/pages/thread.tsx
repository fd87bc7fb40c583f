import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { Follow } from "~/features/comments/ui/Follow";
import { OwnTools } from "~/features/comments/ui/OwnTools";
import { PostPager } from "~/features/comments/ui/PostPager";
import { ReplyForm } from "~/features/comments/ui/ReplyForm";
import { Wordings } from "~/features/comments/ui/Wordings";
import { threadIn } from "~/features/discussion/intents/threadIntents.server";
import { topicIntents, topicNamed } from "~/features/discussion/intents/topicIntents.server";
import { movedFrom } from "~/features/discussion/services/movedFrom.server";
import { readThreadPage } from "~/features/discussion/services/threadPage.server";
import { MaySpeak } from "~/features/discussion/ui/thread/MaySpeak";
import { ModerateThread } from "~/features/discussion/ui/thread/ModerateThread";
import { Moved } from "~/features/discussion/ui/thread/Moved";
import { ThreadAnswers } from "~/features/discussion/ui/thread/ThreadAnswers";
import { TopicPost } from "~/features/discussion/ui/thread/TopicPost";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { topicOf } from "~/features/threads/services/listTopics.server";
import { About } from "~/features/threads/ui/About";
import { ThreadTools } from "~/features/threads/ui/ThreadTools";
import { clausesToName } from "~/features/townhalls/services/clauses.server";
import { CarryForm } from "~/features/townhalls/ui/CarryToDraftForm";
import { acts } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { titleOrBeginning } from "~/kernel/text/cut";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Refused, useAnswer } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "anyone", async (context) => {
  const { deps, language, shared, standing } = context;
  const { process, thread } = await threadIn(context, topicNamed(context));
  const topic = thread && (await topicOf(deps, thread.view.id, language));
  if (!thread || !topic) throw refuse("not_found");
  const { row, view } = thread;
  const { moved, leadsTo } = await movedFrom(
    deps,
    thread,
    wholeNumber(context.url.searchParams.get("post") ?? ""),
  );
  if (leadsTo) throw redirect(context.to(`/p/${process.slug}${leadsTo}`));
  const townhall = row.townhallId ? await townhallOf(deps.db, row.townhallId) : null;
  return {
    ...(await readThreadPage(context, thread)),
    // What was asked at a meeting has no title: its first words stand for it.
    topic: { ...topic, title: view.hidden === null ? titleOrBeginning(topic.title, row.body) : "" },
    answer: row.answerId as string | null,
    moved,
    // What was asked at a townhall can be made a comment on the text.
    carry:
      standing.organizer && row.kind === "question" && townhall
        ? {
            ...(await shared(clausesToName, process, townhall.draftId)),
            shown: townhall.display?.kind === "clause" ? townhall.display.clause : null,
          }
        : null,
  };
});

export const action = acts(inProcess, "signed-in", topicIntents);

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
  const split = useAnswer("split");
  const carried = useAnswer("carry");
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/threads`}>{t("discussion:threads.title")}</PageLink> ›{" "}
        <PageLink to={`${base}/threads?category=${topic.category ?? "general"}`}>
          {t(`threads:category.${topic.category ?? "general"}`)}
        </PageLink>
      </Crumbs>
      <h1 dir="auto">{topic.title || t("discussion:threads.hidden")}</h1>
      <p className="lead">
        <About base={base} topic={topic} />
        {topic.isPinned && <span className="tag">{t("threads:pinned")}</span>}{" "}
        {topic.isClosed && <span className="tag">{t("threads:closed")}</span>}{" "}
        {topic.isAnswered && <span className="tag">{t("threads:answered")}</span>}
      </p>
      <ThreadAnswers base={base} of={answered} />
      <Refused intent="split" />
      <Refused intent="carry" />
      {split?.ok && (
        <p className="notice" role="status" data-answer="">
          <PageLink to={`${base}/threads/${(split.value as { number: number }).number}`}>
            {t("discussion:threads.tools.splitDone")}
          </PageLink>
        </p>
      )}
      {carried?.ok && (
        <p className="notice" role="status" data-answer="">
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
              <TopicPost
                key={reply.id}
                data={data}
                reply={reply}
                base={base}
                here={here}
                isAnswer={reply.id === data.answer}
              />
            ))}
            <Moved base={base} moved={data.moved} />
            <PostPager here={here} page={data.page} pages={data.pages} />
            {topic.isClosed ? (
              <p className="quiet">{t("errors:code.thread_closed")}</p>
            ) : (
              data.maySpeak && comment.hidden === null && <ReplyForm quoted="" />
            )}
            <MaySpeak data={data} here={here} signIn={t("discussion:threads.signIn")} />
          </section>
        </div>
        <aside>
          {data.frequency && <Follow processId={data.processId} frequency={data.frequency} />}
          <p className="small no-print">
            <a href={`${base}/feeds/thread-${topic.number}.atom`}>{t("drafts:feed")}</a>
          </p>
          {data.isOrganizer && <ThreadTools topic={topic} />}
          {data.mayModerate && (
            <section className="note no-print" aria-labelledby="moderate">
              <ModerateThread comment={comment} isOrganizer={data.isOrganizer} />
            </section>
          )}
        </aside>
      </div>
    </>
  );
}
