import { useWords } from "~/i18n";

/** How a vote becomes a result, for who comes here for the first time. */
export function HowItWorks() {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="how">
      <h2 id="how">{t("overview:home.how")}</h2>
      <ol className="steps measure">
        {(["rule", "vote", "count", "proof"] as const).map((step) => (
          <li key={step}>
            <strong>{t(`overview:home.step.${step}.title`)}</strong>
            <br />
            <span className="quiet">{t(`overview:home.step.${step}.body`)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
