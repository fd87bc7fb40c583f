import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { filterAsked } from "~/features/comments/contracts/commentFilter";
import { readerOf } from "~/features/comments/services/commentViews.server";
import { CommentForm } from "~/features/comments/ui/CommentForm";
import { StillWriting } from "~/features/comments/ui/StillWriting";
import { takesComments } from "~/features/discussion/intents/commentIntent.server";
import { readDraftPage } from "~/features/discussion/services/draftPage.server";
import { AboutDraft } from "~/features/discussion/ui/draft/AboutDraft";
import { DraftLead } from "~/features/discussion/ui/draft/DraftLead";
import { DraftText } from "~/features/discussion/ui/draft/DraftText";
import { LostComments } from "~/features/discussion/ui/draft/LostComments";
import { CardBeside } from "~/features/discussion/ui/reading/CardBeside";
import { ClauseKeys } from "~/features/discussion/ui/reading/ClauseKeys";
import { besideOf } from "~/features/discussion/ui/reading/CommentSheet";
import { Outline } from "~/features/discussion/ui/reading/Outline";
import { ReadingBar } from "~/features/discussion/ui/reading/ReadingBar";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { ReadInLinks } from "~/features/drafts/ui/ReadInLinks";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Saved } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { Crumbs } from "~/ui/frame/Crumbs";
import { previewPicture } from "~/ui/frame/head/preview";
import { SignInLink } from "~/ui/frame/SignInLink";
import { useAlive } from "~/ui/frame/useAlive";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Content } from "~/ui/text/text";

export const loader = reads(onDraft, "anyone", async (context) => {
  const { actor, language, process, standing, t, url } = context;
  const shown = await readDraftPage(context, readerOf(context), {
    page: pageAsked(url),
    withSource: url.searchParams.get("source") === "beside",
    withSuggestions: url.searchParams.get("suggestions") === "shown",
    filter: filterAsked(url),
  });
  const { label, note, state } = shown.draft;
  const title = localize(process.title, language);
  return {
    slug: process.slug,
    process: title,
    sourceLanguage: process.sourceLanguage,
    preview: {
      title: `${t("discussion:drafts.title", { label })} · ${title.text}`,
      description: note.text || t(`discussion:drafts.stateLong.${state}`),
      picture: previewPicture(process.slug, `drafts/${label}`),
      alt: t("discussion:preview"),
    },
    ...shown,
    isSignedIn: actor !== null && !standing.suspended,
    isSilenced: standing.silenced,
  };
});

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
  const { t, language } = useWords();
  const nameOf = useLanguageName();
  const { draft } = data;
  const isAlive = useAlive();
  const base = `/p/${data.slug}`;
  const here = `${base}/drafts/${draft.label}`;
  const groupNames = Object.fromEntries(data.groups.map(({ key, title }) => [key, title]));
  const own = data.progress.find((one) => one.language === data.readIn.now);
  const asked: Record<string, string> = data.readIn.now === language ? {} : { in: data.readIn.now };
  const mayWrite = data.isSignedIn && !data.isSilenced;
  const mayComment = data.isOpen && mayWrite;
  const onWhole = besideOf(data, null);
  const closed = data.isOpen ? null : { base, label: draft.label, newest: data.goesOnIn };
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/drafts`}>{t("drafts:list.title")}</PageLink> › <bdi>{draft.label}</bdi>
      </Crumbs>
      <h1>{t("discussion:drafts.title", { label: draft.label })}</h1>
      <DraftLead data={data} base={base} />
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
      {/* With a script it is told over the text, which stays where it is. */}
      {!isAlive && <Saved intent="comment">{t("comments:made")}</Saved>}
      {!isAlive && <Saved intent="suggest">{t("suggestions:made")}</Saved>}
      {own && own.reviewed < own.units && (
        <p className="quiet small">
          {t("discussion:drafts.translation.partly", { reviewed: own.reviewed, units: own.units })}
        </p>
      )}
      <ReadInLinks here={here} readIn={data.readIn} />
      {data.readIn.now !== data.sourceLanguage && (
        <p className="small no-print">
          <PageLink
            to={`${here}?${new URLSearchParams({ ...asked, ...(data.withSource ? {} : { source: "beside" }) })}`}
          >
            {data.withSource
              ? t("discussion:drafts.translation.hideSource")
              : t("discussion:drafts.translation.showSource", {
                  language: nameOf(data.sourceLanguage),
                })}
          </PageLink>
        </p>
      )}
      {data.clauses.length === 0 && <p className="section quiet">{t("discussion:drafts.empty")}</p>}
      <div className="reading">
        <ReadingBar data={data} base={base} here={here} />
        <Outline data={data} />
        <div className="draft-text">
          <DraftText
            data={data}
            base={base}
            here={here}
            mayComment={mayComment && !data.withSuggestions}
            maySpeak={mayWrite}
            groups={groupNames}
            closed={closed}
          />
          {mayComment && <ClauseKeys here={here} />}
          <Pager page={data.page} pages={data.pages} />
        </div>
      </div>
      <div className="cols section">
        <section aria-labelledby="whole">
          <h2 id="whole">{t("discussion:comments.atDraft")}</h2>
          {onWhole.length === 0 && <p className="quiet small">{t("discussion:comments.none")}</p>}
          {onWhole.map((one) => (
            <CardBeside key={one.id} one={one} base={base} groups={groupNames} maySpeak={mayWrite} />
          ))}
          {(ownValue(data.counts.byClause, "") ?? 0) > onWhole.length && (
            <p className="no-print">
              <PageLink to={`${here}/comments`}>{t("discussion:comments.more")}</PageLink>
            </p>
          )}
          {data.isOpen && !data.isSignedIn && (
            <p className="no-print">
              <SignInLink back={here} className="btn q mini">
                {t("discussion:comments.signIn")}
              </SignInLink>
            </p>
          )}
          {mayWrite && (
            <StillWriting key={here} isOpen={data.isOpen} place={draft.label} intent="comment">
              <details className="more no-print">
                <summary>{t("discussion:comments.onDraft")}</summary>
                <CommentForm
                  action={here}
                  clause={null}
                  passage={null}
                  groups={data.groups}
                  place={draft.label}
                  shownIn={language}
                  closed={closed}
                />
              </details>
            </StillWriting>
          )}
        </section>
        <aside>
          <AboutDraft data={data} base={base} here={here} />
        </aside>
      </div>
      <LostComments data={data} base={base} here={here} groups={groupNames} />
    </>
  );
}
