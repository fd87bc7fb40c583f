import { useWords } from "~/i18n";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export type PlanLine = {
  readonly number: number;
  readonly sealedAt: Date | string;
  /** Null: it cannot be read. */
  readonly rounds: number | null;
  readonly replacedBy: number | null;
};

type Props = { readonly base: string; readonly plans: readonly PlanLine[]; readonly empty: string };

/** The plans that were sealed, the newest first. */
export function PlanList({ base, plans, empty }: Props) {
  const { t } = useWords();
  if (plans.length === 0) return <p className="quiet measure">{empty}</p>;
  return (
    <ul className="clean">
      {plans.map((plan) => (
        <li key={plan.number}>
          <PageLink to={`${base}/plans/${plan.number}`}>
            <strong>{t("plans:number", { number: plan.number })}</strong>
          </PageLink>{" "}
          <span className="quiet small">
            {plan.rounds === null
              ? t("errors:title.plan_altered")
              : t("plans:list.rounds", { count: plan.rounds })}{" "}
            · {t("plans:list.sealed")} <Day at={plan.sealedAt} />
            {plan.replacedBy !== null && <> · {t("plans:list.replaced", { number: plan.replacedBy })}</>}
          </span>
        </li>
      ))}
    </ul>
  );
}
