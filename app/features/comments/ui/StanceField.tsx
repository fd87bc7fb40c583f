import { stances } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";

/** Whether somebody supports what they comment on. */
export function StanceField() {
  const { t } = useWords();
  return (
    <Field label={t("comments:form.stance")}>
      <select name="stance" defaultValue="neutral">
        {stances.map((stance) => (
          <option key={stance} value={stance}>
            {t(`comments:stance.${stance}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}
