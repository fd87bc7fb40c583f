import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { drawTimeline, timelinePage } from "~/features/timeline/services/timeline.server";
import { type DrawnTimeline, TimelineChart } from "~/features/timeline/ui/TimelineChart";
import { TimelineTable } from "~/features/timeline/ui/TimelineTable";
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
  const hasPage = url.searchParams.has("page");
  const first = await shared(timelinePage, process, language, { page: hasPage ? pageAsked(url) : 1 });
  // Only a long one is opened where it is today.
  const isShort = hasPage || first.pages === 1;
  const page = isShort ? first : await shared(timelinePage, process, language, { onDay: today(deps) });
  const { rows: entries, ...paging } = page;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("release:timeline.title"),
    ...paging,
    entries,
    drawn: drawTimeline(entries),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Timeline() {
  const { slug, process, entries, drawn, page, pages } = useLoaderData<typeof loader>();
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
          <section className="section">
            <Scroll label={t("release:timeline.title")}>
              <TimelineChart drawn={drawn as DrawnTimeline} title={t("release:timeline.title")} />
            </Scroll>
            <p>
              <a href={inLanguage(language, `${base}/calendar/timeline.ics`)}>{t("timeline:calendar")}</a>
            </p>
          </section>
          <TimelineTable base={base} entries={entries} />
          <Pager page={page} pages={pages} />
        </>
      )}
    </>
  );
}
