import { editorsDecisions } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** The editors' form: what becomes of a comment, why, and which change carries it out. */
export function Dispose({
  changes,
}: {
  changes: readonly { readonly value: string; readonly name: string }[];
}) {
  const { t } = useWords();
  return (
    <section className="note no-print" aria-labelledby="dispose-title">
      <h2 id="dispose-title">{t("evidence:dispose.title")}</h2>
      <PostForm id="dispose">
        <Field label={t("evidence:dispose.decision")}>
          <select name="decision" defaultValue="accepted">
            {editorsDecisions.map((decision) => (
              <option key={decision} value={decision}>
                {t(`notices:decision.${decision}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          label={t("evidence:dispose.change")}
          hint={t("evidence:dispose.changeHint")}
          of={["dispose", "change"]}
        >
          <select name="change" defaultValue="">
            <option value="">{t("evidence:dispose.noChange")}</option>
            {changes.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("evidence:dispose.reason")} of={["dispose", "reason"]}>
          <LongText name="reason" required maxLength={4000} dir="auto" />
        </Field>
        <div className="actions">
          <Submit intent="dispose">{t("evidence:dispose.do")}</Submit>
        </div>
      </PostForm>
    </section>
  );
}
