import { useWords } from "~/i18n";
import { type Language, languageNames } from "~/kernel/language/languages";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export function NoteForm({ language, text }: { language: Language; text: string }) {
  const { t } = useWords();
  return (
    <PostForm preventScrollReset>
      <input type="hidden" name="language" value={language} />
      <Field label={<span lang={language}>{languageNames[language]}</span>} of={["publish", "note"]}>
        <LongText name="note" defaultValue={text} maxLength={4000} dir="auto" lang={language} />
      </Field>
      <Submit intent="note" kind="q mini">
        {t("common:save")}
      </Submit>
    </PostForm>
  );
}
