import type { UncountedRounds } from "~/features/results/services/counting/uncountedRounds.server";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = { readonly base: string; readonly uncounted: UncountedRounds };

/** Closed rounds that a result does not count, and where they are counted. */
export function Uncounted({ base, uncounted }: Props) {
  const { t } = useWords();
  if (uncounted.total === 0) return null;
  return (
    <section className="section measure" id="uncounted">
      <p>{t("results:caution.uncounted", { count: uncounted.total })}</p>
      <ul className="clean">
        {uncounted.first.map((round) => (
          <li key={round.number}>
            <PageLink to={`${base}/rounds/${round.number}`}>
              {t("rounds:number", { number: round.number })}
            </PageLink>{" "}
            <span className="quiet small">
              {round.isSameRule ? t("results:caution.sameRule") : t("results:caution.otherRule")}{" "}
              {round.countedIn.length === 0 &&
                (round.isVoid ? t("rounds:phase.void") : t("results:caution.countedNowhere"))}
            </span>{" "}
            {round.countedIn.map((number) => (
              <PageLink key={number} to={`${base}/results/${number}`} className="small">
                {t("results:caution.countedIn", { number })}
              </PageLink>
            ))}
          </li>
        ))}
      </ul>
      {uncounted.total > uncounted.first.length && (
        <PageLink to={`${base}/votes`}>
          {t("results:caution.moreUncounted", { count: uncounted.total - uncounted.first.length })}
        </PageLink>
      )}
    </section>
  );
}
