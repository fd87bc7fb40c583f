import type { Data } from "~/features/endorsements/ui/desk/data";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

export function Pairs({ data: { desk }, base }: { data: Data; base: string }) {
  const { t } = useWords();
  const here = `${base}/manage/endorsements`;
  /** Where it is on this page: what waits is in no list that is searched. */
  const placeOf = ({ number, name, isWaiting }: (typeof desk.pairs)[number]["first"]) =>
    isWaiting ? `${here}#e-${number}` : `${here}?${new URLSearchParams({ list: "listed", q: name })}#list`;
  if (desk.pairs.length === 0 && !desk.isCut) return null;
  return (
    <section className="section" aria-labelledby="pairs">
      <h2 id="pairs">{t("endorsements:manage.pairs")}</h2>
      <p className="quiet measure">{t("endorsements:manage.pairsLead")}</p>
      {desk.pairsFound > desk.pairs.length && (
        <p className="quiet measure">
          {t("endorsements:manage.pairsFirst", { shown: desk.pairs.length, found: desk.pairsFound })}
        </p>
      )}
      {desk.isCut && <p className="quiet measure">{t("endorsements:manage.pairsCut")}</p>}
      <ul className="clean">
        {desk.pairs.map(({ first, second, because }) => (
          <li key={`${first.number} ${second.number}`}>
            {[first, second].map((one, at) => (
              <span key={one.number}>
                {at > 0 && " · "}#{one.number}{" "}
                <PageLink to={placeOf(one)}>
                  <bdi>{one.name}</bdi>
                </PageLink>
                {one.isWaiting && <span className="quiet small"> ({t("endorsements:manage.waiting")})</span>}
              </span>
            ))}
            <br />
            <span className="quiet small">{t(`endorsements:manage.because.${because}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
