import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { drawTimeline } from "~/features/timeline/domain/draw";
import { nextOn } from "~/features/timeline/domain/next";
import { timelinePage } from "~/features/timeline/services/timeline.server";
import { TimelineChart, TimelineKey } from "~/features/timeline/ui/TimelineChart";
import { TimelineList } from "~/features/timeline/ui/TimelineList";
import { TimelineNext } from "~/features/timeline/ui/TimelineNext";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { today } from "~/platform/clock.server";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Scroll } from "~/ui/table/Scroll";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, shared, t, url }) => {
  const now = today(deps);
  const hasPage = url.searchParams.has("page");
  const first = await shared(timelinePage, process, language, { page: hasPage ? pageAsked(url) : 1 });
  // Only a long one is opened where it is today.
  const isShort = hasPage || first.pages === 1;
  const page = isShort ? first : await shared(timelinePage, process, language, { onDay: now });
  const { rows: entries, ...paging } = page;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("release:timeline.title"),
    ...paging,
    entries,
    today: now,
    // What comes next stands on the page that goes on today.
    next: (hasPage ? [] : nextOn(entries, now, 3)).map(({ item, day, isEnd }) => ({ ...item, day, isEnd })),
    drawn: drawTimeline(entries, now),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Timeline() {
  const { slug, process, entries, drawn, next, today: now, page, pages } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("release:timeline.title")}
      </Crumbs>
      <h1>{t("release:timeline.title")}</h1>
      <p className="lead">{t("timeline:lead")}</p>
      {!drawn && <p className="section quiet">{t("timeline:none")}</p>}
      {drawn && (
        <>
          <p className="row">
            <a className="btn q" href={inLanguage(language, `${base}/calendar/timeline.ics`)}>
              {t("timeline:calendar")}
            </a>
          </p>
          <TimelineNext base={base} next={next} />
          <div className="section wide-only">
            <Scroll label={t("release:timeline.title")}>
              <TimelineChart drawn={drawn} title={t("release:timeline.title")} />
            </Scroll>
            <TimelineKey folds={drawn.folds} />
          </div>
          <section className="section" aria-labelledby="list">
            <h2 id="list">{t("timeline:list")}</h2>
            <TimelineList base={base} entries={entries} today={now} />
            <Pager page={page} pages={pages} />
          </section>
        </>
      )}
    </>
  );
}
