import type { Data } from "~/features/endorsements/ui/desk/data";
import { Entry } from "~/features/endorsements/ui/desk/Entry";
import { Reasoned } from "~/features/endorsements/ui/desk/Reasoned";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

export function Waiting({ data }: { data: Data }) {
  const { t } = useWords();
  const { waiting, unconfirmed } = data.desk;
  return (
    <section className="section" aria-labelledby="waiting">
      <h2 id="waiting">{t("endorsements:manage.waiting")}</h2>
      {waiting.length === 0 && <p className="quiet">{t("endorsements:manage.nothingWaits")}</p>}
      {waiting.map((row) => (
        <article key={row.number} className="note" id={`e-${row.number}`}>
          <Entry row={row} data={data} />
          {row.isHeld && <p className="notice warn">{t("endorsements:manage.held")}</p>}
          <PostForm>
            <input type="hidden" name="number" value={row.number} />
            <Submit intent="accept" kind="mini">
              {t("endorsements:manage.accept")}
            </Submit>
          </PostForm>
          <Reasoned intent="decline" number={row.number} label={t("endorsements:manage.decline")} />
        </article>
      ))}
      <p className="quiet small">{t("endorsements:manage.unconfirmed", { count: unconfirmed })}</p>
    </section>
  );
}
