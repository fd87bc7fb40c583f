import type { RevisionList } from "~/features/discussion/services/revisionsPage.server";
import { WordDiff } from "~/features/drafts/ui/WordDiff";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { UserText } from "~/ui/text/Html";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly revision: RevisionList["revisions"][number];
  readonly base: string;
  /** The page of the revisions. */
  readonly here: string;
  readonly language: string;
  /** The newest revision of the clause, where one clause is shown that can be brought back to an earlier one. */
  readonly newest: number | null;
  readonly isOneClause: boolean;
};

/** One text that was saved: when, by whom, where from, and what it changed. */
export function RevisionCard({ revision: one, base, here, language, newest, isOneClause }: Props) {
  const { t } = useWords();
  return (
    <article className="comment" id={`r-${one.clause.id}-${one.revision}`}>
      {!isOneClause && (
        <p className="comment-who">
          <PageLink to={`${here}?clause=${one.clause.id}`}>
            {one.clause.name ? (
              <UserText language={language}>{one.clause.name}</UserText>
            ) : (
              t("discussion:revisions.gone")
            )}
          </PageLink>
        </p>
      )}
      <p className="quiet small">
        {t("discussion:revisions.number", { number: one.revision })} · <Moment at={one.at} /> ·{" "}
        {one.who ? <bdi>{one.who}</bdi> : t("discussion:revisions.somebody")} ·{" "}
        {t(`discussion:revisions.source.${one.source}`, { number: one.fromRevision ?? 0 })}
        {one.comment && (
          <>
            {" · "}
            <PageLink to={`${base}/comments/${one.comment.id}`}>
              {t("drafts:comment.title", { number: one.comment.number ?? 0, label: one.comment.label ?? "" })}
            </PageLink>
          </>
        )}
      </p>
      {one.heading.length > 0 && <WordDiff parts={one.heading} language={language} />}
      {one.body.length > 0 && <WordDiff parts={one.body} language={language} />}
      {one.kind && <p className="small">{t(`drafts:kind.${one.kind}`)}</p>}
      {one.stability && <p className="small">{t(`drafts:stability.${one.stability}`)}</p>}
      {isOneClause && newest !== null && one.revision < newest && (
        <div className="actions no-print">
          <PageLink
            to={`${here}?clause=${one.clause.id}&from=${one.revision}&to=${newest}`}
            className="small"
          >
            {t("discussion:revisions.withNow")}
          </PageLink>
          <PostForm preventScrollReset>
            <input type="hidden" name="clause" value={one.clause.id} />
            <input type="hidden" name="revision" value={one.revision} />
            <input type="hidden" name="seen" value={newest} />
            <Submit intent="restore" kind="q mini">
              {t("discussion:revisions.restore")}
            </Submit>
          </PostForm>
        </div>
      )}
    </article>
  );
}
