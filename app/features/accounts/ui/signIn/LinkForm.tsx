import { useWords } from "~/i18n";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { ZoneField } from "~/ui/forms/ZoneField";
import { PageLink } from "~/ui/text/PageLink";

/** The button that uses the mail's link. */
export function LinkForm() {
  const { t } = useWords();
  return (
    <>
      <p className="lead">{t("accounts:link.lead")}</p>
      <PostForm reloadDocument>
        <ZoneField />
        <Refused intent="link" />
        <div className="actions">
          <Submit intent="link">{t("accounts:link.enter")}</Submit>
          <PageLink to="/sign-in">{t("accounts:code.again")}</PageLink>
        </div>
      </PostForm>
    </>
  );
}
