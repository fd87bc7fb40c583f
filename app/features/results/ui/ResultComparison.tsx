import type { ResultComponent, ResultDocument } from "~/features/results/domain/resultDocument";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { type Names, variantWords } from "./words";

type Props = { result: ResultDocument; names: Names };

/** Every component under every other reasonable count. */
export function ResultComparison({ result, names }: Props) {
  const words = useWords();
  const { t, format } = words;
  const variants = new Map<string, ResultComponent["under"][number]["variant"]>();
  for (const { under } of result.components)
    for (const { name, variant } of under) variants.set(name, variant);
  if (variants.size === 0) return null;
  return (
    <section className="section" aria-labelledby="side-by-side">
      <h2 id="side-by-side">{t("results:sides.title")}</h2>
      <p className="quiet measure">{t("results:sides.lead")}</p>
      <Scroll label={t("results:sides.title")}>
        <table>
          <TableHead
            columns={[
              t("results:table.component"),
              t("results:sides.here"),
              { label: t("results:sides.agree"), kind: "n" as const },
              ...[...variants.values()].map((variant) => variantWords(words, names, variant)),
            ]}
          />
          <tbody>
            {result.components.map((one) => (
              <tr key={one.component}>
                <th scope="row">{ownValue(names.components, one.component) ?? one.component}</th>
                <td>
                  <BandMark band={one.band} />
                </td>
                <td className="n">{one.variants > 0 ? format.percent(one.agreeing / one.variants) : "–"}</td>
                {[...variants.keys()].map((name) => {
                  const other = one.under.find((candidate) => candidate.name === name);
                  return <td key={name}>{other ? <BandMark band={other.band} /> : "–"}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
