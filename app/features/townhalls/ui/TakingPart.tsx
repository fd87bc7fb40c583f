import { minutesOf } from "~/features/live/domain/queue";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { regions } from "~/kernel/places/regions";
import { Shares } from "~/ui/table/Shares";
import { PageLink } from "~/ui/text/PageLink";
import { useShownCount } from "~/ui/text/useShownCount";

export type PartRow = {
  readonly number: number;
  readonly people?: number;
  readonly groups?: Readonly<Record<string, number | null>>;
  readonly spoken?: Readonly<Record<string, number>>;
  readonly regions?: Readonly<Record<string, number | null>>;
  readonly spokenRegions?: Readonly<Record<string, number | null>>;
};

/** Speaking time and attendance by group, a meeting a row: is one group always the one that is heard? */
export function TakingPart({
  data: { groups, part },
  base,
}: {
  data: {
    readonly groups: readonly { readonly key: string; readonly title: string }[];
    readonly part: readonly PartRow[];
  };
  base: string;
}) {
  const { t, format } = useWords();
  const few = useShownCount();
  const rows = part.filter(({ people = 0, spoken = {} }) => people > 0 || Object.keys(spoken).length > 0);
  if (rows.length === 0) return null;
  return (
    <section className="section" aria-labelledby="taking-part">
      <h2 id="taking-part">{t("townhalls:part.compare")}</h2>
      <p className="quiet small measure">{t("townhalls:part.note")}</p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("townhalls:part.meeting")}</th>
              <th scope="col">{t("townhalls:part.share")}</th>
              {groups.map(({ key, title }, at) => (
                <th key={key} scope="col">
                  <span className={`swatch swatch-${at}`} aria-hidden="true" /> {title}
                </th>
              ))}
              <th scope="col">{t("townhalls:part.there")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.number}>
                <th scope="row">
                  <PageLink to={`${base}/townhalls/${row.number}`}>
                    {t("townhalls:title", { number: row.number })}
                  </PageLink>
                </th>
                <td className="spoken-bar">
                  <Shares counts={groups.map(({ key }) => ownValue(row.spoken, key) ?? 0)} />
                </td>
                {groups.map(({ key }) => (
                  <td key={key} className="n">
                    {t("meetings:minutes", { count: minutesOf(ownValue(row.spoken, key) ?? 0) })}
                    {row.groups && <span className="quiet small"> · {few(ownValue(row.groups, key))}</span>}
                  </td>
                ))}
                <td className="n">{row.people ? format.number(row.people) : "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ByRegion rows={rows} base={base} />
    </section>
  );
}

/** The same by region, where anything of it may be shown. */
function ByRegion({ rows, base }: { rows: readonly PartRow[]; base: string }) {
  const { t } = useWords();
  const figure = useShownCount();
  const shown = regions.filter((region) => rows.some((row) => row.regions?.[region] != null));
  if (shown.length === 0) return null;
  return (
    <div className="scroll section">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("townhalls:part.meeting")}</th>
            {shown.map((region) => (
              <th key={region} scope="col">
                {t(`common:region.${region}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <th scope="row">
                <PageLink to={`${base}/townhalls/${row.number}`}>
                  {t("townhalls:title", { number: row.number })}
                </PageLink>
              </th>
              {shown.map((region) => {
                const spent = row.spokenRegions?.[region];
                return (
                  <td key={region} className="n">
                    {figure(row.regions?.[region])}
                    {typeof spent === "number" && (
                      <span className="quiet small">
                        {" "}
                        · {t("meetings:minutes", { count: minutesOf(spent) })}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
