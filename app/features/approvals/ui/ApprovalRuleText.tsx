import type { ApprovalRule } from "~/features/approvals/domain/rule";
import { useWords } from "~/i18n";

/** A declared rule in sentences. */
export function ApprovalRuleText({ rule }: { rule: ApprovalRule }) {
  const { t } = useWords();
  return (
    <ul className="prose measure">
      <li>
        {t(`approvals:rule.group.${rule.group.comparison}`, { share: rule.group.threshold })}{" "}
        {t("approvals:rule.turnout", { count: rule.group.leastPositions, share: rule.group.leastTurnout })}
      </li>
      <li>
        {rule.region
          ? t(`approvals:rule.region.${rule.region.comparison}`, {
              share: rule.region.threshold,
              count: rule.group.leastPositions,
            })
          : t("approvals:rule.noRegion")}
      </li>
      <li>{t(`approvals:rule.total.${rule.total.comparison}`, { share: rule.total.threshold })}</li>
      <li>{t("approvals:rule.silence")}</li>
    </ul>
  );
}
