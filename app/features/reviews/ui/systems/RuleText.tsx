import type { SystemsData } from "~/features/reviews/ui/systems/data";
import { useWords } from "~/i18n";
import { Hash } from "~/ui/text/text";

/** The rule by which a conclusion follows from cells. */
export function RuleText({ rule, hash }: { rule: SystemsData["rule"]; hash: string }) {
  const { t, format } = useWords();
  return (
    <section className="section" aria-labelledby="rule">
      <h2 id="rule">{t("reviews:rule.title")}</h2>
      <p className="measure">
        {t("reviews:rule.meets", {
          levels: format.list(rule.levels.map((level) => t(`drafts:level.${level}`))),
        })}{" "}
        {t(`reviews:rule.notApplicable.${rule.notApplicable}`)}{" "}
        {t(`reviews:rule.affiliated.${rule.affiliated}`)} <Hash value={hash} />
      </p>
    </section>
  );
}
