import { useWords } from "~/i18n";
import { Field, LongText } from "~/ui/forms/forms";

export function NewComponentFields({ intent: of }: { intent: string }) {
  const { t } = useWords();
  return (
    <>
      <Field label={t("components:manage.title")} of={[of, "title"]}>
        <input name="title" required maxLength={120} />
      </Field>
      <Field
        label={t("components:manage.category")}
        hint={t("components:manage.categoryHint")}
        of={[of, "category"]}
      >
        <input name="category" required maxLength={40} />
      </Field>
      <Field label={t("components:manage.description")} of={[of, "description"]}>
        <LongText name="description" maxLength={600} rows={2} />
      </Field>
    </>
  );
}
