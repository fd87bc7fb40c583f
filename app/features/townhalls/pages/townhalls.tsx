import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { townhallsPage } from "~/features/townhalls/services/townhallsPage.server";
import { TakingPart } from "~/features/townhalls/ui/TakingPart";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Labelled } from "~/ui/text/Labelled";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ shared, language, process, standing, t, url }) => ({
  slug: process.slug,
  process: localize(process.title, language),
  title: t("townhalls:list"),
  isOrganizer: standing.organizer,
  ...(await shared(townhallsPage, process, language, {
    coming: pageAsked(url, "coming"),
    past: pageAsked(url),
  })),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
];

export default function Townhalls() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const { live, coming, past } = data;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("townhalls:list")}
      </Crumbs>
      <h1>{t("townhalls:list")}</h1>
      <p className="lead">{t("townhalls:lead")}</p>
      <p className="small no-print">
        <a href={`${base}/calendar/all.ics`} download>
          {t("townhalls:calendar.all")}
        </a>
        {data.series.map((one) => (
          <span key={one.id}>
            {" "}
            ·{" "}
            <a href={`${base}/calendar/series-${one.id}.ics`} download>
              <Labelled label={t("live:calendar.series")}>
                <Content view={one.title} />
              </Labelled>
            </a>
          </span>
        ))}
        {data.isOrganizer && (
          <>
            {" "}
            · <PageLink to={`${base}/manage/townhalls`}>{t("townhalls:manage.title")}</PageLink>
          </>
        )}
      </p>
      {live.length + coming.total + past.total === 0 && (
        <p className="section quiet">{t("townhalls:empty")}</p>
      )}
      {live.map((one) => (
        <section key={one.number} className="note section on-now" aria-label={t("live:state.live")}>
          <p className="meeting-state">
            <span className="dot" aria-hidden="true" /> {t("live:state.live")}
          </p>
          <h2>
            <PageLink to={`${base}/townhalls/${one.number}`}>
              <Labelled label={t("townhalls:title", { number: one.number })}>
                <Content view={one.title} />
              </Labelled>
            </PageLink>
          </h2>
          <p>
            <PageLink to={`${base}/townhalls/${one.number}`} className="btn">
              {t("townhalls:enter")}
            </PageLink>
          </p>
        </section>
      ))}
      {coming.total > 0 && (
        <section className="section" aria-labelledby="coming">
          <h2 id="coming">{t("townhalls:coming")}</h2>
          <ul className="meetings">
            {coming.rows.map((one) => (
              <li key={one.number}>
                <PageLink to={`${base}/townhalls/${one.number}`}>
                  <Labelled label={t("townhalls:title", { number: one.number })}>
                    <Content view={one.title} />
                  </Labelled>
                </PageLink>
                <span className="quiet small">
                  <Moment at={one.startsAt} /> · {t("meetings:minutes", { count: one.minutesLong })}
                </span>
              </li>
            ))}
          </ul>
          <Pager
            page={coming.page}
            pages={coming.pages}
            name="coming"
            part="coming"
            label={t("townhalls:coming")}
          />
        </section>
      )}
      {past.total > 0 && (
        <section className="section" aria-labelledby="past">
          <h2 id="past">{t("townhalls:past")}</h2>
          <ul className="meetings">
            {past.rows.map((one) => (
              <li key={one.number}>
                <PageLink to={`${base}/townhalls/${one.number}`}>
                  <Labelled label={t("townhalls:title", { number: one.number })}>
                    <Content view={one.title} />
                  </Labelled>
                </PageLink>
                <span className="quiet small">
                  <Day at={one.startsAt} />
                  {one.state === "cancelled" && <> · {t("live:state.cancelled")}</>}
                  {one.hasMinutes && <> · {t("townhalls:record.minutes")}</>}
                  {one.hasRecording && <> · {t("live:recording")}</>}
                </span>
              </li>
            ))}
          </ul>
          <Pager page={past.page} pages={past.pages} part="past" label={t("townhalls:past")} />
        </section>
      )}
      <TakingPart data={data} base={base} />
    </>
  );
}
