import type { PartProps } from "~/features/report/ui/parts";
import { TimelineChart, TimelineKey } from "~/features/timeline/ui/TimelineChart";
import { TimelineList } from "~/features/timeline/ui/TimelineList";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { PageLink } from "~/ui/text/PageLink";

export function Time({ data, base }: PartProps) {
  const { t } = useWords();
  if (!data.drawn) return null;
  return (
    <section className="section" aria-labelledby="time">
      <h2 id="time">
        <PageLink to={`${base}/timeline`}>{t("release:timeline.title")}</PageLink>
      </h2>
      <Scroll label={t("release:timeline.title")}>
        <TimelineChart drawn={data.drawn} title={t("release:timeline.title")} />
      </Scroll>
      <TimelineKey folds={data.drawn.folds} />
      <details className="more">
        <summary>{t("timeline:list")}</summary>
        <TimelineList base={base} entries={data.entries} today={data.today} />
      </details>
    </section>
  );
}
