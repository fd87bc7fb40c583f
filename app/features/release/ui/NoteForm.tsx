import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { PostForm } from "~/ui/forms/PostForm";

export function NoteForm({ language, text }: { language: ContentLanguage; text: string }) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  return (
    <PostForm preventScrollReset>
      <input type="hidden" name="language" value={language} />
      <Field label={<span lang={language}>{nameOf(language)}</span>} of={["publish", "note"]}>
        <LongText name="note" defaultValue={text} maxLength={4000} dir="auto" lang={language} />
      </Field>
      <Submit intent="note" kind="q mini">
        {t("common:save")}
      </Submit>
    </PostForm>
  );
}
