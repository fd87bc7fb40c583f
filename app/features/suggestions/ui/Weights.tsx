import { stances } from "~/features/comments/domain/comment";
import type { Weights as Counts } from "~/features/suggestions/services/inner/positions.server";
import { useWords } from "~/i18n";

/** How many are for a suggestion, against it and neither, in a line. */
export function Weights({ weights }: { weights: Counts }) {
  const { t, format } = useWords();
  return (
    <p className="quiet small">
      {format.parts(
        stances.map((stance) => t(`suggestions:positions.count.${stance}`, { count: weights[stance] })),
      )}
    </p>
  );
}
