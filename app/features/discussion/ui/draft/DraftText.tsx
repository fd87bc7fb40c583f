import type { Closed } from "~/features/comments/ui/CommentFields";
import { CommentForm } from "~/features/comments/ui/CommentForm";
import { SelectToComment } from "~/features/comments/ui/SelectToComment";
import type { DraftData } from "~/features/discussion/ui/draft/data";
import { SuggestHere } from "~/features/discussion/ui/draft/SuggestHere";
import { shortPath } from "~/features/drafts/domain/shortLink";
import { ClauseText } from "~/features/drafts/ui/ClauseText";
import { WhyLine } from "~/features/drafts/ui/Why";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { PageLink } from "~/ui/text/PageLink";

/** The clauses of a version; where comments are taken, a passage can be selected to comment on it. */
export function DraftText({
  data,
  base,
  here,
  mayComment,
  closed,
}: {
  data: DraftData;
  base: string;
  here: string;
  mayComment: boolean;
  closed: Closed | null;
}) {
  const { t } = useWords();
  const { draft, counts } = data;
  const text = (
    <>
      {data.clauses.map((clause) => (
        <ClauseText
          key={clause.id}
          clause={clause}
          to={`${here}/clauses/${clause.id}`}
          sourceLanguage={data.sourceLanguage}
        >
          <WhyLine base={base} items={data.why.filter(({ clauseId }) => clauseId === clause.id)} />
          {clause.kind !== "section" && (
            <p className="clause-foot no-print">
              <PageLink
                to={`${here}/clauses/${clause.id}${mayComment && !ownValue(counts.byClause, clause.id) ? "#write" : ""}`}
              >
                {ownValue(counts.byClause, clause.id)
                  ? t("discussion:comments.count", { count: ownValue(counts.byClause, clause.id) })
                  : data.isOpen
                    ? t("discussion:comments.do")
                    : t("discussion:drafts.clause.story")}
              </PageLink>
            </p>
          )}
        </ClauseText>
      ))}
    </>
  );
  return (
    <SelectToComment
      isOpen={mayComment}
      form={({ clause, language: shownIn, ...passage }) => (
        <CommentForm
          action={here}
          clause={clause}
          passage={passage}
          groups={data.groups}
          place={`${draft.label}-${clause}-${passage.start}`}
          shownIn={shownIn}
          closed={closed}
        />
      )}
      // Its place counts in the text as it was written; a version that is not out has no address that stays.
      linkTo={({ clause, language: shownIn, start, end }) =>
        shownIn === data.sourceLanguage && draft.state !== "working"
          ? shortPath(data.slug, clause, draft.label, { start, end })
          : null
      }
      suggest={{
        label: t("suggestions:do"),
        form: (selected) => <SuggestHere data={data} here={here} closed={closed} selected={selected} />,
      }}
    >
      {text}
    </SelectToComment>
  );
}
