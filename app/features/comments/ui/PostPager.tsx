import { postsPerPage } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { Pager } from "~/ui/text/Pager";

/** The pages of a long thread, by the number of their first post. */
export function PostPager({ here, page, pages }: { here: string; page: number; pages: number }) {
  const { t } = useWords();
  const to = (one: number) => `${here}?post=${(one - 1) * postsPerPage + 1}`;
  return <Pager page={page} pages={pages} to={to} label={t("comments:pages")} />;
}
