import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Go } from "~/components/Go";
import { Day } from "~/components/Moment";
import { type DrawnTimeline, TimelineChart } from "~/components/release/TimelineChart";
import { Crumbs } from "~/components/rounds";
import { Scroll } from "~/components/Scroll";
import { TableHead } from "~/components/TableHead";
import { Content } from "~/components/text";
import { localize } from "~/contracts/localized";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import type { ProcessRow } from "~/services/people/scope.server";
import { drawTimeline, timelineOf } from "~/services/releasing/timeline.server";

export const loader = reads("anyone", async ({ deps, language, scope, t }) => {
  const process = scope.process as ProcessRow;
  const entries = await timelineOf(deps, process, language);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("release:timeline.title"),
    entries,
    drawn: drawTimeline(entries),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Timeline() {
  const { slug, process, entries, drawn } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("release:timeline.title")}
      </Crumbs>
      <h1>{t("release:timeline.title")}</h1>
      <p className="lead">{t("release:timeline.lead")}</p>
      {!drawn && <p className="section quiet">{t("release:timeline.none")}</p>}
      {drawn && (
        <>
          <section className="section">
            <Scroll label={t("release:timeline.title")}>
              <TimelineChart drawn={drawn as DrawnTimeline} title={t("release:timeline.title")} />
            </Scroll>
            <p>
              <a href={inLanguage(language, `${base}/calendar/timeline.ics`)}>
                {t("release:timeline.calendar")}
              </a>
            </p>
          </section>
          <Scroll label={t("release:timeline.list")}>
            <table>
              <TableHead
                columns={[
                  t("release:timeline.when"),
                  t("release:timeline.what"),
                  t("release:timeline.stream"),
                ]}
              />
              <tbody>
                {entries.map((one) => (
                  <tr key={`${one.kind} ${one.id}`}>
                    <td>
                      <Day at={one.from} />
                      {one.to && one.to !== one.from && (
                        <>
                          {" – "}
                          <Day at={one.to} />
                        </>
                      )}
                    </td>
                    <th scope="row">
                      {one.path ? (
                        <Go to={`${base}${one.path}`}>
                          <Content view={one.title} />
                        </Go>
                      ) : (
                        <Content view={one.title} />
                      )}
                    </th>
                    <td className="quiet">{t(`common:stream.${one.stream}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </>
  );
}
