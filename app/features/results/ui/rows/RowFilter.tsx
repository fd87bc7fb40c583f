import { Form, useSubmit } from "@remix-run/react";
import type { FormEvent } from "react";
import { categoryName } from "~/features/components/ui/category";
import { rowOrders } from "~/features/results/domain/resultView";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly here: string;
  readonly view: Pick<ResultView, "query" | "categories" | "components" | "paging" | "fragile">;
  readonly isCompared: boolean;
};

/** Which rows are shown, and in which order: a form of the address, sent by itself where scripts run. */
export function RowFilter({ here, view, isCompared }: Props) {
  const { t, language } = useWords();
  const submit = useSubmit();
  const { query, categories, paging, components } = view;
  const send = ({ currentTarget }: FormEvent<HTMLFormElement>) =>
    submit(currentTarget, { replace: true, preventScrollReset: true });
  const isNarrowed = paging.total < components;
  return (
    <>
      <Form
        method="get"
        action={inLanguage(language, here)}
        className="row-filter no-print"
        role="search"
        aria-label={t("results:filter.text")}
        onChange={send}
        preventScrollReset
      >
        {query.band && <input type="hidden" name="band" value={query.band} />}
        <input
          type="search"
          name="q"
          maxLength={200}
          defaultValue={query.text}
          placeholder={t("results:filter.text")}
          aria-label={t("results:filter.text")}
        />
        {categories.length > 1 && (
          <select
            name="category"
            defaultValue={query.category ?? ""}
            aria-label={t("results:filter.category")}
          >
            <option value="">{t("results:filter.allCategories")}</option>
            {categories.map((one) => (
              <option key={one} value={one}>
                {categoryName(t, one)}
              </option>
            ))}
          </select>
        )}
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
        <button type="submit" className="btn q mini scriptless">
          {t("results:filter.show")}
        </button>
      </Form>
      <p className="small quiet row-count" role="status">
        {isNarrowed && t("results:filter.shown", { count: paging.total, total: components })}{" "}
        {isNarrowed && (
          <PageLink to={here} preventScrollReset>
            {t("results:filter.all")}
          </PageLink>
        )}
      </p>
    </>
  );
}
