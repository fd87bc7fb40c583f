import type { BeginProps } from "~/features/accounts/ui/signInForms";
import { useWords } from "~/i18n";
import { Field, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** Asks for the mail that signs in. */
export function MailForm({ back }: BeginProps) {
  const { t } = useWords();
  return (
    <PostForm>
      <Refused intent="mail" />
      <input type="hidden" name="redirectTo" value={back} />
      <Field label={t("accounts:signIn.email")} of={["mail", "email"]}>
        <input type="email" name="email" autoComplete="email" required maxLength={254} dir="ltr" />
      </Field>
      <div className="actions">
        <Submit intent="mail">{t("accounts:signIn.send")}</Submit>
      </div>
    </PostForm>
  );
}
