import { activities, type ShownByActivity } from "~/features/representation/domain/figures";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

export type FigureRowShown = {
  readonly key: string;
  readonly label: string;
  readonly counts: ShownByActivity;
  readonly target: number | null;
  readonly share: number | null;
};

/** Who does what, a group (or region, or language) a row, beside what is wanted of it. */
export function FigureTable({
  title,
  what,
  rows,
  total,
}: {
  title: string;
  what: string;
  rows: readonly FigureRowShown[];
  total: ShownByActivity;
}) {
  const { t, format } = useWords();
  const hasTargets = rows.some(({ target }) => target !== null);
  const figure = (count: number | null) =>
    count === null ? <span className="quiet">{t("common:tooFew")}</span> : format.number(count);
  return (
    <Scroll label={title}>
      <table>
        <TableHead
          columns={[
            what,
            ...activities.map((one) => ({ label: t(`representation:activity.${one}`), kind: "n" as const })),
            { label: t("representation:share"), kind: "n" as const },
            ...(hasTargets ? [{ label: t("representation:target"), kind: "n" as const }] : []),
          ]}
        />
        <tbody>
          {rows.map(({ key, label, counts, target, share }) => (
            <tr key={key}>
              <th scope="row">
                <bdi>{label}</bdi>
                <ShareBar share={share} target={target} />
              </th>
              {activities.map((one) => (
                <td key={one} className="n">
                  {figure(counts[one])}
                </td>
              ))}
              <td className="n">{share === null ? "–" : format.percent(share / 100)}</td>
              {hasTargets && <td className="n">{target === null ? "–" : format.percent(target / 100)}</td>}
            </tr>
          ))}
          <tr className="sum">
            <th scope="row">{t("representation:all")}</th>
            {activities.map((one) => (
              <td key={one} className="n">
                {figure(total[one])}
              </td>
            ))}
            <td />
            {hasTargets && <td />}
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

/** The share that was reached, with a line where it should be. */
function ShareBar({ share, target }: { share: number | null; target: number | null }) {
  if (share === null && target === null) return null;
  return (
    <svg className="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="share-all" x={0} y={1} width={100} height={4} />
      <rect className="share-have" x={0} y={1} width={Math.min(100, share ?? 0)} height={4} />
      {target !== null && <line className="share-want" x1={target} x2={target} y1={0} y2={6} />}
    </svg>
  );
}
