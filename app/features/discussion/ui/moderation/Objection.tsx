import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** The person whom an act of moderation was about says something to it, which organizers read. */
export function Objection({ act }: { act: string }) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{t("moderation:object.title")}</summary>
      <PostForm>
        <input type="hidden" name="act" value={act} />
        <Field label={t("moderation:object.words")} of={["object", "words"]}>
          <LongText name="words" maxLength={2000} rows={3} required dir="auto" />
        </Field>
        <div className="actions">
          <Submit intent="object" kind="q mini">
            {t("moderation:object.do")}
          </Submit>
        </div>
      </PostForm>
    </details>
  );
}
