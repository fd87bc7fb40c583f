import type { TurnoutStep } from "~/features/rounds/domain/turnoutStep";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Remind } from "./Remind";

type Turnout = {
  readonly id: string;
  readonly number: number;
  readonly closesAt: Date | string | null;
  readonly workgroup: { readonly key: string; readonly name: string };
  readonly onRoll: number;
  readonly turnout: TurnoutStep;
};

const steps: readonly TurnoutStep[] = ["few", "most", "all"];

/** About how many have voted in each workgroup, on the desk of organizers: in steps, as nobody may know when a ballot came. */
export function TurnoutBars({ base, rounds }: { base: string; rounds: readonly Turnout[] }) {
  const { t, language } = useWords();
  if (rounds.length === 0) return null;
  return (
    <section className="section" aria-labelledby="turnout">
      <h2 id="turnout">{t("rounds:turnout.title")}</h2>
      <p className="quiet small measure">{t("rounds:turnout.lead")}</p>
      <ul className="turnouts">
        {rounds.map(({ id, number, closesAt, workgroup, onRoll, turnout }) => (
          <li key={id}>
            <span>
              <PageLink to={`${base}/workgroups/${workgroup.key}`}>
                <bdi>{workgroup.name}</bdi>
              </PageLink>{" "}
              <span className="quiet small">{t("rounds:number", { number })}</span>
            </span>
            <span className="turnout-bar" aria-hidden="true">
              {steps.map((step, at) => (
                <i key={step} className={at <= steps.indexOf(turnout) ? "on" : ""} />
              ))}
            </span>
            <span className="small">
              {t(`rounds:turnout.${turnout}`, { seats: onRoll })}
              {closesAt && (
                <span className="block quiet">
                  {t("rounds:next.until")} <Moment at={closesAt} />
                </span>
              )}
            </span>
            {turnout !== "all" && (
              <Remind round={id} action={inLanguage(language, `${base}/workgroups/${workgroup.key}`)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
