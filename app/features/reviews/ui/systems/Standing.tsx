import type { JoinedCell } from "~/features/reviews/domain/cells";
import type { Verdict } from "~/features/reviews/domain/flips";
import type { SystemsData } from "~/features/reviews/ui/systems/data";
import { useWords } from "~/i18n";

const marks: Readonly<Record<Verdict, JoinedCell["value"]>> = {
  meets: "allowed",
  incomplete: "open",
  "does-not-meet": "not-available",
  "nothing-required": "not-applicable",
};

/** The answer of the page: how many systems meet the version, how many still may, and what has changed. */
export function Standing({ data }: { data: SystemsData }) {
  const { t } = useWords();
  const { meeting, total, undecided, missing, draft, flips } = data;
  return (
    <>
      <p className="result-answer">
        <em>{t("reviews:meeting", { count: meeting, all: total, label: draft ?? "" })}</em>
        {undecided > 0 && <> {t("reviews:undecided", { count: undecided })}</>}
        {missing > 0 && <> {t("reviews:cellsMissing", { count: missing })}</>}
      </p>
      {/* The table below says it by name. */}
      <ul className="verdict-strip" aria-hidden="true">
        {data.verdicts.map((verdict, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks have neither name nor state
          <li key={at} className={`cell-mark cell-mark-${marks[verdict]}`} />
        ))}
      </ul>
      {flips && flips.flips.length === 0 && (
        <p className="small quiet">{t("reviews:noFlips", { label: flips.before })}</p>
      )}
    </>
  );
}
