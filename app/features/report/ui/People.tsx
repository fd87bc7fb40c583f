import type { PartProps } from "~/features/report/ui/parts";
import { FigureTable } from "~/features/representation/ui/FigureTable";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export function People({ data, base }: PartProps) {
  const { t, language } = useWords();
  const { people } = data;
  if (!people) return null;
  return (
    <section className="section" aria-labelledby="people">
      <h2 id="people">
        <PageLink to={`${base}/people`}>{t("representation:title")}</PageLink>
      </h2>
      <p className="small quiet measure">
        {t("representation:counted")} <Day at={people.takenAt} />.
      </p>
      <FigureTable
        title={t("representation:byGroup")}
        what={t("representation:group")}
        rows={people.groups}
        total={people.total}
      />
      <img
        className="world"
        src={inLanguage(language, `${base}/people/map.svg`)}
        alt={t("representation:map")}
        width={960}
        height={468}
      />
      <FigureTable
        title={t("representation:byRegion")}
        what={t("representation:region")}
        rows={people.regions}
        total={people.total}
      />
    </section>
  );
}
