import { Form } from "@remix-run/react";
import { decisions } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";

/** The editors' form: what becomes of a comment, why, and which change carries it out. */
export function Dispose({
  changes,
}: {
  changes: readonly { readonly value: string; readonly name: string }[];
}) {
  const { t } = useWords();
  return (
    <section className="note no-print" aria-labelledby="dispose">
      <h2 id="dispose">{t("comments:dispose.title")}</h2>
      <Form method="post">
        <Field label={t("comments:dispose.decision")}>
          <select name="decision" defaultValue="accepted">
            {decisions.map((decision) => (
              <option key={decision} value={decision}>
                {t(`comments:decision.${decision}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          label={t("comments:dispose.change")}
          hint={t("comments:dispose.changeHint")}
          of={["dispose", "change"]}
        >
          <select name="change" defaultValue="">
            <option value="">{t("comments:dispose.noChange")}</option>
            {changes.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("comments:dispose.reason")} of={["dispose", "reason"]}>
          <textarea name="reason" required maxLength={4000} dir="auto" />
        </Field>
        <div className="actions">
          <Submit intent="dispose">{t("comments:dispose.do")}</Submit>
        </div>
      </Form>
    </section>
  );
}
