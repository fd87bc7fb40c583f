import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Labelled } from "~/ui/text/Labelled";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

/** The meetings at which a clause was spoken about. */
export function ClauseMeetings({
  base,
  meetings,
}: {
  base: string;
  meetings: readonly {
    readonly number: number;
    readonly title: LocalizedView;
    readonly startsAt: Date | string;
  }[];
}) {
  const { t } = useWords();
  if (meetings.length === 0) return null;
  return (
    <section className="section" aria-labelledby="meetings">
      <h2 id="meetings">{t("discussion:townhalls.story")}</h2>
      <ul className="clean">
        {meetings.map(({ number, title, startsAt }) => (
          <li key={number}>
            <PageLink to={`${base}/townhalls/${number}`}>
              <Labelled label={t("townhalls:title", { number })}>
                <Content view={title} />
              </Labelled>
            </PageLink>{" "}
            <span className="quiet small">
              <Day at={startsAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
