import type { TurnoutStep } from "~/features/rounds/domain/turnoutStep";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Refused, Saved } from "~/ui/forms/forms";
import { Content } from "~/ui/text/text";
import { Remind } from "./Remind";

type Turnout = {
  readonly id: string;
  readonly number: number;
  readonly title: LocalizedView;
  readonly onRoll: number;
  readonly turnout: TurnoutStep;
};

/** About how many have voted in the open rounds of a workgroup, for those who run it; they can remind the others. */
export function Turnouts({ rounds }: { rounds: readonly Turnout[] }) {
  const { t } = useWords();
  if (rounds.length === 0) return null;
  return (
    <section className="section" aria-labelledby="turnout">
      <h2 id="turnout">{t("rounds:turnout.title")}</h2>
      <p className="quiet small">{t("rounds:turnout.lead")}</p>
      <Saved intent="remind">{t("rounds:turnout.reminded")}</Saved>
      <Refused intent="remind" />
      <ul className="clean">
        {rounds.map(({ id, number, title, onRoll, turnout }) => (
          <li key={id}>
            <Content view={title} /> <span className="quiet">{t("rounds:number", { number })}</span>
            <br />
            {t(`rounds:turnout.${turnout}`, { seats: onRoll })}
            {turnout !== "all" && <Remind round={id} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
