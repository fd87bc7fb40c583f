import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readerOf } from "~/features/comments/services/commentViews.server";
import { readCursor } from "~/features/comments/services/readComments.server";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { takesComments } from "~/features/discussion/intents/commentIntent.server";
import { readClausePage } from "~/features/discussion/services/clausePage.server";
import { ClauseMeetings } from "~/features/discussion/ui/draft/ClauseMeetings";
import { WriteOnClause } from "~/features/discussion/ui/draft/WriteOnClause";
import { readSpan } from "~/features/drafts/domain/shortLink";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { ClauseLinks } from "~/features/drafts/ui/ClauseLinks";
import { ClauseText, StabilityMark } from "~/features/drafts/ui/ClauseText";
import { ReadInLinks } from "~/features/drafts/ui/ReadInLinks";
import { WhyList } from "~/features/drafts/ui/Why";
import { inProcess } from "~/features/membership/registrations/place.server";
import { TopicList } from "~/features/threads/ui/TopicList";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { id } from "~/kernel/fields";
import type { ClauseId } from "~/kernel/ids";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Saved } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Html, UserText } from "~/ui/text/Html";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "anyone", async (context) => {
  const { actor, deps, language, params, process, standing, url } = context;
  const draft = await findDraft(deps, process, params.draft, standing.organizer);
  const clauseId = id.safeParse(params.clause).data as ClauseId | undefined;
  if (!draft || !clauseId) throw refuse("not_found");
  const after = readCursor(url.searchParams.get("after"));
  const read = await readClausePage(context, draft, clauseId, readerOf(context), {
    after,
    chapters: pageAsked(url, "story"),
    passage: readSpan(`${url.searchParams.get("from")}-${url.searchParams.get("to")}`),
  });
  if (!read) throw refuse("not_found");
  return {
    slug: process.slug,
    process: localize(process.title, language),
    sourceLanguage: process.sourceLanguage,
    ...read,
    isSignedIn: actor !== null && !standing.suspended,
    isSilenced: standing.silenced,
  };
});

export const action = takesComments();

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.clause?.number ?? ""} · ${data?.label ?? ""} · Codraft` },
];

export default function ClausePage() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/drafts/${data.label}/clauses/${data.clauseId}`;
  const mayWrite = data.isOpen && data.isSignedIn && !data.isSilenced && data.clause !== null;
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
      <ReadInLinks here={here} readIn={data.readIn} />
      <Saved intent="comment">{t("comments:made")}</Saved>
      <Saved intent="suggest">{t("suggestions:made")}</Saved>
      {data.clause && (
        <div className="section draft-text">
          <ClauseText clause={data.clause} to={here} sourceLanguage={data.sourceLanguage} isAlone>
            <p className="quiet small">
              {t(`drafts:kind.${data.clause.kind}`)} · <StabilityMark stability={data.clause.stability} />
              {mayWrite && (
                <>
                  {" "}
                  · <PageLink to={`${here}#write`}>{t("discussion:comments.do")}</PageLink> ·{" "}
                  <PageLink to={`${here}#suggest`}>{t("suggestions:do")}</PageLink>
                </>
              )}
            </p>
            {data.isPublic && <ClauseLinks slug={data.slug} label={data.label} clause={data.clauseId} />}
          </ClauseText>
        </div>
      )}
      {data.suggested && (
        <section className="section" aria-labelledby="suggested">
          <h2 id="suggested">{t("suggestions:inText.title")}</h2>
          <p className="quiet small">
            {t("suggestions:inText.shown", { count: data.suggested.shown })}
            {data.suggested.rivals > 0 && (
              <> {t("suggestions:inText.rivals", { count: data.suggested.rivals })}</>
            )}
          </p>
          <Html html={data.suggested.html} language={data.sourceLanguage} />
        </section>
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
        <Pager {...data.told} name="story" part="story" />
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
      <ClauseMeetings base={base} meetings={data.meetings} />
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
        {data.isSignedIn && !data.isSilenced && (
          <WriteOnClause
            data={data}
            base={base}
            here={here}
            mayWrite={mayWrite}
            hasText={data.clause !== null && data.clause.kind !== "section"}
          />
        )}
        {!data.isOpen && <p className="quiet small">{t("discussion:comments.closed")}</p>}
      </section>
    </>
  );
}
