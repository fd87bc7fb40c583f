import { useContext } from "react";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { AsTyped, Field, Problem, TypedFields } from "../forms";
import { WrittenOptions } from "../options";

/** The language of what one is about to write. */
export function LanguageField({ intent }: { intent?: string }) {
  const { t, language } = useWords();
  return (
    <>
      <Field label={t("common:search.language")}>
        <select name="language" defaultValue={language}>
          <WrittenOptions />
        </select>
      </Field>
      <OtherLanguage {...(intent ? { intent } : {})} />
    </>
  );
}

/** Beside a choice of languages: one that it does not offer, by its name or tag, which goes before what was chosen (`otherLanguages`). */
export function OtherLanguage({ name = "language", intent }: { name?: string; intent?: string }) {
  const { t } = useWords();
  const typed = useContext(TypedFields);
  const own = `${name}:other`;
  return (
    <details className="more small" open={Boolean(ownValue(typed, own))}>
      <summary>{t("common:otherLanguage.title")}</summary>
      <AsTyped>
        <input name={own} maxLength={200} dir="auto" aria-label={t("common:otherLanguage.hint")} />
      </AsTyped>
      <p className="quiet small">{t("common:otherLanguage.hint")}</p>
      {intent && <Problem of={[intent, name]} />}
    </details>
  );
}
