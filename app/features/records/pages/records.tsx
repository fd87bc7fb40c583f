import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { recordsPage } from "~/features/records/services/records.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, t, url }) => {
  const { rows, ...paging } = await recordsPage(deps, process, pageAsked(url));
  return {
    ...paging,
    slug: process.slug,
    process: localize(process.title, language),
    title: t("records:title"),
    records: rows.map(({ number, kind, date, title }) => ({
      number,
      kind,
      date,
      title: localize(title, language),
    })),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Records() {
  const { slug, process, records, page, pages } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("records:title")}
      </Crumbs>
      <h1>{t("records:title")}</h1>
      <p className="lead">{t("records:lead")}</p>
      {records.length === 0 && <p className="section quiet">{t("records:empty")}</p>}
      <ul className="clean section measure">
        {records.map(({ number, kind, date, title }) => (
          <li key={number}>
            <PageLink to={`${base}/records/${number}`}>
              <strong>
                <Content view={title} />
              </strong>
            </PageLink>
            <br />
            <span className="quiet small">
              {t(`records:kind.${kind}`)} · <Day at={date} />
            </span>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </>
  );
}
