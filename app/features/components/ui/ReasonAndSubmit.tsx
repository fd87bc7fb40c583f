import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";

export function ReasonAndSubmit({ intent: of }: { intent: "add" | "merge" | "split" | "retire" }) {
  const { t } = useWords();
  return (
    <>
      <Field
        label={t("components:manage.reason")}
        hint={t("components:manage.reasonHint")}
        of={[of, "reason"]}
      >
        <input name="reason" required maxLength={600} />
      </Field>
      <div className="actions">
        <Submit intent={of}>{t(`components:manage.do.${of}`)}</Submit>
      </div>
    </>
  );
}
