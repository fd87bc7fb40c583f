import type { ResultRow } from "~/features/results/domain/resultView";
import { type Names, variantWords } from "~/features/results/ui/words";
import type { Band } from "~/features/rules/domain/bands";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

type Props = { readonly rows: readonly ResultRow[]; readonly names: Names };

/** Every component under every other reasonable count. */
export function ResultComparison({ rows, names }: Props) {
  const words = useWords();
  const { t, format } = words;
  const verdictsOf = ({ verdicts }: ResultRow) =>
    new Map<string, Band>(
      verdicts.flatMap(({ band, variants }) =>
        variants.map((variant) => [variantWords(words, names, variant), band] as const),
      ),
    );
  const verdicts = rows.map((row) => verdictsOf(row));
  const variants = [...new Set(verdicts.flatMap((one) => [...one.keys()]))].sort();
  if (variants.length === 0) return null;
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
              ...variants,
            ]}
          />
          <tbody>
            {rows.map((one, i) => (
              <tr key={one.component}>
                <th scope="row">{ownValue(names.components, one.component) ?? one.component}</th>
                <td>
                  <BandMark band={one.band} />
                </td>
                <td className="n">{one.variants > 0 ? format.percent(one.agreeing / one.variants) : "–"}</td>
                {variants.map((variant) => {
                  const band = verdicts[i]?.get(variant);
                  return <td key={variant}>{band ? <BandMark band={band} /> : "–"}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
