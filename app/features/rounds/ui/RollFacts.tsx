import type { VotedSoFar as Told } from "~/features/rounds/domain/turnoutStep";
import { useWords } from "~/i18n";
import { useShownCount } from "~/ui/text/useShownCount";
import { VotedSoFar } from "./VotedSoFar";

/** How many are on the roll of a round and have voted, for organizers. */
export function RollFacts({ soFar }: { soFar: Told }) {
  const { t } = useWords();
  const shown = useShownCount();
  return (
    <dl className="facts">
      <div>
        <dt>{t("votes:fact.roll")}</dt>
        <dd>{shown(soFar.onRoll)}</dd>
      </div>
      <div>
        <dt>{t("votes:round.turnout")}</dt>
        <dd>
          <VotedSoFar of={soFar} />
        </dd>
      </div>
    </dl>
  );
}
