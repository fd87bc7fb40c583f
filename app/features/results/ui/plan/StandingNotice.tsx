import { roundIn } from "~/features/plans/domain/standing";
import type { ResultPlan } from "~/features/results/domain/resultDocument";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = { readonly base: string; readonly plan: ResultPlan | undefined };

/** How a result stands to the plan that was sealed: its plan's own, with what is missing, or an exploration. */
export function StandingNotice({ base, plan }: Props) {
  const { t } = useWords();
  if (!plan) return <p className="quiet small measure">{t("results:standing.unplannedLead")}</p>;
  const { standing, plan: number, omitted } = plan;
  const link = number !== null && (
    <PageLink to={`${base}/plans/${number}`}>{t("results:standing.show", { number })}</PageLink>
  );
  if (standing === "complete")
    return (
      <p className="measure">
        <strong>{t("results:standing.complete", { number: number ?? 0 })}.</strong>{" "}
        {t("results:standing.completeLead")} {link}
      </p>
    );
  return (
    <div className="notice warn measure">
      <p>
        <strong>
          {standing === "explored"
            ? t("results:standing.explored")
            : t("results:standing.incomplete", { number: number ?? 0 })}
          .
        </strong>{" "}
        {number === null
          ? t("results:standing.besideLead")
          : t(standing === "explored" ? "results:standing.exploredLead" : "results:standing.incompleteLead", {
              number,
            })}{" "}
        {link}
      </p>
      {omitted.length > 0 && (
        <ul className="clean small">
          {omitted.map((one) => (
            <li key={`${one.code} ${one.round}`}>
              {t(`results:omitted.${one.code}`, { number: roundIn(one) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
