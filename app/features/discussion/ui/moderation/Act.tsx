import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export type Target = { readonly comment: string } | { readonly number: number };

export const TargetFields = ({ of }: { of: Target }) =>
  Object.entries(of).map(([field, value]) => <input key={field} type="hidden" name={field} value={value} />);

export function Act({
  intent: name,
  of,
  label,
  kind,
}: {
  intent: "hide" | "restore" | "hideEndorsement" | "restoreEndorsement";
  of: Target;
  label: string;
  kind: string;
}) {
  const { t } = useWords();
  return (
    <PostForm>
      <TargetFields of={of} />
      <Field label={t("comments:moderation.reason")} of={[name, "reason"]}>
        <input name="reason" required maxLength={600} />
      </Field>
      <Submit intent={name} kind={kind}>
        {label}
      </Submit>
    </PostForm>
  );
}
