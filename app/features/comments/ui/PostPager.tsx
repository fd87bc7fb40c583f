import { postsPerPage } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** The pages of a long thread: the first, those around this one, the last. */
export function PostPager({ here, page, pages }: { here: string; page: number; pages: number }) {
  const { t, format } = useWords();
  if (pages <= 1) return null;
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
  const to = (one: number) => `${here}?post=${(one - 1) * postsPerPage + 1}`;
  return (
    <nav className="pager no-print" aria-label={t("comments:pages")}>
      {page > 1 && (
        <PageLink to={to(page - 1)} className="btn q mini">
          {t("comments:previousPage")}
        </PageLink>
      )}
      <ol>
        {near.map((one, at) => (
          <li key={one}>
            {at > 0 && one - (near[at - 1] ?? one) > 1 && <span aria-hidden="true">… </span>}
            {one === page ? (
              <strong aria-current="page">{format.number(one)}</strong>
            ) : (
              <PageLink to={to(one)}>{format.number(one)}</PageLink>
            )}
          </li>
        ))}
      </ol>
      {page < pages && (
        <PageLink to={to(page + 1)} className="btn q mini">
          {t("comments:nextPage")}
        </PageLink>
      )}
    </nav>
  );
}
