import { standings } from "~/features/plans/domain/standing";
import { useWords } from "~/i18n";

/** How a result stands to the plans that were sealed, as the bundle says and the steps checked. */
export function StandingWord({
  standing,
  plan,
}: {
  readonly standing: string;
  readonly plan: number | null;
}) {
  const { t } = useWords();
  const known = standings.find((one) => one === standing);
  return known ? t(`verification:standing.${known}`, { plan: plan ?? "" }) : <code>{standing}</code>;
}
