import type { Reveal } from "~/features/rounds/domain/values";
import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  closesAt: Date | string | null;
  /** Where the ballot can be changed or withdrawn. */
  back: string;
  reveal: Reveal;
  isWithdrawn: boolean;
};

/** What comes after a ballot was cast, while its round is open. */
export function ReceiptSteps({ closesAt, back, reveal, isWithdrawn }: Props) {
  const { t } = useWords();
  const closing = closesAt ? <Moment at={closesAt} /> : t("rounds:next.byHand");
  return (
    <section className="section" aria-labelledby="next">
      <h2 id="next">{t("rounds:next.title")}</h2>
      <ol className="receipt-steps">
        <li className="now">
          <b>
            {closesAt ? (
              <>
                {t("rounds:next.until")} {closing}
              </>
            ) : (
              t("rounds:next.untilByHand")
            )}
          </b>
          <p>
            {t(isWithdrawn ? "rounds:next.voteAgain" : "rounds:next.change")}{" "}
            <PageLink to={back}>{t("receipts:page.back")}</PageLink>
          </p>
        </li>
        <li>
          <b>{closing}</b>
          <p>{t("rounds:next.close")}</p>
        </li>
        <li>
          <b>{t("rounds:next.afterwards")}</b>
          <p>{t(`rounds:next.reveal.${reveal}`)}</p>
        </li>
      </ol>
    </section>
  );
}
