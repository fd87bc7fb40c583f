import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** A translation as a file for a translator's tools, and back. */
export function XliffTools({ here, mayEdit }: { here: string; mayEdit: boolean }) {
  const { t } = useWords();
  return (
    <details className="more no-print">
      <summary>{t("translation:xliff.title")}</summary>
      <p>
        <a href={`${here}/file`} download>
          {t("translation:xliff.export")}
        </a>
      </p>
      {mayEdit && (
        <PostForm>
          <Field
            label={t("translation:xliff.import")}
            hint={t("translation:xliff.hint")}
            of={["xliff", "xliff"]}
          >
            <LongText name="xliff" className="code" required />
          </Field>
          <Submit intent="xliff" kind="q">
            {t("translation:xliff.do")}
          </Submit>
        </PostForm>
      )}
    </details>
  );
}
