import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { passagesOf } from "~/features/comments/services/commentViews.server";
import { commentsIn, readCursor } from "~/features/comments/services/readComments.server";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { CommentForm } from "~/features/comments/ui/CommentForm";
import { takesComments } from "~/features/discussion/intents/commentIntent.server";
import { clauseRows, findDraft } from "~/features/drafts/services/findDraft.server";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import { ClauseText, StabilityMark } from "~/features/drafts/ui/ClauseText";
import { WhyList } from "~/features/drafts/ui/Why";
import { storyOf } from "~/features/evidence/services/story.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import { faqOn } from "~/features/faq/services/listFaq.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { listTopics } from "~/features/threads/services/listTopics.server";
import { TopicList } from "~/features/threads/ui/TopicList";
import { townhallsAbout } from "~/features/townhalls/services/clauses.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { ClauseId } from "~/kernel/ids";
import { localize } from "~/kernel/language/localized";
import { nowAgainst } from "~/platform/clock.server";
import { compareCached } from "~/platform/rendered.server";
import { Saved } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Html, UserText } from "~/ui/text/Html";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

const commentsPerPage = 50;
const topicsShown = 10;

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, params, process, shared, standing, url }) => {
    const draft = await findDraft(deps, process, params.draft, standing.organizer);
    const clauseId = z.uuid().safeParse(params.clause).data as ClauseId | undefined;
    if (!draft || !clauseId) throw refuse("not_found");
    const story = await shared(storyOf, process, clauseId, standing.organizer);
    const rows = await clauseRows(deps.db, draft.id);
    const at = rows.findIndex((one) => one.clauseId === clauseId);
    const row = rows[at] ?? null;
    if (story.length === 0) throw refuse("not_found");
    const reader = { actor: standing.suspended ? null : actor, isOrganizer: standing.organizer };
    const after = readCursor(url.searchParams.get("after"));
    const [shown, names, { groups }, meetings, threads] = await Promise.all([
      commentsIn(deps, draft, reader, { clause: clauseId }, after, commentsPerPage),
      shared(resultNames, process, language),
      shared(processTerms, process.id),
      townhallsAbout(deps.db, clauseId),
      listTopics(deps, process, language, { clause: clauseId }, null, topicsShown),
    ]);
    const passages = passagesOf(shown.comments);
    const views = await readClauses(deps, process, draft, language, {
      withSource: true,
      passages,
      page: at < 0 ? [0, 0] : [at, at + 1],
    });
    return {
      slug: process.slug,
      process: localize(process.title, language),
      sourceLanguage: process.sourceLanguage,
      label: draft.label,
      clause: views[0] ?? null,
      clauseId,
      text: row?.body ?? "",
      story: story.map((chapter) => ({
        label: chapter.draft.label,
        publishedAt: chapter.draft.publishedAt,
        what: chapter.what,
        html: compareCached(chapter.bodies.before, chapter.bodies.now, `${chapter.draft.number}-`),
        why: whyViews(chapter.evidence, names.components, language),
      })),
      faq: (await shared(faqOn, process, language, clauseId)).map(
        ({ number, question, language: shownIn }) => ({ number, question, language: shownIn }),
      ),
      meetings: meetings.map(({ number, title, startsAt }) => ({
        number,
        title: localize(title, language),
        startsAt,
      })),
      topics: threads.topics,
      comments: shown.comments.map(({ body: _, proposal: __, ...one }) => one),
      next: shown.next,
      groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text })),
      isOpen:
        row !== null &&
        draft.state === "published" &&
        (draft.commentsUntil === null || draft.commentsUntil > nowAgainst(deps, draft.commentsUntil)),
      isSignedIn: actor !== null && !standing.suspended,
      isSilenced: standing.silenced,
    };
  },
);

export const action = takesComments();

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.clause?.number ?? ""} · ${data?.label ?? ""} · Codraft` },
];

export default function ClausePage() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/drafts/${data.label}/clauses/${data.clauseId}`;
  const groupNames = Object.fromEntries(data.groups.map(({ key, title }) => [key, title]));
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/drafts`}>{t("drafts:list.title")}</PageLink> ›{" "}
        <PageLink to={`${base}/drafts/${data.label}#c-${data.clauseId}`}>
          <bdi>{data.label}</bdi>
        </PageLink>
      </Crumbs>
      <h1>
        {data.clause
          ? t("discussion:drafts.clause.title", { number: data.clause.number })
          : t("discussion:drafts.clause.gone", { label: data.label })}
      </h1>
      <Saved intent="comment">{t("comments:made")}</Saved>
      {data.clause && (
        <div className="section draft-text">
          <ClauseText clause={data.clause} to={here} sourceLanguage={data.sourceLanguage} isAlone>
            <p className="quiet small">
              {t(`drafts:kind.${data.clause.kind}`)} · <StabilityMark stability={data.clause.stability} />
            </p>
          </ClauseText>
        </div>
      )}
      <section className="section" aria-labelledby="story">
        <h2 id="story">{t("discussion:drafts.story.title")}</h2>
        <ol className="story">
          {data.story.map((chapter) => (
            <li key={chapter.label}>
              <h3>
                <PageLink to={`${base}/drafts/${chapter.label}`}>
                  <bdi>{chapter.label}</bdi>
                </PageLink>{" "}
                <span className="quiet small">
                  {t(`discussion:drafts.story.${chapter.what}`)}
                  {chapter.publishedAt && (
                    <>
                      {" "}
                      · <Day at={chapter.publishedAt} />
                    </>
                  )}
                </span>
              </h3>
              {chapter.what !== "unchanged" && <Html html={chapter.html} language={data.sourceLanguage} />}
              {(chapter.why.length > 0 || !["unchanged", "introduced"].includes(chapter.what)) && (
                <WhyList base={base} items={chapter.why} />
              )}
            </li>
          ))}
        </ol>
      </section>
      {data.faq.length > 0 && (
        <section className="section" aria-labelledby="faq">
          <h2 id="faq">{t("drafts:faq.title")}</h2>
          <ul className="clean">
            {data.faq.map(({ number, question, language: shownIn }) => (
              <li key={number}>
                <PageLink to={`${base}/faq/${number}`}>
                  <UserText language={shownIn}>{question}</UserText>
                </PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {data.meetings.length > 0 && (
        <section className="section" aria-labelledby="meetings">
          <h2 id="meetings">{t("discussion:townhalls.story")}</h2>
          <ul className="clean">
            {data.meetings.map(({ number, title, startsAt }) => (
              <li key={number}>
                <PageLink to={`${base}/townhalls/${number}`}>
                  {t("townhalls:title", { number })}: <Content view={title} />
                </PageLink>{" "}
                <span className="quiet small">
                  <Day at={startsAt} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="section" aria-labelledby="threads">
        <h2 id="threads">{t("common:threads.here")}</h2>
        {data.topics.length > 0 && <TopicList base={base} topics={data.topics} />}
        <p>
          <PageLink to={`${base}/threads?about=clause:${data.label}:${data.clauseId}`}>
            {t("reviews:threads.beginHere")}
          </PageLink>
        </p>
      </section>
      <section className="section" aria-labelledby="comments">
        <h2 id="comments">{t("discussion:comments.here")}</h2>
        {data.comments.length === 0 && <p className="quiet">{t("discussion:comments.none")}</p>}
        {data.comments.map((comment) => (
          <CommentCard key={comment.id} base={base} comment={comment} groups={groupNames} />
        ))}
        {data.next && (
          <p>
            <PageLink to={`${here}?after=${data.next}`}>{t("discussion:comments.more")}</PageLink>
          </p>
        )}
        {data.isOpen && !data.isSignedIn && (
          <SignInLink back={here} className="btn q mini">
            {t("discussion:comments.signIn")}
          </SignInLink>
        )}
        {data.isOpen && data.isSilenced && <p className="quiet">{t("errors:code.restrained")}</p>}
        {data.isOpen && data.isSignedIn && !data.isSilenced && data.clause && (
          <div className="note no-print">
            <h3>{t("discussion:comments.do")}</h3>
            <CommentForm
              action={here}
              clause={data.clauseId}
              passage={null}
              text={data.text}
              groups={data.groups}
              place={`${data.label}-${data.clauseId}`}
              shownIn={language}
            />
          </div>
        )}
        {!data.isOpen && <p className="quiet small">{t("discussion:comments.closed")}</p>}
      </section>
    </>
  );
}
