import { Form } from "@remix-run/react";
import { useWords } from "~/i18n";
import { type Language, languageNames } from "~/kernel/language/languages";
import { Field, Submit } from "~/ui/forms/forms";

export function NoteForm({ language, text }: { language: Language; text: string }) {
  const { t } = useWords();
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="language" value={language} />
      <Field label={<span lang={language}>{languageNames[language]}</span>} of={["publish", "note"]}>
        <textarea name="note" defaultValue={text} maxLength={4000} dir="auto" lang={language} />
      </Field>
      <Submit intent="note" kind="q mini">
        {t("common:save")}
      </Submit>
    </Form>
  );
}
