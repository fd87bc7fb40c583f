import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

export function Countries({
  rows,
  names,
}: {
  rows: readonly { country: string; people: number; organizations: number; total: number }[];
  names: Readonly<Record<string, string>>;
}) {
  const { t, format } = useWords();
  return (
    <section className="section" aria-labelledby="countries">
      <h2 id="countries">{t("endorsements:byCountry")}</h2>
      <Scroll label={t("endorsements:byCountry")}>
        <table>
          <TableHead
            columns={[
              t("endorsements:filter.country"),
              { label: t("endorsements:kinds.organization"), kind: "n" },
              { label: t("endorsements:kinds.person"), kind: "n" },
              { label: t("endorsements:total"), kind: "n" },
            ]}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={row.country}>
                <th scope="row">
                  {row.country === "" ? (
                    t("endorsements:noCountry")
                  ) : (
                    <bdi>{ownValue(names, row.country) ?? row.country}</bdi>
                  )}
                </th>
                <td className="n">{format.number(row.organizations)}</td>
                <td className="n">{format.number(row.people)}</td>
                <td className="n">{format.number(row.total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
