import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { ActForm } from "../ActForm";

/** The host hides a question or a post, with a reason for the public log. */
export function HideSaid({ id }: { id: string }) {
  const { t } = useWords();
  return (
    <details className="more no-print">
      <summary className="small">{t("comments:moderation.hide")}</summary>
      <ActForm name="hide" fields={{ said: id }}>
        <Field label={t("comments:moderation.reason")}>
          <input name="reason" required maxLength={600} />
        </Field>
        <button type="submit" className="btn danger mini">
          {t("comments:moderation.hide")}
        </button>
      </ActForm>
    </details>
  );
}
