import { useEffect, useRef } from "react";
import { AboutFields, type Closed, KindFields, type Passage } from "~/features/comments/ui/CommentFields";
import { ClosedNote } from "~/features/comments/ui/CommentForm";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { PostForm } from "~/ui/forms/PostForm";

/** What a clause says where a suggestion is made: its Markdown, in the language in which it is written. */
export type Suggestable = {
  readonly clause: string;
  readonly text: string;
  readonly sourceLanguage: ContentLanguage;
};

/**
 * The form to suggest other words for a clause: its text, to be changed as it is to read. What was changed in it is what is
 * suggested. Where a passage was selected, the cursor stands on its words.
 */
export function SuggestForm({
  action,
  of: { clause, text, sourceLanguage },
  passage,
  groups,
  place,
  shownIn,
  closed,
}: {
  action: string;
  of: Suggestable;
  passage: Passage | null;
  groups: readonly { readonly key: string; readonly title: string }[];
  /** Under which what is not sent yet is kept. */
  place: string;
  shownIn: string;
  /** Where its version takes no comments any more. */
  closed?: Closed | null;
}) {
  const { t, language } = useWords();
  const nameOf = useLanguageName();
  const area = useRef<HTMLTextAreaElement>(null);
  const quote = passage?.quote ?? "";
  useEffect(() => {
    // Words that stand there once are found in the text as it is written, too; else one looks for them.
    const at = quote ? text.indexOf(quote) : -1;
    if (at === -1 || !area.current || area.current.value !== text) return;
    area.current.focus();
    area.current.setSelectionRange(at, at + quote.length);
  }, [quote, text]);
  const to = closed?.newest ? `${closed.base}/drafts/${closed.newest}/clauses/${clause}` : null;
  return (
    <PostForm
      id={passage ? undefined : "suggest"}
      action={inLanguage(language, to ?? action)}
      place={`${place}-suggest`}
      preventScrollReset
    >
      <Refused intent="suggest" />
      {closed && <ClosedNote closed={closed} clause={clause} />}
      <AboutFields clause={clause} passage={passage} shownIn={shownIn} closed={closed} />
      {passage && shownIn !== sourceLanguage && (
        <p className="frag">{t("suggestions:form.ofSource", { language: nameOf(sourceLanguage) })}</p>
      )}
      <Field
        label={t("suggestions:form.text")}
        hint={t("suggestions:form.textHint")}
        of={["suggest", "proposal"]}
      >
        <LongText
          ref={area}
          name="proposal"
          required
          maxLength={20_000}
          rows={Math.min(14, Math.max(5, Math.ceil(text.length / 70)))}
          defaultValue={text}
          lang={sourceLanguage}
          dir={directionOf(sourceLanguage)}
        />
      </Field>
      <Field label={t("suggestions:form.why")} of={["suggest", "body"]}>
        <LongText name="body" maxLength={10_000} dir="auto" rows={2} />
      </Field>
      <details className="more">
        <summary>{t("comments:form.more")}</summary>
        <KindFields type="editorial" groups={groups} />
      </details>
      {(!closed || to) && (
        <div className="actions">
          <Submit intent="suggest">{t("suggestions:form.do")}</Submit>
        </div>
      )}
    </PostForm>
  );
}
