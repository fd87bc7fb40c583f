import type { Names } from "~/features/results/ui/words";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";

type Props = { reasons: readonly { component: string; seat: string; text: string }[]; names: Names };

/** What voters wrote beside their choices, component by component. */
export function Reasons({ reasons, names }: Props) {
  const { t } = useWords();
  if (reasons.length === 0) return null;
  const components = [...new Set(reasons.map(({ component }) => component))];
  return (
    <section className="section" aria-labelledby="reasons">
      <h2 id="reasons">{t("results:reasons.title")}</h2>
      {components.map((component) => (
        <details className="more measure" key={component} id={`reasons-${component}`}>
          <summary>
            {ownValue(names.components, component) ?? component} (
            {reasons.filter((one) => one.component === component).length})
          </summary>
          <ul className="clean">
            {reasons
              .filter((one) => one.component === component)
              .map((one) => (
                <li key={`${one.seat}-${one.text}`}>
                  <p dir="auto">{one.text}</p>
                  <bdi className="quiet small">{one.seat}</bdi>
                </li>
              ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
