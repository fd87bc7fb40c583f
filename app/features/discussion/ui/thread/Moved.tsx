import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** Where posts went that stood on this page of a thread. */
export function Moved({
  base,
  moved,
}: {
  base: string;
  moved: readonly {
    readonly number: number;
    readonly title: string;
    readonly posts: readonly number[];
    readonly path: string;
  }[];
}) {
  const { t, format } = useWords();
  return (
    <>
      {moved.map(({ number, title, posts, path }) => (
        <p key={number} className="quiet small">
          <PageLink to={`${base}${path}`}>
            {t("discussion:threads.moved", {
              count: posts.length,
              posts: format.list(posts.map((post) => `#${post}`)),
              title: title || t("discussion:threads.hidden"),
            })}
          </PageLink>
        </p>
      ))}
    </>
  );
}
