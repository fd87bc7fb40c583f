import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { dataPage } from "~/features/opendata/services/dataPage.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

export const loader = reads("anyone", async ({ deps, language, scope, t }) => {
  const process = scope.process as ProcessRow;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("openData:title"),
    ...(await dataPage(deps, process, language)),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function OpenData() {
  const { slug, process, api, tables, feeds, pictures } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("openData:title")}
      </Crumbs>
      <h1>{t("openData:title")}</h1>
      <p className="lead">{t("openData:lead")}</p>

      <section className="section measure" aria-labelledby="whole">
        <h2 id="whole">{t("openData:whole.title")}</h2>
        <p>{t("openData:whole.lead")}</p>
        <p>
          <a className="btn" href={`${base}/export.zip`} download>
            {t("openData:whole.do")}
          </a>
        </p>
        <p className="quiet small">{t("openData:whole.private")}</p>
      </section>

      <section className="section" aria-labelledby="feeds">
        <h2 id="feeds">{t("openData:feeds.title")}</h2>
        <p>{t("openData:feeds.lead")}</p>
        <ul className="columns clean">
          {feeds.map((name) => (
            <li key={name}>
              <a href={inLanguage(language, `${base}/feeds/${name}.atom`)}>{t(`openData:stream.${name}`)}</a>
            </li>
          ))}
        </ul>
      </section>

      <section className="section" aria-labelledby="pictures">
        <h2 id="pictures">{t("openData:embed.title")}</h2>
        <p>{t("openData:embed.lead")}</p>
        {pictures.length === 0 && <p className="quiet">{t("openData:embed.none")}</p>}
        {pictures.map(({ name, title, svg, html, snippets }) => (
          <details key={name} className="section">
            <summary>
              <bdi>{title}</bdi>
            </summary>
            <p>
              <a href={svg}>SVG</a> · <a href={html}>HTML</a>
            </p>
            <label>
              {t("openData:embed.image")}
              <textarea readOnly rows={4} dir="ltr" className="mono" value={snippets.image} />
            </label>
            <label>
              {t("openData:embed.frame")}
              <textarea readOnly rows={4} dir="ltr" className="mono" value={snippets.frame} />
            </label>
          </details>
        ))}
      </section>

      <section className="section" aria-labelledby="api">
        <h2 id="api">{t("openData:api.title")}</h2>
        <p>{t("openData:api.lead")}</p>
        <p>
          <a href="/api/v1/openapi.json">OpenAPI 3.1</a> · <a href={api}>{t("openData:api.start")}</a> ·{" "}
          <a href={`${api}/popolo.json`}>Popolo</a>
        </p>
        <Scroll label={t("openData:api.title")}>
          <table>
            <TableHead columns={[t("openData:api.list"), "JSON", "CSV"]} />
            <tbody>
              {tables.map(({ name, about }) => (
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
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
    </>
  );
}
