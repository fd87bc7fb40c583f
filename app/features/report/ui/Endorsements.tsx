import { Growth } from "~/features/endorsements/ui/Growth";
import type { PartProps } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export function Endorsements({ data, base }: PartProps) {
  const { t, format } = useWords();
  const { endorsements, shown } = data;
  if (!endorsements || !shown) return null;
  return (
    <section className="section" aria-labelledby="endorsements">
      <h2 id="endorsements">
        <PageLink to={`${base}/endorsements?draft=${encodeURIComponent(shown.label)}`}>
          {t("endorsements:title")}
        </PageLink>
      </h2>
      {endorsements.embargoUntil && (
        <p className="quiet">
          {t("endorsements:embargo.public")} <Moment at={endorsements.embargoUntil} />
        </p>
      )}
      {endorsements.shown && (
        <>
          <dl className="facts">
            <div>
              <dt>{t("endorsements:total")}</dt>
              <dd>{format.number(endorsements.shown.counts.total)}</dd>
            </div>
            <div>
              <dt>{t("endorsements:kinds.organization")}</dt>
              <dd>{format.number(endorsements.shown.counts.organizations)}</dd>
            </div>
            <div>
              <dt>{t("endorsements:kinds.person")}</dt>
              <dd>{format.number(endorsements.shown.counts.people)}</dd>
            </div>
          </dl>
          <Growth curves={endorsements.shown.curves} points={endorsements.shown.points} />
        </>
      )}
    </section>
  );
}
