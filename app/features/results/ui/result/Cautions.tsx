import { type Substance, substanceOf } from "~/features/results/domain/firmness";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import type { UncountedRound } from "~/features/results/services/counting/uncountedRounds.server";
import { quorumVerdict } from "~/features/rules/domain/quorum";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly result: ResultDocument;
  readonly uncounted: { readonly total: number; readonly first: readonly UncountedRound[] };
};

const substanceWords = {
  nothing: "results:caution.nothing",
  "one-ballot": "results:caution.oneBallot",
} as const satisfies Record<Exclude<Substance, "ballots">, string>;

/** What a reader has to know before believing the bands: too few ballots, people twice, rounds that were left out. */
export function Cautions({ base, result, uncounted }: Props) {
  const { t, format } = useWords();
  const substance = substanceOf(result);
  const quorum = quorumVerdict(result.rule.quorum, result);
  return (
    <>
      {substance !== "ballots" && (
        <p className="notice warn measure">
          <strong>{t(substanceWords[substance])}</strong>
        </p>
      )}
      {quorum && !quorum.isReached && (
        <p className="notice bad measure">
          {t("results:caution.quorum", {
            needed: format.number(quorum.needed),
            voted: format.number(result.voters),
          })}
        </p>
      )}
      {quorum?.isReached && (
        <p className="quiet measure">
          {t("results:caution.quorumReached", { needed: format.number(quorum.needed) })}
        </p>
      )}
      {result.notJudged && (
        <p className="quiet measure">{t("results:caution.notJudged", { count: result.notJudged.voters })}</p>
      )}
      {result.severalTimes !== undefined && (
        <p className="notice warn measure">
          {t("results:caution.severalTimes", { count: result.severalTimes })}
        </p>
      )}
      {uncounted.total > 0 && (
        <div className="notice warn measure">
          <p>{t("results:caution.uncounted", { count: uncounted.total })}</p>
          <ul className="clean">
            {uncounted.first.map((round) => (
              <li key={round.number}>
                <PageLink to={`${base}/rounds/${round.number}`}>
                  {t("rounds:number", { number: round.number })}
                </PageLink>{" "}
                <span className="quiet small">
                  {round.isSameRule ? t("results:caution.sameRule") : t("results:caution.otherRule")}{" "}
                  {round.countedIn.length === 0 && t("results:caution.countedNowhere")}
                </span>{" "}
                {round.countedIn.map((number) => (
                  <PageLink key={number} to={`${base}/results/${number}`} className="small">
                    {t("results:caution.countedIn", { number })}
                  </PageLink>
                ))}
              </li>
            ))}
          </ul>
          {uncounted.total > uncounted.first.length && (
            <PageLink to={`${base}/votes`}>
              {t("results:caution.moreUncounted", { count: uncounted.total - uncounted.first.length })}
            </PageLink>
          )}
        </div>
      )}
    </>
  );
}
