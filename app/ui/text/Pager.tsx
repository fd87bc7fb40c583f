import { useLocation } from "@remix-run/react";
import { useWords } from "~/i18n";
import { splitLanguage } from "~/i18n/languagePath";
import type { Paging } from "~/kernel/paging";
import { PageLink } from "./PageLink";

type Props = Pick<Paging, "page" | "pages"> & {
  /** What the address calls the page of this list; what else it asks for stays. */
  readonly name?: string;
  /** The part of the page that the list is in. */
  readonly part?: string;
  /** Where a page has an address of another kind. */
  readonly to?: (page: number) => string;
  /** What is paged, where a page has several lists. */
  readonly label?: string;
};

/** The pages of a long list: the first, those around this one, the last. */
export function Pager({ page, pages, name = "page", part, to, label }: Props) {
  const { t, format } = useWords();
  const { pathname, search } = useLocation();
  if (pages <= 1) return null;
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
  const here = (one: number) => {
    const query = new URLSearchParams(search);
    query.set(name, String(one));
    return `${splitLanguage(pathname).path}?${query}${part ? `#${part}` : ""}`;
  };
  const address = to ?? here;
  return (
    <nav className="pager no-print" aria-label={label ?? t("common:pages.label")}>
      {page > 1 && (
        <PageLink to={address(page - 1)} className="btn q mini" rel="prev">
          {t("common:pages.previous")}
        </PageLink>
      )}
      <ol>
        {near.map((one, at) => (
          <li key={one}>
            {at > 0 && one - (near[at - 1] ?? one) > 1 && <span aria-hidden="true">… </span>}
            {one === page ? (
              <strong aria-current="page">{format.number(one)}</strong>
            ) : (
              <PageLink to={address(one)}>{format.number(one)}</PageLink>
            )}
          </li>
        ))}
      </ol>
      {page < pages && (
        <PageLink to={address(page + 1)} className="btn q mini" rel="next">
          {t("common:pages.next")}
        </PageLink>
      )}
    </nav>
  );
}
