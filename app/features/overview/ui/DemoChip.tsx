import { useEffect, useState } from "react";
import { useWords } from "~/i18n";
import { Icon } from "~/ui/frame/shell/Icon";

const key = "codraft:demo-hidden";

/** What in a demo is made up, said on one line; once hidden, it stays so in this browser. */
export function DemoChip() {
  const { t } = useWords();
  const [isHidden, setHidden] = useState(false);
  useEffect(() => setHidden(localStorage.getItem(key) === "1"), []);
  if (isHidden) return null;
  const hide = () => {
    localStorage.setItem(key, "1");
    setHidden(true);
  };
  return (
    <div className="demo no-print">
      <details className="pop-menu at-end" name="frame">
        <summary>
          <span className="long">{t("common:demoChip.long")}</span>
          <span className="short">{t("common:demoChip.short")}</span>
        </summary>
        <p className="pop">{t("common:demo")}</p>
      </details>
      <button type="button" onClick={hide} aria-label={t("common:demoChip.hide")}>
        <Icon name="close" />
      </button>
    </div>
  );
}
