import { isFewVoted, substanceOf } from "~/features/results/domain/firmness";
import type { ResultHead } from "~/features/results/domain/resultView";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly here: string;
  readonly head: ResultHead;
  readonly leftOut: number;
};

/** What a reader has to know before believing the bands: too few ballots, a rule chosen afterwards, rounds left out. */
export function Cautions({ here, head, leftOut }: Props) {
  const { t } = useWords();
  return (
    <>
      <FewVoted turnout={head} />
      {head.declaredBefore === "no" && <p className="notice warn measure">{t("results:exploredWarning")}</p>}
      {leftOut > 0 && (
        <p className="notice warn measure">
          {t("results:caution.leftOut", { count: leftOut })}{" "}
          <PageLink to={`${here}?tab=counting#uncounted`}>{t("results:caution.which")}</PageLink>
        </p>
      )}
    </>
  );
}

type Turnout = Pick<ResultHead, "voters" | "excluded" | "onRoll">;

/** Said wherever a count can be read or published. */
export function FewVoted({ turnout }: { turnout: Turnout }) {
  const { t, format } = useWords();
  if (substanceOf(turnout) === "one-ballot")
    return (
      <p className="notice warn measure">
        <strong>{t("results:caution.oneBallot")}</strong>
      </p>
    );
  if (substanceOf(turnout) === "nothing" || !isFewVoted(turnout)) return null;
  return (
    <p className="notice warn measure">
      {t("results:caution.few", {
        voted: format.number(turnout.voters + turnout.excluded),
        count: turnout.onRoll,
      })}
    </p>
  );
}
