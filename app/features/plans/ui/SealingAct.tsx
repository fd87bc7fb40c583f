import type { PlanView } from "~/features/plans/services/planView.server";
import { useWords } from "~/i18n";
import { ActPage, type ActSeen } from "~/ui/forms/ActPage";
import { usePlanPoints } from "./planPoints";

type Props = { readonly base: string; readonly act: ActSeen & { readonly view: PlanView } };

/** A plan as it would be sealed, and what cannot be undone then. */
export function SealingAct({ base, act }: Props) {
  const { t } = useWords();
  const { number, replaces, rounds } = act.view;
  const points = usePlanPoints(base, act.view);
  const replaced = {
    label: t("plans:point.replaces"),
    said: <p>{t("plans:sealing.replaces", { number: replaces ?? 0 })}</p>,
    warns: true,
  };
  return (
    <ActPage
      act={act}
      title={t("plans:sealing.title", { number })}
      lead={t("plans:sealing.lead")}
      intent="seal"
      button={t("plans:sealing.button")}
      back={`${base}/manage/plans`}
      points={replaces === null ? points : [...points, replaced]}
      forGood={[
        t("plans:sealing.stays"),
        t("plans:sealing.rounds", { count: rounds.length }),
        t("plans:sealing.others"),
        t("common:act.recorded"),
      ]}
    />
  );
}
