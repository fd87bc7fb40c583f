import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { draftHistory } from "~/features/drafts/services/inner/history.server";
import { History, HistoryAxis } from "~/features/drafts/ui/History";
import { inProcess } from "~/features/membership/registrations/place.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Content } from "~/ui/text/text";

export const loader = reads(
  inProcess,
  "anyone",
  async ({ deps, language, process, shared, standing, t, url }) => {
    const history = await draftHistory(deps, process, standing.organizer, pageAsked(url));
    const { components } = await shared(resultNames, process, language);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("drafts:list.title"),
      isOrganizer: standing.organizer,
      page: history.page,
      pages: history.pages,
      before: history.before,
      versions: history.versions.map(({ note, ...one }) => ({ ...one, note: localize(note, language) })),
      rows: history.rows.map((row) => ({
        ...row,
        name: ownValue(components, row.component) ?? row.component,
      })),
      compilations: history.compilations.map((one) => ({ ...one, title: localize(one.title, language) })),
    };
  },
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · Codraft` },
  ...(data
    ? [
        {
          tagName: "link",
          rel: "alternate",
          type: "application/atom+xml",
          href: `/p/${data.slug}/feeds/drafts.atom`,
        },
      ]
    : []),
];

export default function Drafts() {
  const {
    slug,
    process,
    versions,
    rows,
    before: last,
    compilations,
    isOrganizer,
    page,
    pages,
  } = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const base = `/p/${slug}`;
  const newest = [...versions].reverse();
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("drafts:list.title")}
      </Crumbs>
      <h1>{t("drafts:list.title")}</h1>
      <p className="lead">{t("drafts:list.lead")}</p>
      {newest.length === 0 && (
        <p className="section quiet measure">
          {t("drafts:list.empty")}{" "}
          {isOrganizer && <PageLink to={`${base}/manage/drafts`}>{t("drafts:list.begin")}</PageLink>}
        </p>
      )}
      <ol className="versions">
        {newest.map((version, at) => {
          const before = newest[at + 1]?.label ?? last;
          return (
            <li key={version.label}>
              <h2>
                <PageLink to={`${base}/drafts/${version.label}`}>
                  <bdi>{version.label}</bdi>
                </PageLink>{" "}
                <span className={`state state-${version.state}`}>{t(`drafts:state.${version.state}`)}</span>
              </h2>
              <p className="quiet small">
                {version.publishedAt && (
                  <>
                    {t("drafts:published")} <Day at={version.publishedAt} />
                  </>
                )}
                {version.commentsUntil && (
                  <>
                    {" "}
                    · {t("drafts:commentsEnd")} <Day at={version.commentsUntil} />
                  </>
                )}
                {version.datedOn && <> · {t("drafts:dated", { day: format.date(version.datedOn) })}</>}
              </p>
              {version.note.text && (
                <p className="measure">
                  <Content view={version.note} marks />
                </p>
              )}
              <p className="small actions">
                {before && (
                  <PageLink to={`${base}/compare/${before}/${version.label}`}>
                    {t("drafts:compareWith", { label: before })}
                  </PageLink>
                )}
                <PageLink to={`${base}/drafts/${version.label}/comments`}>{t("drafts:comments")}</PageLink>
                {version.checklist && (
                  <PageLink to={`${base}/checklists/${version.checklist}`}>
                    {t("drafts:againstVotes")}
                  </PageLink>
                )}
                {version.state !== "working" && <EntryLink of="version" name={version.label} />}
              </p>
            </li>
          );
        })}
      </ol>
      <Pager page={page} pages={pages} />
      {versions.length > 0 && (
        <section className="section" aria-labelledby="history">
          <h2 id="history">{t("drafts:history.title")}</h2>
          <p className="quiet small measure">{t("drafts:history.lead")}</p>
          <History base={base} versions={versions} rows={rows} />
          <HistoryAxis versions={versions} compilations={compilations} />
        </section>
      )}
      <p className="section small">
        <PageLink to={`${base}/records`}>{t("records:title")}</PageLink> ·{" "}
        <PageLink to={`${base}/faq`}>{t("drafts:faq.title")}</PageLink> ·{" "}
        <PageLink to={`${base}/moderation`}>{t("drafts:moderation.title")}</PageLink> ·{" "}
        <a href={`${base}/feeds/drafts.atom`}>{t("drafts:feed")}</a>
      </p>
    </>
  );
}
