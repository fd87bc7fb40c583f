import { useWords } from "~/i18n";
import { Field } from "../forms";
import { WrittenOptions } from "../options";

/** The language of what one is about to write. */
export function LanguageField() {
  const { t, language } = useWords();
  return (
    <Field label={t("common:search.language")}>
      <select name="language" defaultValue={language}>
        <WrittenOptions />
      </select>
    </Field>
  );
}
