import { Form, useSubmit } from "@remix-run/react";
import type { FormEvent } from "react";
import { categoryName } from "~/features/components/ui/category";
import { besideOrders } from "~/features/results/domain/beside/besideRows";
import type { BesideView } from "~/features/results/services/view/besideView.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly here: string;
  readonly view: Pick<BesideView, "query" | "categories" | "causes" | "moves" | "paging">;
};

/** Which components are compared, and in which order: a form of the address, sent by itself where scripts run. */
export function BesideFilter({ here, view }: Props) {
  const { t, language } = useWords();
  const submit = useSubmit();
  const { query, categories, causes, moves, paging } = view;
  const send = ({ currentTarget }: FormEvent<HTMLFormElement>) =>
    submit(currentTarget, { replace: true, preventScrollReset: true });
  const isNarrowed = paging.total < moves.all;
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
        {causes.length > 1 && (
          <select name="cause" defaultValue={query.cause ?? ""} aria-label={t("results:compared.differs")}>
            <option value="">{t("results:compared.anyCause")}</option>
            {causes.map((one) => (
              <option key={one} value={one}>
                {t(`results:compared.cause.${one}`)}
              </option>
            ))}
          </select>
        )}
        <select name="order" defaultValue={query.order} aria-label={t("results:filter.order")}>
          {besideOrders.map((one) => (
            <option key={one} value={one}>
              {t(`results:compared.by.${one}`)}
            </option>
          ))}
        </select>
        <label>
          <input type="checkbox" name="show" value="all" defaultChecked={query.isAll} />{" "}
          {t("results:compared.showAll")}
        </label>
        <button type="submit" className="btn q mini scriptless">
          {t("results:filter.show")}
        </button>
      </Form>
      <p className="small quiet row-count" role="status">
        {isNarrowed && t("results:filter.shown", { count: paging.total, total: moves.all })}{" "}
        {isNarrowed && (
          <PageLink to={`${here}?show=all`} preventScrollReset>
            {t("results:filter.all")}
          </PageLink>
        )}
      </p>
    </>
  );
}
