import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  answerSchema,
  dispositionSchema,
  placeAtSchema,
  placeSchema,
} from "~/features/comments/contracts/comments";
import { readerOf } from "~/features/comments/services/commentViews.server";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { Follow } from "~/features/comments/ui/Follow";
import { Moderate } from "~/features/comments/ui/Moderate";
import { OwnTools } from "~/features/comments/ui/OwnTools";
import { PostPager } from "~/features/comments/ui/PostPager";
import { ReplyForm } from "~/features/comments/ui/ReplyForm";
import { Wordings } from "~/features/comments/ui/Wordings";
import { suggestionIntents } from "~/features/discussion/intents/suggestionIntents.server";
import { onThread, threadIn, threadIntents } from "~/features/discussion/intents/threadIntents.server";
import { readThreadPage } from "~/features/discussion/services/threadPage.server";
import { AnswerDisposition } from "~/features/discussion/ui/thread/AnswerDisposition";
import { MaySpeak } from "~/features/discussion/ui/thread/MaySpeak";
import { ModerateThread } from "~/features/discussion/ui/thread/ModerateThread";
import { Places } from "~/features/discussion/ui/thread/Places";
import { SuggestionTools } from "~/features/discussion/ui/thread/SuggestionTools";
import { ThreadAnswers } from "~/features/discussion/ui/thread/ThreadAnswers";
import { changesToCite } from "~/features/evidence/services/changesToCite.server";
import { answerDisposition, disposeOf } from "~/features/evidence/services/dispose.server";
import { clauseTitle, shapedBy } from "~/features/evidence/services/evidence.server";
import { pastDispositions } from "~/features/evidence/services/pastDispositions.server";
import { judgePlace, placeByHand } from "~/features/evidence/services/places.server";
import { Dispose } from "~/features/evidence/ui/Dispose";
import { PastDispositions } from "~/features/evidence/ui/PastDispositions";
import { ShapedClauses } from "~/features/evidence/ui/ShapedClauses";
import { type InProcess, inProcess } from "~/features/membership/registrations/place.server";
import { rivalsOf } from "~/features/suggestions/services/rivals.server";
import { readSuggestion } from "~/features/suggestions/services/suggestionPage.server";
import { acts } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { isId } from "~/kernel/ids";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

/** The comment of the address; what is no id names none. */
const named = ({ params }: InProcess) =>
  isId(params.comment ?? "") ? { id: params.comment as string } : null;

export const loader = reads(inProcess, "anyone", async (context) => {
  const { deps, shared, standing } = context;
  const { process, thread } = await threadIn(context, named(context));
  if (!thread) throw refuse("not_found");
  const { row, view, places } = thread;
  // Topics and questions are read at an address of their own.
  if (view.kind !== "comment") throw redirect(context.to(`/p/${process.slug}/threads/${view.number}`));
  const page = await readThreadPage(context, thread);
  const asked = { ...context, reader: readerOf(context).actor, isOrganizer: standing.organizer };
  return {
    ...page,
    sourceLanguage: process.sourceLanguage,
    suggestion: await readSuggestion(asked, row),
    rivals: await rivalsOf(deps, row),
    places,
    shaped: (await shapedBy(deps.db, { comment: row.id }, standing.organizer)).map(clauseTitle),
    changes: standing.organizer ? await shared(changesToCite, process) : [],
    answerBy: view.disposition?.answerBy ?? null,
    past: await pastDispositions(deps, row),
  };
});

export const action = acts(inProcess, "signed-in", {
  ...threadIntents(named),
  ...suggestionIntents(named),
  answer: onThread(
    named,
    answerSchema,
    (deps, actor, process, comment, { answer }) => answerDisposition(deps, actor, process, comment, answer),
    "speaker",
  ),
  dispose: onThread(
    named,
    dispositionSchema,
    (deps, actor, process, comment, { change: carriedOut, ...said }) =>
      disposeOf(deps, actor, process, comment, { ...said, carriedOut }),
    "organizer",
  ),
  place: onThread(
    named,
    placeSchema,
    (deps, actor, process, comment, { draft, verdict }) =>
      judgePlace(deps, actor, process, comment, { draftLabel: draft, verdict }),
    "organizer",
  ),
  placeAt: onThread(named, placeAtSchema, placeByHand, "organizer"),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.comment.label ?? ""} #${data?.comment.number ?? ""} · Codraft` },
];

const answered = [
  "reply",
  "edit",
  "react",
  "flag",
  "answer",
  "follow",
  "dispose",
  "place",
  "placeAt",
  "hide",
  "restore",
  "restrain",
] as const;

export default function CommentPage() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { comment } = data;
  const base = `/p/${data.slug}`;
  const { label } = comment;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/drafts/${label}`}>
          <bdi>{label}</bdi>
        </PageLink>{" "}
        › <PageLink to={`${base}/drafts/${label}/comments`}>{t("discussion:comments.listShort")}</PageLink>
      </Crumbs>
      <h1>{t("drafts:comment.title", { number: comment.number ?? 0, label })}</h1>
      <p className="lead">
        {comment.madeAt ? (
          <PageLink to={`${base}/drafts/${label}/clauses/${comment.madeAt}`}>
            {t("discussion:comments.atClause")}
          </PageLink>
        ) : (
          <PageLink to={`${base}/drafts/${label}`}>{t("discussion:comments.atDraft")}</PageLink>
        )}
      </p>
      <ThreadAnswers base={base} of={answered} />
      <div className="cols section">
        <div>
          <CommentCard base={base} comment={comment} groups={data.groups} isAlone>
            <OwnTools comment={comment} maySpeak={data.maySpeak} />
          </CommentCard>
          <Wordings wordings={data.wordings} language={comment.language} />
          {comment.disposition && comment.mine && <AnswerDisposition until={data.answerBy} />}
          <PastDispositions
            past={data.past}
            version={comment.version}
            isOpen={comment.disposition === null}
          />
          <section className="section" aria-labelledby="replies">
            <h2 id="replies">{t("discussion:comments.repliesTitle")}</h2>
            {data.replies.length === 0 && <p className="quiet">{t("discussion:comments.noReplies")}</p>}
            {data.replies.map((reply) => (
              <CommentCard key={reply.id} base={base} comment={reply} groups={data.groups} isAlone>
                <OwnTools comment={reply} maySpeak={data.maySpeak} />
                {data.mayModerate && <Moderate comment={reply} />}
              </CommentCard>
            ))}
            <PostPager here={`${base}/comments/${comment.id}`} page={data.page} pages={data.pages} />
            {data.maySpeak && comment.hidden === null && (
              <ReplyForm quoted={comment.hidden === null ? comment.quote : ""} />
            )}
            <MaySpeak
              data={data}
              here={`${base}/comments/${comment.id}`}
              signIn={t("discussion:comments.signIn")}
            />
          </section>
        </div>
        <aside>
          {data.suggestion && <SuggestionTools base={base} data={data} suggestion={data.suggestion} />}
          <Places base={base} places={data.places} isOrganizer={data.isOrganizer} />
          {data.shaped.length > 0 && (
            <section className="note" aria-labelledby="shaped">
              <h2 id="shaped">{t("results:drafts.shaped")}</h2>
              <ShapedClauses base={base} clauses={data.shaped} />
            </section>
          )}
          {data.frequency && <Follow processId={data.processId} frequency={data.frequency} />}
          {data.isOrganizer && !data.suggestion && <Dispose changes={data.changes} />}
          {data.mayModerate && (
            <section className="note" aria-labelledby="moderate">
              <ModerateThread comment={comment} isOrganizer={data.isOrganizer} />
            </section>
          )}
        </aside>
      </div>
    </>
  );
}
