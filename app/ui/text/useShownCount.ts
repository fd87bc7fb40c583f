import { useWords } from "~/i18n";
import type { Shown } from "~/kernel/figures/roundedToFive";

/**
 * A count of people as pages tell it. One that is too small to be told says so without a number: some of these figures lag
 * behind the people there are by more than ten (decision 060), so any "fewer than" would be untrue of somebody.
 */
export function useShownCount(): (count: Shown | undefined) => string {
  const { t, format } = useWords();
  return (count) => (count == null ? t("common:tooFew") : format.number(count));
}
