import { useWords } from "~/i18n";
import type { Overtaken } from "./formFields";
import type { KeptForm } from "./useKeptForm";

/** What stands beside the words in a field, and what to do about it: what somebody else stored, or what its writer typed on another device. */
export function StoredMeanwhile({ name, theirs, isOwn, settle }: Overtaken & Pick<KeptForm, "settle">) {
  const { t } = useWords();
  const choices = isOwn ? (["mine", "both"] as const) : (["mine", "theirs", "both"] as const);
  return (
    <div className="notice warn" role="alert">
      <p>{t(isOwn ? "common:kept.restored" : "common:kept.overtaken")}</p>
      <p className="pre" dir="auto">
        {theirs || <span className="quiet">{t("common:kept.empty")}</span>}
      </p>
      <p className="actions">
        {choices.map((choice) => (
          <button key={choice} type="button" className="btn q mini" onClick={() => settle(name, choice)}>
            {t(isOwn && choice === "mine" ? "common:kept.discard" : `common:kept.${choice}`)}
          </button>
        ))}
      </p>
    </div>
  );
}
