import { PageLink } from "~/ui/text/PageLink";

export function Pager({
  here,
  page,
  pages,
  words: [previous, next],
}: {
  here: string;
  page: number;
  pages: number;
  words: [string, string];
}) {
  if (pages < 2) return null;
  return (
    <p className="actions no-print">
      {page > 1 && <PageLink to={`${here}?page=${page - 1}`}>{previous}</PageLink>}
      {page < pages && <PageLink to={`${here}?page=${page + 1}`}>{next}</PageLink>}
    </p>
  );
}
