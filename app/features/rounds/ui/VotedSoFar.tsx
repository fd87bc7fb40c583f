import type { VotedSoFar as Told } from "~/features/rounds/domain/turnoutStep";
import { useWords } from "~/i18n";
import { useShownCount } from "~/ui/text/useShownCount";

/** How many have voted, as organizers are told while a round is open and once it is over. */
export function VotedSoFar({ of }: { of: Told }) {
  const { t, format } = useWords();
  const shown = useShownCount();
  switch (of.told) {
    case "exactly":
      return <>{format.number(of.voted)}</>;
    case "in-steps":
      return <>{t(`rounds:turnout.${of.step}`, { seats: of.onRoll })}</>;
    case "in-tens":
      return <>{shown(of.voted)}</>;
  }
}
