import { useWords } from "~/i18n";
import { Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** The clauses that a meeting was about. */
export function ClausesForm({
  clauses,
  touched,
}: {
  clauses: readonly { readonly id: string; readonly title: string }[];
  touched: readonly string[];
}) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="clauses">
      <h2 id="clauses">{t("townhalls:record.touched")}</h2>
      <PostForm className="note">
        <fieldset>
          <legend>{t("townhalls:manage.clauses")}</legend>
          {clauses.map(({ id, title }) => (
            <Tick key={id} name="clauses" value={id} label={<bdi>{title}</bdi>} on={touched.includes(id)} />
          ))}
        </fieldset>
        <Submit intent="clauses" kind="q">
          {t("common:save")}
        </Submit>
      </PostForm>
    </section>
  );
}
