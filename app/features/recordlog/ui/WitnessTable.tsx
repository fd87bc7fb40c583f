import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Moment } from "~/ui/text/Moment";

type Witnessed = {
  readonly isAsked: boolean;
  readonly size: number | null;
  readonly seen: readonly {
    readonly name: string;
    readonly key: string;
    readonly size: number | null;
    readonly at: Date | string | null;
  }[];
};

/** Who saw which size of a log when. */
export function WitnessTable({ witnessed }: { readonly witnessed: Witnessed | null }) {
  const { t, format } = useWords();
  return (
    <section className="section measure" aria-labelledby="witnesses">
      <h2 id="witnesses">{t("recordlog:witnesses.title")}</h2>
      <p className="quiet small">{t("recordlog:witnesses.lead")}</p>
      {!witnessed?.isAsked ? (
        <p>{t("recordlog:witnesses.none")}</p>
      ) : (
        <>
          <p>
            {witnessed.size === null
              ? t("recordlog:witnesses.notYet")
              : t("recordlog:witnesses.enough", { count: witnessed.size })}
          </p>
          <Scroll label={t("recordlog:witnesses.title")}>
            <table>
              <TableHead
                columns={[
                  t("recordlog:witnesses.name"),
                  { label: t("recordlog:witnesses.size"), kind: "n" as const },
                  t("recordlog:witnesses.at"),
                ]}
              />
              <tbody>
                {witnessed.seen.map(({ name, key, size, at }) => (
                  <tr key={key}>
                    <td>
                      <bdi>{name}</bdi>
                      <details className="more">
                        <summary>{t("recordlog:witnesses.key")}</summary>
                        <code dir="ltr" className="small">
                          {key}
                        </code>
                      </details>
                    </td>
                    <td className="n">{size === null ? "–" : format.number(size)}</td>
                    <td>{at === null ? t("recordlog:witnesses.never") : <Moment at={at} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </section>
  );
}
