import { Form, useSubmit } from "@remix-run/react";
import type { FormEvent, ReactNode } from "react";
import { categoryName } from "~/features/components/ui/category";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly here: string;
  readonly query: { readonly text: string; readonly category: string | null };
  readonly categories: readonly string[];
  /** How many components are shown, of how many. */
  readonly shown: number;
  readonly all: number;
  /** The address at which all of them are. */
  readonly allAt: string;
  /** What else the list can be narrowed or ordered by. */
  readonly children: ReactNode;
};

/** Which components of a list are shown, and in which order: a form of the address, sent by itself where scripts run. */
export function ComponentFilter({ here, query, categories, shown, all, allAt, children }: Props) {
  const { t, language } = useWords();
  const submit = useSubmit();
  const send = ({ currentTarget }: FormEvent<HTMLFormElement>) =>
    submit(currentTarget, { replace: true, preventScrollReset: true });
  const isNarrowed = shown < all;
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
        {children}
        <button type="submit" className="btn q mini scriptless">
          {t("results:filter.show")}
        </button>
      </Form>
      <p className="small quiet row-count" role="status">
        {isNarrowed && t("results:filter.shown", { count: shown, total: all })}{" "}
        {isNarrowed && (
          <PageLink to={allAt} preventScrollReset>
            {t("results:filter.all")}
          </PageLink>
        )}
      </p>
    </>
  );
}
