import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";

/** For whom somebody speaks; nobody has to say. */
export function SpeaksAs({ groups }: { groups: GroupNames }) {
  const { t } = useWords();
  return (
    <Field label={t("comments:form.speaksAs")}>
      <select name="speaksAs" defaultValue="">
        <option value="">{t("comments:form.nobody")}</option>
        {Object.entries(groups).map(([key, title]) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Names of the stakeholder groups by key. */
export type GroupNames = Readonly<Record<string, string>>;
