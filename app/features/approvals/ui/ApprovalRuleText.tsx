import type { ApprovalRule, FirstApprovalRule, SidesRule } from "~/features/approvals/domain/rule";
import { useWords } from "~/i18n";

/** A declared rule in sentences, by its version. */
export function ApprovalRuleText({ rule }: { rule: ApprovalRule }) {
  const { t } = useWords();
  const { group, total } = rule;
  return (
    <ul className="prose measure">
      <li>
        {t(`approvals:rule.group.${group.comparison}`, { share: group.threshold })}{" "}
        {rule.version === 1
          ? t("approvals:rule.turnout", {
              count: rule.group.leastPositions,
              share: group.leastTurnout,
            })
          : t("approvals:rule.sides", { count: rule.group.leastSides, share: group.leastTurnout })}
      </li>
      <li>{rule.version === 1 ? <FirstRegions rule={rule} /> : <NamedRegions rule={rule} />}</li>
      <li>
        {t(`approvals:rule.total.${total.comparison}`, { share: total.threshold })}{" "}
        {rule.version === 2 && t("approvals:rule.totalSides", { count: rule.group.leastSides })}
      </li>
      <li>{t(rule.version === 1 ? "approvals:rule.silence" : "approvals:rule.silentSides")}</li>
      {rule.version === 2 && <li>{t("approvals:rule.atOpening")}</li>}
    </ul>
  );
}

function FirstRegions({ rule: { region, group } }: { rule: FirstApprovalRule }) {
  const { t } = useWords();
  return region
    ? t(`approvals:rule.region.${region.comparison}`, {
        share: region.threshold,
        count: group.leastPositions,
      })
    : t("approvals:rule.noRegion");
}

function NamedRegions({ rule: { region, group } }: { rule: SidesRule }) {
  const { t, format } = useWords();
  if (!region) return t("approvals:rule.noRegion");
  const names = format.list(region.named.map((key) => t(`common:region.${key}`)));
  return (
    <>
      {t(`approvals:rule.named.${region.comparison}`, {
        regions: names,
        share: region.threshold,
        count: group.leastSides,
      })}{" "}
      {t("approvals:rule.otherRegions")}
    </>
  );
}
