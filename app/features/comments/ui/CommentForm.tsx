import { commentTypes } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { LanguageOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { StanceField } from "./StanceField";

export type Passage = { readonly quote: string; readonly start: number; readonly end: number };

/** The form to comment on a clause, a passage of it, or the whole version. */
export function CommentForm({
  action,
  clause,
  passage,
  text,
  groups,
  place,
  shownIn,
}: {
  action: string;
  clause: string | null;
  passage: Passage | null;
  /** The clause's Markdown, to propose another wording of. */
  text: string;
  groups: readonly { readonly key: string; readonly title: string }[];
  /** Under which what is not sent yet is kept in this browser. */
  place: string;
  shownIn: string;
}) {
  const { t, language } = useWords();
  return (
    <PostForm
      id={passage ? undefined : "write"}
      action={inLanguage(language, action)}
      place={place}
      preventScrollReset
    >
      <Refused intent="comment" />
      <input type="hidden" name="clause" value={clause ?? ""} />
      <input type="hidden" name="quote" value={passage?.quote ?? ""} />
      <input type="hidden" name="start" value={passage?.start ?? 0} />
      <input type="hidden" name="end" value={passage?.end ?? 0} />
      <input type="hidden" name="shownIn" value={shownIn} />
      {passage && <blockquote className="comment-quote">{passage.quote}</blockquote>}
      <Field label={t("comments:form.body")} of={["comment", "body"]}>
        <LongText name="body" required maxLength={10_000} dir="auto" />
      </Field>
      <div className="row">
        <Field label={t("comments:form.type")}>
          <select name="type" defaultValue="general">
            {commentTypes.map((type) => (
              <option key={type} value={type}>
                {t(`comments:type.${type}`)}
              </option>
            ))}
          </select>
        </Field>
        <StanceField />
        <Field label={t("comments:form.speaksAs")}>
          <select name="speaksAs" defaultValue="">
            <option value="">{t("comments:form.nobody")}</option>
            {groups.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("comments:form.language")}>
          <select name="language" defaultValue={language}>
            <LanguageOptions />
          </select>
        </Field>
      </div>
      {clause && (
        <details className="more">
          <summary>{t("comments:form.propose")}</summary>
          <Field
            label={t("comments:proposal")}
            hint={t("comments:form.proposeHint")}
            of={["comment", "proposal"]}
          >
            <LongText name="proposal" maxLength={20_000} dir="auto" placeholder={text} rows={6} />
          </Field>
        </details>
      )}
      <div className="actions">
        <Submit intent="comment">{t("comments:form.do")}</Submit>
      </div>
    </PostForm>
  );
}
