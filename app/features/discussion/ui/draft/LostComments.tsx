import { CommentCard } from "~/features/comments/ui/CommentCard";
import type { DraftData } from "~/features/discussion/ui/draft/data";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** Comments that stood in earlier versions and whose text is gone from this one. */
export function LostComments({
  data,
  base,
  here,
  groups,
}: {
  data: DraftData;
  base: string;
  here: string;
  groups: Readonly<Record<string, string>>;
}) {
  const { t } = useWords();
  if (data.lost.length === 0) return null;
  return (
    <section className="section" aria-labelledby="lost">
      <h2 id="lost">{t("discussion:comments.lost.title")}</h2>
      <p className="quiet small measure">{t("discussion:comments.lost.lead")}</p>
      {data.lost.map((comment) => (
        <CommentCard key={comment.id} base={base} comment={comment} groups={groups} />
      ))}
      {data.lostCount > data.lost.length && (
        <PageLink to={`${here}/comments?text=gone`}>{t("discussion:comments.more")}</PageLink>
      )}
    </section>
  );
}
