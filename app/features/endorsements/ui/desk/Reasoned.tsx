import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export function Reasoned({
  intent: name,
  number,
  label,
}: {
  intent: "decline" | "hide" | "restore";
  number: number;
  label: string;
}) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{label}</summary>
      <PostForm>
        <input type="hidden" name="number" value={number} />
        <Field label={t("endorsements:reason")} hint={t(`endorsements:manage.reasonHint.${name}`)}>
          <input name="reason" required maxLength={600} dir="auto" />
        </Field>
        <div className="actions">
          <Submit intent={name} kind="q mini">
            {label}
          </Submit>
        </div>
      </PostForm>
    </details>
  );
}
