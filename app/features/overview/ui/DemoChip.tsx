import { useWords } from "~/i18n";
import { dismiss } from "~/ui/frame/head/dismissed";
import { Icon } from "~/ui/frame/shell/Icon";

/** What in a demo is made up, said on one line; once hidden, it stays so in this browser. */
export function DemoChip() {
  const { t } = useWords();
  return (
    <div className="demo no-print">
      <details className="pop-menu at-end" name="frame">
        <summary>
          <span className="long">{t("common:demoChip.long")}</span>
          <span className="short">{t("common:demoChip.short")}</span>
        </summary>
        <p className="pop">{t("common:demo")}</p>
      </details>
      <button type="button" onClick={() => dismiss("demo")} aria-label={t("common:demoChip.hide")}>
        <Icon name="close" />
      </button>
    </div>
  );
}
