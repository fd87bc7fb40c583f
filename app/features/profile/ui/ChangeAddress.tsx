import { useWords } from "~/i18n";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** Another address for one's account; both have to say yes. */
export function ChangeAddress() {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="address">
      <h2 id="address">{t("profile:address.title")}</h2>
      <p className="quiet">{t("profile:address.lead")}</p>
      <Saved intent="address">{t("profile:address.asked")}</Saved>
      <Refused intent="address" />
      <PostForm>
        <Field label={t("profile:address.new")} of={["address", "email"]}>
          <input type="email" name="email" required maxLength={254} dir="ltr" autoComplete="email" />
        </Field>
        <div className="actions">
          <Submit intent="address" kind="q">
            {t("profile:address.do")}
          </Submit>
        </div>
      </PostForm>
    </section>
  );
}
