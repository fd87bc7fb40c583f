import { useWords } from "~/i18n";
import type { Overtaken } from "./formFields";
import type { KeptForm } from "./useKeptForm";

/** What somebody else stored, or its writer typed on another device, while other words stood in the field, and what to do about it. */
export function StoredMeanwhile({ name, theirs, isOwn, settle }: Overtaken & Pick<KeptForm, "settle">) {
  const { t } = useWords();
  return (
    <div className="notice warn" role="alert">
      <p>{t(isOwn ? "common:kept.elsewhere" : "common:kept.overtaken")}</p>
      <p className="pre" dir="auto">
        {theirs || <span className="quiet">{t("common:kept.empty")}</span>}
      </p>
      <p className="actions">
        {(["mine", "theirs", "both"] as const).map((choice) => (
          <button key={choice} type="button" className="btn q mini" onClick={() => settle(name, choice)}>
            {t(isOwn && choice !== "both" ? `common:kept.own.${choice}` : `common:kept.${choice}`)}
          </button>
        ))}
      </p>
    </div>
  );
}
