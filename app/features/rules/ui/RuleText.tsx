import type { Rule, Step } from "~/features/rules/domain/rule";
import { useWords } from "~/i18n";
import { BandMark } from "./bands";
import { quorumSaid } from "./quorumSaid";

/** A rule told in words: everything in it that decides a count, and nothing else. */
export function RuleText({ rule }: { rule: Rule }) {
  const words = useWords();
  const { t } = words;
  const quorum = rule.quorum && quorumSaid(words, { voters: rule.quorum.voters, share: rule.quorum.turnout });
  const merged = Object.entries(rule.merge);
  return (
    <ul className="clean measure">
      <li>{t(`rules:count.${rule.count}`)}</li>
      <li>{t("rules:score", { required: rule.score.required, notNecessary: rule.score.not_necessary })}</li>
      <li>{t(`rules:unit.${rule.unit}`)}</li>
      <li>{t(`rules:exclude.${rule.exclude}`)}</li>
      <li>{t(`rules:publicBallots.${rule.publicBallots}`)}</li>
      <li>
        {merged.length === 0
          ? t("rules:noMerge")
          : merged.map(([from, to]) => (
              <div key={from}>
                <code>{from}</code> → <code>{to}</code>
              </div>
            ))}
      </li>
      <li>
        {t(`rules:method.${rule.classify.method}`)}
        {rule.classify.method === "k-means" ? (
          <ul className="clean">
            {rule.classify.bands.map((band) => (
              <li key={band}>
                <BandMark band={band} />
              </li>
            ))}
          </ul>
        ) : (
          <ul className="clean">
            {rule.classify.method === "workgroup-majority" && (
              <li>
                {t("rules:majority")} <Threshold step={rule.classify.majority} unit="share" />
              </li>
            )}
            {rule.classify.steps.map((step) => (
              <li key={step.band}>
                <BandMark band={step.band} />{" "}
                <Threshold step={step} unit={rule.classify.method === "mean-multiples" ? "mean" : "share"} />
              </li>
            ))}
            <li>
              <BandMark band={rule.classify.otherwise} /> {t("rules:otherwise")}
            </li>
          </ul>
        )}
      </li>
      {quorum && (
        <li>
          {t("rules:quorum.label")} {quorum} {t("rules:quorum.fewer")}
        </li>
      )}
      {rule.classify.method === "mean-multiples" && <li className="frag">{t("rules:meanCaveat")}</li>}
    </ul>
  );
}

function Threshold({ step, unit }: { step: Pick<Step, "comparison" | "threshold">; unit: "mean" | "share" }) {
  const { t } = useWords();
  const value = step.threshold;
  if (unit === "mean") {
    return (
      <>
        {step.comparison === "at-least"
          ? t("rules:atLeastMean", { value })
          : t("rules:moreThanMean", { value })}
      </>
    );
  }
  return (
    <>{step.comparison === "at-least" ? t("rules:atLeast", { value }) : t("rules:moreThan", { value })}</>
  );
}
