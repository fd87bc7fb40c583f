import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { ProcessCards } from "./ProcessCards";

type Props = {
  readonly processes: readonly { slug: string; title: LocalizedView; summary: LocalizedView }[];
};

/** Processes in preparation that somebody takes part in. */
export function Preparing({ processes }: Props) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="preparing">
      <h2 id="preparing">{t("overview:home.preparing")}</h2>
      <p className="quiet measure">{t("overview:home.preparingLead")}</p>
      <ProcessCards processes={processes} />
    </section>
  );
}
