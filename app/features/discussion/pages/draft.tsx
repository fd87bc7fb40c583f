import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { passagesOf } from "~/features/comments/services/commentViews.server";
import {
  commentCounts,
  commentsIn,
  countLost,
  lostComments,
  readCursor,
} from "~/features/comments/services/readComments.server";
import { CommentCard } from "~/features/comments/ui/CommentCard";
import { CommentForm } from "~/features/comments/ui/CommentForm";
import { SelectToComment } from "~/features/comments/ui/SelectToComment";
import { takesComments } from "~/features/discussion/intents/commentIntent.server";
import { draftOutline } from "~/features/discussion/services/draftOutline.server";
import { Pager } from "~/features/discussion/ui/Pager";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { readClauses } from "~/features/drafts/services/readDraft.server";
import { translationProgress } from "~/features/drafts/services/translations.server";
import { ClauseText } from "~/features/drafts/ui/ClauseText";
import { WhyLine } from "~/features/drafts/ui/Why";
import { changesInWords } from "~/features/evidence/services/changeCounts.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { processTerms } from "~/features/workgroups/services/processTerms.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { languageNames } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { nowAgainst } from "~/platform/clock.server";
import { Saved } from "~/ui/forms/forms";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content, Hash } from "~/ui/text/text";

const commentsPerPage = 30;
const clausesPerPage = 150;

export const loader = reads(
  onDraft,
  "anyone",
  async ({ actor, deps, language, process, shared, standing, url, draft }) => {
    const reader = { actor: standing.suspended ? null : actor, isOrganizer: standing.organizer };
    const page = Math.max(1, Number(url.searchParams.get("page")) || 1);
    const after = readCursor(url.searchParams.get("after"));
    const [shown, counts, lost, lostCount, names, { groups }] = await Promise.all([
      commentsIn(deps, draft, reader, {}, after, commentsPerPage),
      shared(commentCounts, draft),
      lostComments(deps, draft, reader),
      shared(countLost, draft),
      shared(resultNames, process, language),
      shared(processTerms, process.id),
    ]);
    const passages = passagesOf(shown.comments);
    const withSource = url.searchParams.get("source") === "beside";
    const from = (page - 1) * clausesPerPage;
    const clauses = await readClauses(deps, process, draft, language, {
      withSource,
      passages,
      page: [from, from + clausesPerPage],
    });
    const { total, evidence } = await shared(draftOutline, draft.id);
    const isOpen =
      draft.state === "published" &&
      (draft.commentsUntil === null || draft.commentsUntil > nowAgainst(deps, draft.commentsUntil));
    return {
      slug: process.slug,
      process: localize(process.title, language),
      sourceLanguage: process.sourceLanguage,
      draft: {
        label: draft.label,
        state: draft.state,
        publishedAt: draft.publishedAt,
        commentsUntil: draft.commentsUntil,
        textHash: draft.textHash,
        note: localize(draft.note, language),
      },
      clauses,
      pages: Math.ceil(total / clausesPerPage),
      page,
      withSource,
      why: whyViews(evidence, names.components, language),
      comments: shown.comments.map(({ body: _, proposal: __, ...one }) => one),
      next: shown.next,
      counts,
      lostCount,
      lost: lost.slice(0, commentsPerPage).map(({ body: _, proposal: __, ...one }) => one),
      groups: groups.map(({ key, title }) => ({ key, title: localize(title, language).text })),
      isOpen,
      isSignedIn: actor !== null && !standing.suspended,
      isSilenced: standing.silenced,
      changes: await shared(changesInWords, draft),
      progress: await shared(translationProgress, process, draft),
    };
  },
);

export const action = takesComments();

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.draft.label ?? ""} · ${data?.process.text ?? ""} · Codraft` },
  ...(data
    ? [
        {
          tagName: "link",
          rel: "alternate",
          type: "application/atom+xml",
          href: `/p/${data.slug}/feeds/comments-${data.draft.label}.atom`,
        },
      ]
    : []),
];

export default function Draft() {
  const data = useLoaderData<typeof loader>();
  const { t, format, language } = useWords();
  const { draft, clauses, counts, changes } = data;
  const base = `/p/${data.slug}`;
  const here = `${base}/drafts/${draft.label}`;
  const groupNames = Object.fromEntries(data.groups.map(({ key, title }) => [key, title]));
  const own = data.progress.find((one) => one.language === language);
  const mayComment = data.isOpen && data.isSignedIn && !data.isSilenced;
  const text = (
    <>
      {clauses.map((clause) => (
        <ClauseText
          key={clause.id}
          clause={clause}
          to={`${here}/clauses/${clause.id}`}
          sourceLanguage={data.sourceLanguage}
        >
          <WhyLine base={base} items={data.why.filter(({ clauseId }) => clauseId === clause.id)} />
          {clause.kind !== "section" && (
            <p className="clause-foot no-print">
              <PageLink to={`${here}/clauses/${clause.id}`}>
                {ownValue(counts.byClause, clause.id)
                  ? t("discussion:comments.count", { count: ownValue(counts.byClause, clause.id) })
                  : data.isOpen
                    ? t("discussion:comments.do")
                    : t("discussion:drafts.clause.story")}
              </PageLink>
            </p>
          )}
        </ClauseText>
      ))}
    </>
  );
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/drafts`}>{t("drafts:list.title")}</PageLink> › <bdi>{draft.label}</bdi>
      </Crumbs>
      <h1>{t("discussion:drafts.title", { label: draft.label })}</h1>
      <p className="lead">
        {t(`discussion:drafts.stateLong.${draft.state}`)}{" "}
        {draft.publishedAt && (
          <>
            {t("drafts:published")} <Day at={draft.publishedAt} />.{" "}
          </>
        )}
        {draft.commentsUntil && (
          <>
            {data.isOpen ? t("discussion:drafts.commentsClose") : t("discussion:drafts.commentsClosed")}{" "}
            {data.isOpen ? <Moment at={draft.commentsUntil} /> : <Day at={draft.commentsUntil} />}.{" "}
          </>
        )}
        {changes && (
          <>
            {t("discussion:drafts.comparedWith")}{" "}
            <PageLink to={`${base}/compare/${changes.before}/${draft.label}`}>
              <bdi>{changes.before}</bdi>
            </PageLink>
            : {format.list(changeList(changes.counts, t))}
            {changes.unexplained === 0
              ? `, ${t("discussion:drafts.allExplained")}.`
              : `; ${t("discussion:drafts.unexplained", { count: changes.unexplained })}.`}
          </>
        )}
      </p>
      {draft.note.text && (
        <p className="notice measure">
          <Content view={draft.note} marks />
        </p>
      )}
      {data.lostCount > 0 && (
        <p className="notice warn measure">
          <a href="#lost">{t("discussion:comments.lost.notice", { count: data.lostCount })}</a>
        </p>
      )}
      <Saved intent="comment">{t("comments:made")}</Saved>
      {own && own.reviewed < own.units && (
        <p className="quiet small">
          {t("discussion:drafts.translation.partly", { reviewed: own.reviewed, units: own.units })}
        </p>
      )}
      {language !== data.sourceLanguage && (
        <p className="small no-print">
          <PageLink to={data.withSource ? here : `${here}?source=beside`}>
            {data.withSource
              ? t("discussion:drafts.translation.hideSource")
              : t("discussion:drafts.translation.showSource", {
                  language: languageNames[data.sourceLanguage as "en"],
                })}
          </PageLink>
        </p>
      )}
      {clauses.length === 0 && <p className="section quiet">{t("discussion:drafts.empty")}</p>}
      <div className="cols section">
        <div className="draft-text">
          {mayComment ? (
            <SelectToComment
              form={({ clause, language: shownIn, ...passage }) => (
                <CommentForm
                  action={here}
                  clause={clause}
                  passage={passage}
                  text=""
                  groups={data.groups}
                  place={`${draft.label}-${clause}-${passage.start}`}
                  shownIn={shownIn}
                />
              )}
            >
              {text}
            </SelectToComment>
          ) : (
            text
          )}
          <Pager
            here={here}
            page={data.page}
            pages={data.pages}
            words={[t("drafts:previousPage"), t("drafts:nextPage")]}
          />
        </div>
        <aside>
          <section className="note no-print" aria-labelledby="about">
            <h2 id="about">{t("discussion:drafts.about")}</h2>
            <ul className="clean">
              <li>
                <PageLink to={`${here}/comments`}>
                  {t("discussion:comments.count", { count: counts.total })}
                </PageLink>
                {counts.openObjections > 0 && (
                  <> · {t("discussion:comments.openObjections", { count: counts.openObjections })}</>
                )}
                {(counts.byState.open ?? 0) > 0 && (
                  <> · {t("discussion:comments.openCount", { count: counts.byState.open ?? 0 })}</>
                )}
              </li>
              <li>
                <a href={`${here}/files/draft.md`} download>
                  {t("drafts:markdown")}
                </a>{" "}
                ·{" "}
                <a href={`${here}/files/comments.csv`} download>
                  {t("discussion:comments.csv")}
                </a>
              </li>
              <li>
                <PageLink to={`${base}/threads?about=draft:${draft.label}`}>
                  {t("common:threads.here")}
                </PageLink>
              </li>
              {draft.textHash && (
                <li>
                  {t("discussion:drafts.hash")} <Hash value={draft.textHash} />
                </li>
              )}
              {data.progress.map((one) => (
                <li key={one.language}>
                  <bdi lang={one.language}>{languageNames[one.language]}</bdi>:{" "}
                  {t("translation:progress", { reviewed: one.reviewed, units: one.units })}{" "}
                  <PageLink to={`${here}/translate/${one.language}`} className="small">
                    {t("discussion:drafts.translation.open")}
                  </PageLink>
                </li>
              ))}
            </ul>
          </section>
          <h2 className="aside-title">{t("discussion:comments.here")}</h2>
          {data.comments.length === 0 && <p className="quiet small">{t("discussion:comments.none")}</p>}
          {data.comments.map((comment) => (
            <CommentCard key={comment.id} base={base} comment={comment} groups={groupNames} />
          ))}
          {data.next && (
            <p className="no-print">
              <PageLink to={`${here}?after=${data.next}`}>{t("discussion:comments.more")}</PageLink>
            </p>
          )}
          {data.isOpen && !data.isSignedIn && (
            <p className="no-print">
              <SignInLink back={here} className="btn q mini">
                {t("discussion:comments.signIn")}
              </SignInLink>
            </p>
          )}
          {mayComment && (
            <details className="more no-print">
              <summary>{t("discussion:comments.onDraft")}</summary>
              <CommentForm
                action={here}
                clause={null}
                passage={null}
                text=""
                groups={data.groups}
                place={draft.label}
                shownIn={language}
              />
            </details>
          )}
        </aside>
      </div>
      {data.lost.length > 0 && (
        <section className="section" aria-labelledby="lost">
          <h2 id="lost">{t("discussion:comments.lost.title")}</h2>
          <p className="quiet small measure">{t("discussion:comments.lost.lead")}</p>
          {data.lost.map((comment) => (
            <CommentCard key={comment.id} base={base} comment={comment} groups={groupNames} />
          ))}
          {data.lostCount > data.lost.length && (
            <PageLink to={`${here}/comments?text=gone`}>{t("discussion:comments.more")}</PageLink>
          )}
        </section>
      )}
    </>
  );
}

type Counts = Record<string, number>;

function changeList(counts: Counts, t: ReturnType<typeof useWords>["t"]): string[] {
  const parts = (["edited", "moved", "split", "merged", "added", "removed"] as const).flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [t(`discussion:drafts.changes.${kind}`, { count })] : [];
  });
  return parts.length > 0 ? parts : [t("discussion:drafts.changes.none")];
}
