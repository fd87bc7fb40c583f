import type { SuggestionPage } from "~/features/suggestions/services/suggestionPage.server";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** What the author of a suggestion can do with it: word it on a text that was changed, or withdraw it. */
export function AuthorTools({
  conflict,
  proposal,
  language,
}: {
  conflict: SuggestionPage["conflict"];
  /** What they suggested first. */
  proposal: string;
  /** In which the text is written. */
  language: string;
}) {
  const { t } = useWords();
  return (
    <section className="note no-print" aria-labelledby="own-suggestion">
      <h2 id="own-suggestion">{t("suggestions:own.title")}</h2>
      {conflict && (
        <PostForm id="restate">
          <Refused intent="restate" />
          <p className="frag">{t("suggestions:own.conflict", { label: conflict.label })}</p>
          {conflict.text === null ? (
            <p className="small">{t("suggestions:own.gone", { label: conflict.label })}</p>
          ) : (
            <>
              <input type="hidden" name="draft" value={conflict.label} />
              <details className="more">
                <summary className="small">{t("suggestions:own.before")}</summary>
                <p className="pre small" lang={language} dir={directionOf(language)}>
                  {proposal}
                </p>
              </details>
              <Field
                label={t("suggestions:form.text")}
                hint={t("suggestions:form.textHint")}
                of={["restate", "proposal"]}
              >
                <LongText
                  name="proposal"
                  required
                  maxLength={20_000}
                  rows={6}
                  defaultValue={conflict.text}
                  lang={language}
                  dir={directionOf(language)}
                />
              </Field>
              <Submit intent="restate" kind="mini">
                {t("suggestions:own.restate")}
              </Submit>
            </>
          )}
        </PostForm>
      )}
      <details className="more">
        <summary className="small">{t("suggestions:own.withdraw")}</summary>
        <PostForm>
          <Refused intent="withdraw" />
          <Field label={t("suggestions:own.withdrawReason")} of={["withdraw", "reason"]}>
            <LongText name="reason" required maxLength={600} rows={2} dir="auto" />
          </Field>
          <Submit intent="withdraw" kind="q mini">
            {t("suggestions:own.withdraw")}
          </Submit>
        </PostForm>
      </details>
    </section>
  );
}
