import type { ResultHead, ResultRow } from "~/features/results/domain/resultView";
import { HeatCell } from "~/features/results/ui/charts";
import { RowDetail } from "~/features/results/ui/rows/RowDetail";
import type { Names } from "~/features/results/ui/words";
import { bands } from "~/features/rules/domain/bands";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";

export type RowsProps = {
  readonly head: ResultHead;
  readonly rows: readonly ResultRow[];
  readonly names: Names;
  /** The most points under a criterion: the darkest cell. */
  readonly most: number;
  /** How many reasons were given for a component. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly here: string;
};

/** More criteria than this do not fit beside each other; they are shown when a row is opened. */
const mostBeside = 5;

/** The components of a result, each a line that opens. */
export function Rows(props: RowsProps) {
  const { head, rows, names, most } = props;
  const { t, format } = useWords();
  const beside = head.criteria.length <= mostBeside ? head.criteria : [];
  const highest = Math.max(0, ...rows.map(({ score }) => score));
  return (
    <div className="result-rows" data-criteria={beside.length}>
      <div className="result-head" aria-hidden="true">
        <span>{t("results:table.component")}</span>
        <span>{t("results:table.band")}</span>
        <span>{t("results:table.score")}</span>
        {beside.map((criterion) => (
          <span key={criterion} className="wide-only">
            {ownValue(names.criteria, criterion) ?? criterion}
          </span>
        ))}
        <span className="wide-only">{t("results:row.turnsWith")}</span>
      </div>
      {rows.map((row) => (
        <details key={row.component} id={`component-${row.component}`}>
          <summary>
            <span className="name">{ownValue(names.components, row.component) ?? row.component}</span>{" "}
            <BandMark band={row.band} />{" "}
            <span className="score">
              <svg className="score-bar" viewBox="0 0 60 8" aria-hidden="true">
                <rect className="ground" width={60} height={8} rx={4} />
                <rect
                  className={`band-${bands.indexOf(row.band)}`}
                  width={highest > 0 ? (Math.max(0, row.score) / highest) * 60 : 0}
                  height={8}
                  rx={4}
                />
              </svg>
              <span className="vh">{t("results:table.score")}</span> <b>{format.number(row.score)}</b>
            </span>{" "}
            {beside.map((criterion, i) => (
              <span key={criterion} className="wide-only">
                <span className="vh">{ownValue(names.criteria, criterion) ?? criterion}</span>{" "}
                <HeatCell value={row.points[i] ?? 0} most={most} />
              </span>
            ))}{" "}
            <Firmness row={row} />
          </summary>
          <RowDetail {...props} row={row} />
        </details>
      ))}
    </div>
  );
}

/** Whether a band is fragile, by sign and word, and how many voters it hangs on. */
function Firmness({ row }: { row: ResultRow }) {
  const { t } = useWords();
  if (row.isFragile === null) return <span className="firmness wide-only" />;
  return (
    <span className={row.isFragile ? "firmness frag" : "firmness quiet"}>
      <span aria-hidden="true">{row.isFragile ? "◐" : "●"}</span>{" "}
      <span className="vh">{row.isFragile ? t("results:row.fragile") : t("results:row.holds")}</span>{" "}
      <span className="wide-only">
        <span className="vh">{t("results:row.turnsWith")}</span>{" "}
        {row.flip ? t("results:row.voters", { count: row.flip.voters }) : t("results:row.never")}
      </span>
    </span>
  );
}
