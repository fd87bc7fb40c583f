import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { CommentForm } from "~/features/comments/ui/CommentForm";
import { StillWriting } from "~/features/comments/ui/StillWriting";
import type { ClausePage } from "~/features/discussion/services/clausePage.server";
import { SuggestForm } from "~/features/suggestions/ui/SuggestForm";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { useAnswer } from "~/ui/forms/forms";

type Props = {
  readonly data: Pick<ClausePage, "label" | "clauseId" | "text" | "groups" | "isOpen" | "goesOnIn"> & {
    readonly sourceLanguage: ContentLanguage;
  };
  readonly base: string;
  readonly here: string;
  readonly mayWrite: boolean;
  /** A section has a title alone, and no words to change. */
  readonly hasText: boolean;
};

/** The forms on the page of a clause: to comment on it, and to suggest other words. */
export function WriteOnClause({ data, base, here, mayWrite, hasText }: Props) {
  const { t, language } = useWords();
  const refused = useAnswer("suggest")?.ok === false;
  const { hash } = useLocation();
  const [isSuggesting, setSuggesting] = useState(refused);
  useEffect(() => setSuggesting(refused || hash === "#suggest"), [refused, hash]);
  const place = `${data.label}-${data.clauseId}`;
  const closed = data.isOpen ? null : { base, label: data.label, newest: data.goesOnIn };
  const shared = { action: here, passage: null, groups: data.groups, place, shownIn: language, closed };
  return (
    <>
      <StillWriting key={here} isOpen={mayWrite} place={place} intent="comment">
        <div className="note no-print">
          <h3>{t("discussion:comments.do")}</h3>
          <CommentForm {...shared} clause={data.clauseId} />
        </div>
      </StillWriting>
      {hasText && (
        <StillWriting key={`${here}-suggest`} isOpen={mayWrite} place={`${place}-suggest`} intent="suggest">
          <details className="note no-print" open={isSuggesting}>
            <summary>{t("suggestions:do")}</summary>
            <SuggestForm
              {...shared}
              of={{ clause: data.clauseId, text: data.text, sourceLanguage: data.sourceLanguage }}
            />
          </details>
        </StillWriting>
      )}
    </>
  );
}
