import { SpeaksAs } from "~/features/comments/ui/SpeaksAs";
import { CategoryField } from "~/features/threads/ui/ThreadTools";
import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { LanguageField } from "~/ui/forms/languages/LanguageField";
import { PostForm } from "~/ui/forms/PostForm";

export type Data = {
  readonly slug: string;
  readonly about: string;
  readonly category: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly key: string;
};

export function Begin({ data }: { data: Data }) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="begin">
      <h2 id="begin">{t("discussion:threads.form.new")}</h2>
      <PostForm className="note" sendsLater>
        <input type="hidden" name="key" value={data.key} />
        <Field label={t("threads:form.title")} of={["begin", "title"]}>
          <input name="title" required maxLength={160} dir="auto" />
        </Field>
        <Field label={t("discussion:threads.form.body")} of={["begin", "body"]}>
          <LongText name="body" required maxLength={10_000} dir="auto" rows={6} />
        </Field>
        <div className="row">
          <CategoryField chosen={data.category ?? "general"} />
          <SpeaksAs groups={data.groups} />
          <LanguageField />
        </div>
        {data.about ? (
          <input type="hidden" name="about" value={data.about} />
        ) : (
          <details className="more">
            <summary>{t("threads:form.about")}</summary>
            <Field label={t("threads:form.about")} hint={t("threads:form.aboutHint")} of={["begin", "about"]}>
              <input name="about" maxLength={120} dir="ltr" />
            </Field>
          </details>
        )}
        <div className="actions">
          <Submit intent="begin">{t("discussion:threads.form.do")}</Submit>
        </div>
      </PostForm>
    </section>
  );
}
