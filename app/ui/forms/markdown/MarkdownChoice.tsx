import { useSyncExternalStore } from "react";
import { useWords } from "~/i18n";
import { hasEditor, onColoured, readColoured, setColoured } from "./choice";

type Choice = "coloured" | "plain" | "none";
const chosen = (): Choice => (!hasEditor() ? "none" : readColoured() ? "coloured" : "plain");

/** Lets somebody write Markdown in fields as the browser has them. Nothing where there is no editor to choose. */
export function MarkdownChoice() {
  const { t } = useWords();
  const choice = useSyncExternalStore(onColoured, chosen, () => "none" as const);
  if (choice === "none") return null;
  return (
    <label className="check small no-print">
      <input
        type="checkbox"
        checked={choice === "coloured"}
        onChange={({ target }) => setColoured(target.checked)}
      />
      <span>
        {t("drafts:coloured.do")}
        {choice === "coloured" && <span className="quiet"> {t("drafts:coloured.keys")}</span>}
      </span>
    </label>
  );
}
