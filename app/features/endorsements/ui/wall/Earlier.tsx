import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";

export function Earlier({
  base,
  rows,
  draft,
}: {
  base: string;
  rows: readonly { label: string; total: number; again: number }[];
  draft: string;
}) {
  const { t, format } = useWords();
  return (
    <section className="section" aria-labelledby="earlier">
      <h2 id="earlier">{t("endorsements:earlier.title")}</h2>
      <p className="quiet measure">{t("endorsements:earlier.lead")}</p>
      <Scroll label={t("endorsements:earlier.title")}>
        <table>
          <TableHead
            columns={[
              t("endorsements:version"),
              { label: t("endorsements:earlier.total"), kind: "n" },
              { label: t("endorsements:earlier.again", { label: draft }), kind: "n" },
            ]}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">
                  <PageLink to={`${base}/endorsements?draft=${row.label}`}>
                    <bdi>{row.label}</bdi>
                  </PageLink>
                </th>
                <td className="n">{format.number(row.total)}</td>
                <td className="n">{format.number(row.again)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
