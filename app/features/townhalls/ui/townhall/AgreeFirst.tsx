import { ActForm } from "~/features/live/ui/ActForm";
import type { TownhallPage } from "~/features/townhalls/services/townhallPage.server";
import { useWords } from "~/i18n";
import { Html } from "~/ui/text/Html";

/** What people agree to before they speak. */
export function AgreeFirst({ agreements }: { agreements: NonNullable<TownhallPage["agreements"]> }) {
  const { t } = useWords();
  return (
    <section className="note" aria-labelledby="agreements">
      <h2 id="agreements">{t("townhalls:agreements.first")}</h2>
      <Html html={agreements.html} language={agreements.language} />
      <ActForm name="agree" fields={{ revision: String(agreements.revision) }}>
        <button type="submit" className="btn">
          {t("townhalls:agreements.do")}
        </button>
      </ActForm>
    </section>
  );
}
