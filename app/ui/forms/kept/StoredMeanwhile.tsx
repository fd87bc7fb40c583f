import { useWords } from "~/i18n";
import type { Overtaken } from "./formFields";
import type { KeptForm } from "./useKeptForm";

/** What somebody else stored while other words stood in the field, and what to do about it. */
export function StoredMeanwhile({ name, theirs, settle }: Overtaken & Pick<KeptForm, "settle">) {
  const { t } = useWords();
  return (
    <div className="notice warn" role="alert">
      <p>{t("common:kept.overtaken")}</p>
      <p className="pre" dir="auto">
        {theirs || <span className="quiet">{t("common:kept.empty")}</span>}
      </p>
      <p className="actions">
        {(["mine", "theirs", "both"] as const).map((choice) => (
          <button key={choice} type="button" className="btn q mini" onClick={() => settle(name, choice)}>
            {t(`common:kept.${choice}`)}
          </button>
        ))}
      </p>
    </div>
  );
}
