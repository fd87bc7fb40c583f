import type { Data } from "~/features/endorsements/ui/desk/data";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";

/** Decisions whose mails the mail server has not taken: when they are tried again, or that they were given up. */
export function Undelivered({ data }: { data: Data }) {
  const { t } = useWords();
  const { undelivered } = data.desk;
  if (undelivered.length === 0) return null;
  return (
    <section className="section" aria-labelledby="undelivered">
      <h2 id="undelivered">{t("endorsements:manage.undelivered")}</h2>
      <p className="quiet measure">{t("endorsements:manage.undeliveredLead")}</p>
      <ul className="clean">
        {undelivered.map(({ number, name, letter, mail, mailAfter }) => (
          <li key={number}>
            <PostForm className="actions">
              <input type="hidden" name="number" value={number} />
              <span>
                <bdi>{name}</bdi> · {t(`endorsements:manage.letter.${letter}`)} ·{" "}
                {mail === "due" && mailAfter ? (
                  <>
                    {t("endorsements:manage.triedAgain")} <Moment at={mailAfter} />
                  </>
                ) : (
                  t("endorsements:manage.givenUp")
                )}
              </span>
              <Submit intent="resend" kind="q mini">
                {t("endorsements:manage.resend")}
              </Submit>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
