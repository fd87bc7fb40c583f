import { EndorserList } from "~/features/endorsements/ui/EndorserList";
import { Growth } from "~/features/endorsements/ui/Growth";
import { Countries } from "~/features/endorsements/ui/wall/Countries";
import type { Data, Wall } from "~/features/endorsements/ui/wall/data";
import { Earlier } from "~/features/endorsements/ui/wall/Earlier";
import { Files } from "~/features/endorsements/ui/wall/Files";
import { Filter } from "~/features/endorsements/ui/wall/Filter";
import { Hidden } from "~/features/endorsements/ui/wall/Hidden";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

export function Shown({
  data,
  base,
  shown,
  draft,
}: {
  data: Data;
  base: string;
  shown: NonNullable<Wall["shown"]>;
  draft: string;
}) {
  const { t, format } = useWords();
  const countryNames = Object.fromEntries(data.countries.map(({ code, name }) => [code, name]));
  const query = (changed: Record<string, string>) =>
    new URLSearchParams({
      draft,
      ...(data.kind ? { kind: data.kind } : {}),
      ...(data.country ? { country: data.country } : {}),
      ...changed,
    });
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{t("endorsements:total")}</dt>
          <dd>{format.number(shown.counts.total)}</dd>
        </div>
        <div>
          <dt>{t("endorsements:kinds.organization")}</dt>
          <dd>{format.number(shown.counts.organizations)}</dd>
        </div>
        <div>
          <dt>{t("endorsements:kinds.person")}</dt>
          <dd>{format.number(shown.counts.people)}</dd>
        </div>
        <div>
          <dt>{t("endorsements:countries")}</dt>
          <dd>{format.number(data.countries.length)}</dd>
        </div>
      </dl>
      {shown.hidden.length > 0 && <Hidden reasons={shown.hidden} />}
      {shown.counts.total === 0 ? (
        <p className="quiet">{t("endorsements:empty")}</p>
      ) : (
        <>
          <section className="section" aria-labelledby="growth">
            <h2 id="growth">{t("endorsements:growth")}</h2>
            <Growth curves={shown.curves} points={shown.points} />
          </section>
          <section className="section" aria-labelledby="names">
            <h2 id="names">{t("endorsements:names")}</h2>
            <Filter data={data} draft={draft} />
            <p className="quiet" role="status">
              {t("endorsements:found", { count: shown.found })}
            </p>
            <EndorserList names={shown.names} countryNames={countryNames} mayFlag={data.mayFlag} />
            {shown.pages > 1 && (
              <nav className="actions no-print" aria-label={t("endorsements:pages")}>
                {shown.page > 1 && (
                  <PageLink to={`${base}/endorsements?${query({ page: String(shown.page - 1) })}`}>
                    {t("endorsements:previous")}
                  </PageLink>
                )}
                <span>{t("endorsements:page", { at: shown.page, of: shown.pages })}</span>
                {shown.page < shown.pages && (
                  <PageLink to={`${base}/endorsements?${query({ page: String(shown.page + 1) })}`}>
                    {t("endorsements:next")}
                  </PageLink>
                )}
              </nav>
            )}
          </section>
          <Countries rows={shown.countries} names={countryNames} />
        </>
      )}
      {shown.earlier.length > 0 && <Earlier base={base} rows={shown.earlier} draft={draft} />}
      <section className="section no-print" aria-labelledby="files">
        <h2 id="files">{t("endorsements:files")}</h2>
        <p className="quiet measure">{t("endorsements:filesLead")}</p>
        <Files base={base} draft={draft} />
      </section>
    </>
  );
}
