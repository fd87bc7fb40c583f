import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { answerSchema, dispositionSchema, placeSchema } from "~/features/comments/contracts/comments";
import { earlierWordings } from "~/features/comments/services/commentViews.server";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { Follow } from "~/features/comments/ui/Follow";
import { Moderate } from "~/features/comments/ui/Moderate";
import { OwnTools } from "~/features/comments/ui/OwnTools";
import { PostPager } from "~/features/comments/ui/PostPager";
import { ReplyForm } from "~/features/comments/ui/ReplyForm";
import { Wordings } from "~/features/comments/ui/Wordings";
import { onThread, threadIn, threadIntents } from "~/features/discussion/intents/threadIntents.server";
import { changesToCite } from "~/features/evidence/services/changesToCite.server";
import { answerDisposition, disposeOf, judgePlace } from "~/features/evidence/services/dispose.server";
import { clauseTitle, shapedBy } from "~/features/evidence/services/evidence.server";
import { Dispose } from "~/features/evidence/ui/Dispose";
import { ShapedClauses } from "~/features/evidence/ui/ShapedClauses";
import { type InProcess, inProcess } from "~/features/membership/registrations/place.server";
import { frequencyOf } from "~/features/notices/services/readNotices.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { acts } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { ClauseId } from "~/kernel/ids";
import { localize } from "~/kernel/language/localized";
import { Refused, Saved, Submit, useAnswer } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

/** The comment of the address; what is no id names none. */
const named = ({ params }: InProcess) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(params.comment ?? "")
    ? { id: params.comment as string }
    : null;

export const loader = reads(inProcess, "anyone", async (context) => {
  const { actor, deps, language, shared, standing } = context;
  const { process, thread } = await threadIn(context, named(context));
  if (!thread) throw refuse("not_found");
  const { row, view, replies, places, page, pages } = thread;
  // Topics and questions are read at an address of their own.
  if (view.kind !== "comment") throw redirect(context.to(`/p/${process.slug}/threads/${view.number}`));
  const { groups } = await shared(processTerms, process.id);
  // Who is suspended reads as visitors do.
  const reader = standing.suspended ? null : actor;
  return {
    slug: process.slug,
    processId: process.id,
    process: localize(process.title, language),
    comment: view,
    replies,
    page,
    pages,
    places,
    wordings: await earlierWordings(deps, row),
    shaped: (await shapedBy(deps.db, { comment: row.id }, standing.organizer)).map(clauseTitle),
    groups: Object.fromEntries(groups.map(({ key, title }) => [key, localize(title, language).text])),
    isOrganizer: standing.organizer,
    isSignedIn: reader !== null,
    maySpeak: reader !== null && !standing.silenced,
    frequency: reader ? await frequencyOf(deps, reader, process.id, row.id) : null,
    changes: standing.organizer ? await changesToCite(deps, process) : [],
    answerBy: view.disposition?.answerBy ?? null,
  };
});

export const action = acts(inProcess, "signed-in", {
  ...threadIntents(named),
  answer: onThread(named, answerSchema, (deps, actor, process, comment, { answer }) =>
    answerDisposition(deps, actor, process, comment, answer),
  ),
  dispose: onThread(
    named,
    dispositionSchema,
    (deps, actor, process, comment, { decision, reason, change }) => {
      const at = change.lastIndexOf(":");
      const carriedOut =
        at > 0 ? { draft: change.slice(0, at), clause: change.slice(at + 1) as ClauseId } : null;
      return disposeOf(deps, actor, process, comment, { decision, reason, carriedOut });
    },
    "organizer",
  ),
  place: onThread(
    named,
    placeSchema,
    (deps, actor, process, comment, { draft, verdict }) =>
      judgePlace(deps, actor, process, comment, draft, verdict),
    "organizer",
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.comment.label ?? ""} #${data?.comment.number ?? ""} · Codraft` },
];

export default function CommentPage() {
  const data = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const { comment } = data;
  const base = `/p/${data.slug}`;
  const { label } = comment;
  const faq = useAnswer("faq");
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
      {(
        [
          "reply",
          "edit",
          "react",
          "flag",
          "answer",
          "follow",
          "dispose",
          "place",
          "hide",
          "restore",
          "restrain",
        ] as const
      ).map((one) => (
        <div key={one}>
          <Refused intent={one} />
          <Saved intent={one}>
            {one === "flag" ? t("endorsements:comments.flagged") : t("common:saved")}
          </Saved>
        </div>
      ))}
      {faq?.ok && (
        <p className="notice" role="status">
          <PageLink to={`${base}/manage/faq?entry=${(faq.value as { number: number }).number}`}>
            {t("discussion:comments.faqMade")}
          </PageLink>
        </p>
      )}
      <div className="cols section">
        <div>
          <CommentCard base={base} comment={comment} groups={data.groups} isAlone>
            <OwnTools comment={comment} maySpeak={data.maySpeak} />
          </CommentCard>
          <Wordings wordings={data.wordings} language={comment.language} />
          {comment.disposition && comment.mine && (
            <section className="note" aria-labelledby="answer">
              <h2 id="answer">{t("discussion:comments.answer.title")}</h2>
              <p>
                {t("discussion:comments.answer.lead")} {data.answerBy && <Day at={data.answerBy} />}
              </p>
              <PostForm className="actions">
                <input type="hidden" name="intent" value="answer" />
                <button type="submit" name="answer" value="satisfied" className="btn">
                  {t("comments:state.satisfied")}
                </button>
                <button type="submit" name="answer" value="not-satisfied" className="btn q">
                  {t("comments:state.not-satisfied")}
                </button>
              </PostForm>
            </section>
          )}
          <section className="section" aria-labelledby="replies">
            <h2 id="replies">{t("discussion:comments.repliesTitle")}</h2>
            {data.replies.length === 0 && <p className="quiet">{t("discussion:comments.noReplies")}</p>}
            {data.replies.map((reply) => (
              <CommentCard key={reply.id} base={base} comment={reply} groups={data.groups} isAlone>
                <OwnTools comment={reply} maySpeak={data.maySpeak} />
                {data.isOrganizer && <Moderate comment={reply} />}
              </CommentCard>
            ))}
            <PostPager here={`${base}/comments/${comment.id}`} page={data.page} pages={data.pages} />
            {data.maySpeak && comment.hidden === null && (
              <ReplyForm place={comment.id} quoted={comment.hidden === null ? comment.quote : ""} />
            )}
            {!data.isSignedIn && (
              <SignInLink back={`${base}/comments/${comment.id}`} className="btn q mini">
                {t("discussion:comments.signIn")}
              </SignInLink>
            )}
            {data.isSignedIn && !data.maySpeak && <p className="quiet">{t("errors:code.restrained")}</p>}
          </section>
        </div>
        <aside>
          {data.places.length > 0 && (
            <section className="note" aria-labelledby="places">
              <h2 id="places">{t("discussion:comments.place.title")}</h2>
              <ul className="clean">
                {data.places.map((place) => (
                  <li key={place.label}>
                    <PageLink
                      to={
                        place.clauseId
                          ? `${base}/drafts/${place.label}/clauses/${place.clauseId}`
                          : `${base}/drafts/${place.label}`
                      }
                    >
                      <bdi>{place.label}</bdi>
                    </PageLink>
                    : {t(`discussion:comments.match.${place.match}`)}
                    {place.match === "approximate" && ` ${format.percent(place.confidence / 1000)}`}
                    {place.quote && <blockquote className="comment-quote">{place.quote}</blockquote>}
                    {data.isOrganizer && place.match === "approximate" && !place.confirmedAt && (
                      <PostForm className="actions">
                        <input type="hidden" name="intent" value="place" />
                        <input type="hidden" name="draft" value={place.label} />
                        <button type="submit" name="verdict" value="right" className="btn mini">
                          {t("discussion:comments.place.right")}
                        </button>
                        <button type="submit" name="verdict" value="wrong" className="btn q mini">
                          {t("discussion:comments.place.wrong")}
                        </button>
                      </PostForm>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {data.shaped.length > 0 && (
            <section className="note" aria-labelledby="shaped">
              <h2 id="shaped">{t("results:drafts.shaped")}</h2>
              <ShapedClauses base={base} clauses={data.shaped} />
            </section>
          )}
          {data.frequency && <Follow processId={data.processId} frequency={data.frequency} />}
          {data.isOrganizer && (
            <>
              <Dispose changes={data.changes} />
              <section className="note" aria-labelledby="moderate">
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
