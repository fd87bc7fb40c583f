import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { LanguageOptions } from "~/ui/forms/options";

/** The language in which somebody is invited: the inviter knows whom they write to. */
export function InviteLanguage({ of, chosen }: { of: string; chosen?: string | undefined }) {
  const { t, language } = useWords();
  return (
    <Field label={t("workgroups:people.language")} of={[of, "language"]}>
      <select name="language" defaultValue={chosen ?? language}>
        <LanguageOptions />
      </select>
    </Field>
  );
}
