import { rowOrders } from "~/features/results/domain/resultView";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import { useWords } from "~/i18n";
import { ComponentFilter } from "./ComponentFilter";

type Props = {
  readonly here: string;
  readonly view: Pick<ResultView, "query" | "categories" | "components" | "paging" | "fragile">;
  readonly isCompared: boolean;
};

/** Which rows are shown, and in which order. */
export function RowFilter({ here, view, isCompared }: Props) {
  const { t } = useWords();
  const { query, categories, paging, components } = view;
  return (
    <ComponentFilter
      here={here}
      query={query}
      categories={categories}
      shown={paging.total}
      all={components}
      allAt={here}
    >
      {query.band && <input type="hidden" name="band" value={query.band} />}
      <select name="order" defaultValue={query.order} aria-label={t("results:filter.order")}>
        {rowOrders
          .filter((one) => isCompared || one !== "firmness")
          .map((one) => (
            <option key={one} value={one}>
              {t(`results:filter.by.${one}`)}
            </option>
          ))}
      </select>
      {isCompared && view.fragile > 0 && (
        <label>
          <input type="checkbox" name="fragile" value="1" defaultChecked={query.onlyFragile} />{" "}
          {t("results:filter.fragile")}
        </label>
      )}
    </ComponentFilter>
  );
}
