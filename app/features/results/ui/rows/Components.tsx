import type { ResultView } from "~/features/results/services/view/resultView.server";
import { RowFilter } from "~/features/results/ui/rows/RowFilter";
import { Rows } from "~/features/results/ui/rows/Rows";
import type { Names } from "~/features/results/ui/words";
import { useWords } from "~/i18n";

type Props = {
  readonly here: string;
  readonly view: ResultView;
  readonly names: Names;
  readonly reasons: Readonly<Record<string, number>>;
  readonly isCompared: boolean;
};

/** The result itself: every component with its band, and what stands behind it when it is opened. */
export function Components({ here, view, names, reasons, isCompared }: Props) {
  const { t } = useWords();
  return (
    <section aria-labelledby="by-component" id="rows">
      <h2 id="by-component" className="vh">
        {t("results:table.title")}
      </h2>
      <RowFilter here={here} view={view} isCompared={isCompared} />
      <Rows head={view.head} rows={view.rows} names={names} most={view.most} reasons={reasons} here={here} />
      <details className="more small">
        <summary>{t("results:legend.title")}</summary>
        <ul className="clean">
          {isCompared && (
            <>
              <li>
                <span className="frag" aria-hidden="true">
                  ◐
                </span>{" "}
                {t("results:legend.fragile")}
              </li>
              <li>
                <span aria-hidden="true">●</span> {t("results:row.holds")}
              </li>
              <li>{t("results:legend.turns")}</li>
            </>
          )}
          <li>{t(`results:table.caption.${view.head.rule.count}`)}</li>
        </ul>
      </details>
    </section>
  );
}
