import { ActForm } from "~/features/live/ui/ActForm";
import { useWords } from "~/i18n";

/** For hosts of a planned townhall: to begin it. */
export function Begin() {
  const { t } = useWords();
  return (
    <section className="note no-print" aria-labelledby="begin">
      <h2 id="begin">{t("townhalls:host.begin")}</h2>
      <p className="quiet small">{t("townhalls:host.beginNote")}</p>
      <ActForm name="start">
        <button type="submit" className="btn">
          {t("townhalls:host.start")}
        </button>
      </ActForm>
    </section>
  );
}
