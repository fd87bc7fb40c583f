import { besideOrders } from "~/features/results/domain/beside/besideRows";
import type { BesideView } from "~/features/results/services/view/besideView.server";
import { ComponentFilter } from "~/features/results/ui/rows/ComponentFilter";
import { useWords } from "~/i18n";

type Props = {
  readonly here: string;
  readonly view: Pick<BesideView, "query" | "categories" | "causes" | "moves" | "paging">;
};

/** Which components are compared, and in which order. */
export function BesideFilter({ here, view }: Props) {
  const { t } = useWords();
  const { query, categories, causes, moves, paging } = view;
  return (
    <ComponentFilter
      here={here}
      query={query}
      categories={categories}
      shown={paging.total}
      all={moves.all}
      allAt={`${here}?show=all`}
    >
      {causes.length > 1 && (
        <select name="cause" defaultValue={query.cause ?? ""} aria-label={t("beside:differs")}>
          <option value="">{t("beside:anyCause")}</option>
          {causes.map((one) => (
            <option key={one} value={one}>
              {t(`beside:cause.${one}`)}
            </option>
          ))}
        </select>
      )}
      <select name="order" defaultValue={query.order} aria-label={t("results:filter.order")}>
        {besideOrders.map((one) => (
          <option key={one} value={one}>
            {t(`beside:by.${one}`)}
          </option>
        ))}
      </select>
      <label>
        <input type="checkbox" name="show" value="all" defaultChecked={query.isAll} /> {t("beside:showAll")}
      </label>
    </ComponentFilter>
  );
}
