import type { Departure } from "~/features/plans/domain/departures";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly plan: number | null;
  readonly departures: readonly Departure[];
};

/** Under which plan a round opens, and in what it is another than was sealed; that it opens under none. */
export function PlanSaid({ base, plan, departures }: Props) {
  const { t } = useWords();
  if (plan === null) return <p>{t("votes:opening.noPlan")}</p>;
  return (
    <>
      <p>
        {t("votes:opening.inPlan", { number: plan })}{" "}
        <PageLink to={`${base}/plans/${plan}`}>{t("votes:inPlan", { number: plan })}</PageLink>
      </p>
      {departures.length > 0 && (
        <ul className="clean">
          {departures.map((one) => (
            <li key={one}>{t(`votes:departs.${one}`)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
