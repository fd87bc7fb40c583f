import type { Attribution, Reveal } from "~/features/rounds/domain/values";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

type Props = {
  readonly base: string;
  readonly round: {
    readonly attribution: Attribution;
    readonly reveal: Reveal;
    readonly offersNotNecessary: boolean;
    readonly offersCannotJudge: boolean;
    readonly phase: string;
    readonly openedAt: Date | string | null;
    readonly closesAt: Date | string | null;
    readonly closedAt: Date | string | null;
    /** The number of the plan that names it. */
    readonly plan: number | null;
    readonly ruleHash: string;
  };
};

/** What a round promises its voters, and under which plan. */
export function RoundTerms({ base, round }: Props) {
  const { t } = useWords();
  return (
    <aside className="note">
      <h2>{t("votes:terms")}</h2>
      <ul className="clean">
        <li>{t(`votes:rounds.attribution.${round.attribution}`)}</li>
        <li>{t(`votes:reveal.${round.reveal}`)}</li>
        <li>{round.offersNotNecessary ? t("votes:offered") : t("votes:notOffered")}</li>
        {round.offersCannotJudge && <li>{t("votes:cannotJudgeOffered")}</li>}
        {round.openedAt && (
          <li>
            {t("votes:opened")} <Moment at={round.openedAt} />
          </li>
        )}
        {round.closedAt && (
          <li>
            {t("votes:closed")} <Moment at={round.closedAt} />
          </li>
        )}
        {round.phase === "open" && !round.closesAt && (
          <li className="sentence">{t("rounds:closesByHand")}</li>
        )}
        <li>
          {round.plan === null ? (
            t("votes:noPlan")
          ) : (
            <PageLink to={`${base}/plans/${round.plan}`}>
              {t("votes:inPlan", { number: round.plan })}
            </PageLink>
          )}
        </li>
        <li>
          <PageLink to={`${base}/rules/${round.ruleHash}`}>{t("votes:ruleFile")}</PageLink>
          <br />
          <Hash value={round.ruleHash} />
        </li>
      </ul>
    </aside>
  );
}
