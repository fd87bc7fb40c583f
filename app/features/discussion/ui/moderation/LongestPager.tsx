import type { Paging } from "~/kernel/paging";
import { Pager } from "~/ui/text/Pager";

/** The pages of lists that stand below each other and are turned together: as many as the longest has. */
export function LongestPager({ name, lists }: { name: string; lists: readonly Paging[] }) {
  return (
    <Pager
      page={Math.max(...lists.map(({ page }) => page))}
      pages={Math.max(...lists.map(({ pages }) => pages))}
      name={name}
      part={name}
    />
  );
}
