import { bundleSteps, faultText } from "~/features/verification/domain/steps";
import type { Verification } from "~/features/verification/domain/verifyBundle";
import { useWords } from "~/i18n";
import { StandingWord } from "./StandingWord";

const marks = { holds: "✓", fails: "✗", skipped: "–", nothing: "–" } as const;
/** More faults than anybody reads. */
const mostShown = 50;

/** What was found of a bundle: whether it holds, what does not, and what nobody could look at. */
export function Verdict({ verification }: { readonly verification: Verification }) {
  const { t, format } = useWords();
  const { about, empty, faults, steps, unchecked } = verification;
  const verdict = faults.length > 0 ? "fails" : unchecked.length > 0 ? "partly" : "holds";
  return (
    <>
      <p className={verdict === "fails" ? "notice bad" : "notice"}>{t(`verification:verdict.${verdict}`)}</p>
      {about && (
        <p>
          {t("verification:about", { number: about.result })} · <code>{about.process}</code> ·{" "}
          <StandingWord standing={about.standing} plan={about.plan} /> ·{" "}
          {t("verification:ballots", { count: about.ballots })} ·{" "}
          {t("verification:entries", { count: about.entries })}
        </p>
      )}
      {unchecked.length > 0 && (
        <ul className="clean">
          {unchecked.map(({ code, where }) => (
            <li key={`${code} ${where}`} className="notice warn">
              {t(`verification:unchecked.${code}`)} {where && <code>{where}</code>}
            </li>
          ))}
        </ul>
      )}
      <ul className="clean">
        {bundleSteps.map((step) => {
          const found = steps.find((one) => one.step === step)?.outcome ?? "skipped";
          const outcome = found === "holds" && empty.includes(step) ? "nothing" : found;
          const wrong = faults.filter((fault) => fault.step === step);
          return (
            <li key={step}>
              <span aria-hidden="true">{marks[outcome]}</span> {t(`verification:step.${step}`)}{" "}
              <span className="quiet">{t(`verification:outcome.${outcome}`)}</span>
              {wrong.length > 0 && (
                <div className="notice bad">
                  <p>{t(`verification:wrong.${step}`)}</p>
                  <ul className="clean">
                    {wrong.slice(0, mostShown).map((fault) => (
                      <li key={faultText(fault)}>
                        <code dir="ltr">{faultText(fault)}</code>
                      </li>
                    ))}
                  </ul>
                  {wrong.length > mostShown && (
                    <p>
                      {t("verification:more", {
                        count: wrong.length - mostShown,
                        number: format.number(wrong.length),
                      })}
                    </p>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
