import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { dataPage } from "~/features/opendata/services/dataPage.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "anyone", async ({ language, process, shared, t, url }) => {
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("opendata:title"),
    ...(await shared(dataPage, process, language, pageAsked(url))),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function OpenData() {
  const { slug, process, api, tables, feeds, pictures, page, pages } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("opendata:title")}
      </Crumbs>
      <h1>{t("opendata:title")}</h1>
      <p className="lead">{t("opendata:lead")}</p>

      <section className="section measure" aria-labelledby="whole">
        <h2 id="whole">{t("opendata:whole.title")}</h2>
        <p>{t("opendata:whole.lead")}</p>
        <p>
          <a className="btn" href={`${base}/export.zip`} download>
            {t("opendata:whole.do")}
          </a>
        </p>
        <p className="quiet small">{t("opendata:whole.private")}</p>
      </section>

      <section className="section measure" aria-labelledby="record-log">
        <h2 id="record-log">{t("recordlog:title")}</h2>
        <p>{t("recordlog:lead")}</p>
        <p>
          <PageLink to={`${base}/log`}>{t("recordlog:open")}</PageLink>
        </p>
      </section>

      <section className="section" aria-labelledby="feeds">
        <h2 id="feeds">{t("opendata:feeds.title")}</h2>
        <p>{t("opendata:feeds.lead")}</p>
        <ul className="columns clean">
          {feeds.map((name) => (
            <li key={name}>
              <a href={inLanguage(language, `${base}/feeds/${name}.atom`)}>{t(`feeds:stream.${name}`)}</a>
            </li>
          ))}
        </ul>
      </section>

      <section className="section" aria-labelledby="pictures">
        <h2 id="pictures">{t("opendata:embed.title")}</h2>
        <p>{t("opendata:embed.lead")}</p>
        {pictures.length === 0 && <p className="quiet">{t("opendata:embed.none")}</p>}
        {pictures.map(({ name, title, svg, html, snippets }) => (
          <details key={name} className="section">
            <summary>
              <bdi>{title}</bdi>
            </summary>
            <p>
              <a href={svg}>SVG</a> · <a href={html}>HTML</a>
            </p>
            <label>
              {t("opendata:embed.image")}
              <textarea readOnly rows={4} dir="ltr" className="mono" value={snippets.image} />
            </label>
            <label>
              {t("opendata:embed.frame")}
              <textarea readOnly rows={4} dir="ltr" className="mono" value={snippets.frame} />
            </label>
          </details>
        ))}
        <Pager page={page} pages={pages} part="pictures" />
      </section>

      <section className="section" aria-labelledby="api">
        <h2 id="api">{t("opendata:api.title")}</h2>
        <p>{t("opendata:api.lead")}</p>
        <p>
          <a href="/api/v1/openapi.json">OpenAPI 3.1</a> · <a href={api}>{t("opendata:api.start")}</a> ·{" "}
          <a href={`${api}/popolo.json`}>Popolo</a>
        </p>
        <Scroll label={t("opendata:api.title")}>
          <table>
            <TableHead columns={[t("opendata:api.list"), "JSON", "CSV", t("recordlog:title")]} />
            <tbody>
              {tables.map(({ name, about, isCommitted }) => (
                <tr key={name}>
                  <th scope="row" lang="en" dir="ltr">
                    <code>{name}</code>
                    <br />
                    <span className="quiet small">{about}</span>
                  </th>
                  <td>
                    <a href={`${api}/${name}`} aria-label={`JSON: ${name}`}>
                      JSON
                    </a>
                  </td>
                  <td>
                    <a href={`${api}/${name}.csv`} aria-label={`CSV: ${name}`}>
                      CSV
                    </a>
                  </td>
                  <td>{isCommitted && <EntryLink of={name} name="*" />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
    </>
  );
}
