import type { PlanView } from "~/features/plans/services/planView.server";
import { quorumKind, quorumSaid } from "~/features/rules/ui/quorumSaid";
import { RuleText } from "~/features/rules/ui/RuleText";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import type { ActPoint } from "~/ui/forms/ActPage";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

/** What a plan fixes, a point each: read before it is sealed, and on its page afterwards. */
export function usePlanPoints(base: string, plan: PlanView): ActPoint[] {
  const words = useWords();
  const { t, format } = words;
  const { rounds, quorum } = plan;
  const groupKind = quorumKind({ voters: quorum.groupVoters, share: quorum.groupShare });
  const groupShare = format.percent(quorum.groupShare);
  return [
    {
      label: t("plans:point.rounds"),
      said: (
        <>
          <p>{t("plans:point.together", { count: rounds.length })}</p>
          <ul className="clean">
            {rounds.map((round) => (
              <li key={round.log}>
                {round.number === null ? (
                  <code>{round.log}</code>
                ) : (
                  <PageLink to={`${base}/rounds/${round.number}`}>
                    {t("rounds:number", { number: round.number })}
                  </PageLink>
                )}{" "}
                · <bdi>{round.workgroup ?? t("rounds:public")}</bdi>
                {round.title && (
                  <>
                    {" "}
                    · <bdi>{round.title}</bdi>
                  </>
                )}{" "}
                <span className="quiet small">
                  {t("plans:point.asked", { count: round.asked })}{" "}
                  {round.closesAt ? (
                    <>
                      {t("plans:point.closes")} <Moment at={round.closesAt} />
                    </>
                  ) : (
                    t("plans:point.byHand")
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      ),
    },
    {
      label: t("plans:point.rule"),
      said: plan.rule ? (
        <details className="more">
          <summary>{ruleName(words, plan.rule)}</summary>
          <RuleText rule={plan.rule.rule} />
        </details>
      ) : (
        <code dir="ltr">{plan.ruleHash}</code>
      ),
    },
    {
      label: t("plans:point.list"),
      said: (
        <p>
          {t("plans:point.version", { version: plan.version })} {format.list(plan.criteria)}.
        </p>
      ),
    },
    {
      label: t("plans:point.opensBy"),
      said: (
        <p>
          <Moment at={plan.opensBy} />
        </p>
      ),
    },
    {
      label: t("plans:point.roll"),
      said: (
        <>
          {plan.rolls.map((roll) => (
            <p key={roll}>{t(`plans:roll.${roll}`)}</p>
          ))}
          <p>{t(`plans:overlap.${plan.overlap}`)}</p>
        </>
      ),
    },
    {
      label: t("plans:point.quorum"),
      said: (
        <>
          <p>{quorumSaid(words, quorum) ?? t("plans:quorum.none")}</p>
          {quorum.groups > 0 && <p>{t("plans:quorum.groups", { count: quorum.groups })}</p>}
          {quorum.groups > 0 && groupKind !== "none" && (
            <p>
              {groupKind === "share"
                ? t("plans:quorum.group.share", { share: groupShare })
                : t(`plans:quorum.group.${groupKind}`, { count: quorum.groupVoters, share: groupShare })}
            </p>
          )}
        </>
      ),
    },
    {
      label: t("plans:point.readers"),
      said: (
        <>
          {plan.attributions.map((one) => (
            <p key={one}>{t(`votes:rounds.attribution.${one}`)}</p>
          ))}
          {plan.reveals.map((one) => (
            <p key={one}>{t(`votes:reveal.${one}`)}</p>
          ))}
        </>
      ),
    },
    {
      label: t("plans:point.confirm"),
      said:
        plan.confirm.length === 0 ? (
          <p>{t("plans:point.alone")}</p>
        ) : (
          <>
            <p>{t("plans:point.two")}</p>
            <ul>
              {plan.confirm.map((act) => (
                <li key={act}>{t(`confirmations:act.${act}`)}</li>
              ))}
            </ul>
          </>
        ),
    },
    {
      label: t("plans:point.publishBy"),
      said: <p>{plan.publishBy ? <Moment at={plan.publishBy} /> : t("plans:point.noDay")}</p>,
    },
  ];
}
