import { type BallotLine, type BallotStanding, groupedLines } from "~/features/rounds/domain/readBack";
import { useWords } from "~/i18n";
import { Content } from "~/ui/text/text";

/** The ballot under a receipt, read back to whoever holds it. */
export function BallotRead({
  lines,
  standing,
}: {
  readonly lines: readonly BallotLine[];
  readonly standing: BallotStanding;
}) {
  const { t } = useWords();
  return (
    <section className="section measure" aria-labelledby="read-back">
      <h2 id="read-back">{t("receipts:readBack.title")}</h2>
      <p>{t(`receipts:readBack.standing.${standing}`)}</p>
      <dl className="ballot-read">
        {groupedLines(lines).map(({ asked, answers, reason }) => (
          <div key={asked.map(({ text }) => text).join()}>
            <dt>
              {asked.length === 1 ? (
                asked.map((one) => <Content key={one.text} view={one} />)
              ) : (
                <ul className="clean">
                  {asked.map((one) => (
                    <li key={one.text}>
                      <Content view={one} />
                    </li>
                  ))}
                </ul>
              )}
            </dt>
            {answers.map(({ part, answer }) => (
              <dd key={`${part?.text} ${answer}`}>
                {part && (
                  <span className="quiet">
                    <Content view={part} />
                  </span>
                )}
                <b>
                  <bdi>{answer}</bdi>
                </b>
              </dd>
            ))}
            {reason && (
              <dd className="reason quiet small pre" dir="auto">
                {reason}
              </dd>
            )}
          </div>
        ))}
      </dl>
      <p className="quiet">{t("receipts:readBack.notYours")}</p>
    </section>
  );
}
