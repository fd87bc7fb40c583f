import type { FinishProps } from "~/features/accounts/ui/signInForms";
import { useWords } from "~/i18n";
import { Field, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { ZoneField } from "~/ui/forms/ZoneField";
import { PageLink } from "~/ui/text/PageLink";

/** Takes the six digits of the mail. */
export function CodeForm({ hasMailbox }: FinishProps) {
  const { t } = useWords();
  return (
    <>
      <p className="lead">{t("accounts:code.lead")}</p>
      {hasMailbox && (
        <p className="notice">
          {t("accounts:code.mailbox")} <PageLink to="/mailbox">{t("common:mailbox")}</PageLink>
        </p>
      )}
      <PostForm reloadDocument>
        <ZoneField />
        <Refused intent="code" />
        <Field label={t("accounts:code.label")} of={["code", "code"]}>
          <input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[\p{Nd} ]{6,7}"
            required
            maxLength={7}
            dir="ltr"
          />
        </Field>
        <div className="actions">
          <Submit intent="code">{t("accounts:code.enter")}</Submit>
          <PageLink to="/sign-in">{t("accounts:code.again")}</PageLink>
        </div>
      </PostForm>
    </>
  );
}
