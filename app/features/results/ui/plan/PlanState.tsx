import type { RoundFact, Standing } from "~/features/plans/domain/standing";
import { StandingLabel } from "~/features/results/ui/StandingLabel";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly view: { readonly number: number };
  readonly states: readonly (Omit<RoundFact, "isKept"> & {
    readonly number: number | null;
    readonly isKept: boolean;
  })[];
  readonly results: readonly { readonly number: number; readonly standing: Standing }[];
  readonly isOverdue: boolean;
};

/** What became of a plan: each of its rounds, and its result. */
export function PlanState({ base, view, states, results, isOverdue }: Props) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="state">
      <h2 id="state">{t("plans:state.title")}</h2>
      <ul className="clean">
        {states.map(({ log, number, state, isKept }) => (
          <li key={log}>
            {number === null ? (
              <code>{log}</code>
            ) : (
              <PageLink to={`${base}/rounds/${number}`}>{t("rounds:number", { number })}</PageLink>
            )}{" "}
            <span className="quiet small">{t(`plans:state.${state}`)}</span>{" "}
            {!isKept && state !== "lost" && <strong className="frag">{t("plans:state.departs")}</strong>}
          </li>
        ))}
      </ul>
      {results.length === 0 && (
        <p className={isOverdue ? "notice warn measure" : "quiet measure"}>
          {isOverdue ? t("plans:state.overdue") : t("plans:state.noResult")}
        </p>
      )}
      <ul className="clean">
        {results.map(({ number, standing }) => (
          <li key={number}>
            <PageLink to={`${base}/results/${number}`}>
              <strong>{t("results:number", { number })}</strong>
            </PageLink>{" "}
            <span className="small">
              <StandingLabel standing={standing} plan={view.number} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
