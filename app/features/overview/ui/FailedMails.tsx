import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";

/** Whom the mail server did not take mails for, so that organizers can ask for another address. */
export function FailedMails({
  failed,
}: {
  failed: readonly {
    readonly name: string;
    readonly email: string;
    readonly count: number;
    readonly refusal: string;
    readonly at: string;
  }[];
}) {
  const { t } = useWords();
  if (failed.length === 0) return null;
  return (
    <section className="section" aria-labelledby="mails">
      <h2 id="mails">{t("overview:failedMails.title")}</h2>
      <p className="quiet measure">{t("overview:failedMails.lead")}</p>
      <ul className="clean measure">
        {failed.map(({ name, email, count, refusal, at }) => (
          <li key={email}>
            <bdi>{name}</bdi> <bdi>{email}</bdi>
            <br />
            <span className="small quiet">
              {t("overview:failedMails.count", { count })} <code dir="ltr">{refusal}</code> <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
