import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Props = {
  readonly processes: readonly { slug: string; title: LocalizedView; summary: LocalizedView }[];
};

/** Processes in preparation that somebody takes part in. */
export function Preparing({ processes }: Props) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="preparing">
      <h2 id="preparing">{t("overview:home.preparing")}</h2>
      <p className="quiet measure">{t("overview:home.preparingLead")}</p>
      <div className="cards">
        {processes.map((process) => (
          <article className="card" key={process.slug}>
            <h3>
              <PageLink to={`/p/${process.slug}`}>
                <Content view={process.title} />
              </PageLink>
            </h3>
            <p>
              <Content view={process.summary} />
            </p>
          </article>
        ))}
      </div>
    </section>
  );
}
