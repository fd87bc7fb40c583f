import type { Data } from "~/features/endorsements/ui/desk/data";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** Who could not be asked about the newest version, because the mail server does not take their mail. */
export function Unasked({ data }: { data: Data }) {
  const { t } = useWords();
  const { unasked } = data.desk;
  if (unasked.length === 0) return null;
  return (
    <section className="section" aria-labelledby="unasked">
      <h2 id="unasked">{t("endorsements:manage.unasked")}</h2>
      <p className="quiet measure">{t("endorsements:manage.unaskedLead")}</p>
      <ul className="clean">
        {unasked.map(({ number, name, label }) => (
          <li key={number}>
            <PostForm className="actions">
              <input type="hidden" name="number" value={number} />
              <span>
                <bdi>{name}</bdi> · <bdi>{label}</bdi>
              </span>
              <Submit intent="askAgain" kind="q mini">
                {t("endorsements:manage.askAgain")}
              </Submit>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
