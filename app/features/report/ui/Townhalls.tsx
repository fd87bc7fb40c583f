import type { PartProps } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export function Townhalls({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.townhalls.length === 0) return null;
  return (
    <section className="section" aria-labelledby="townhalls">
      <h2 id="townhalls">
        <PageLink to={`${base}/townhalls`}>{t("townhalls:list")}</PageLink>
      </h2>
      <ul className="meetings">
        {data.townhalls.map(({ number, title, startsAt }) => (
          <li key={number}>
            <PageLink to={`${base}/townhalls/${number}`}>
              <Labelled label={t("townhalls:title", { number })}>
                <Content view={title} />
              </Labelled>
            </PageLink>
            <span className="quiet small">
              <Day at={startsAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
