import type { FoundBallot } from "~/features/verification/domain/findBallots";
import { useWords } from "~/i18n";

/** The entries for which the reader has receipts, read back from the logs. */
export function MyBallots({
  asked,
  mine,
}: {
  readonly asked: number;
  readonly mine: readonly FoundBallot[];
}) {
  const { t } = useWords();
  if (asked === 0) return null;
  return (
    <section className="section" aria-labelledby="mine">
      <h3 id="mine">{t("verification:mine.title")}</h3>
      {mine.length < asked && <p className="notice warn">{t("verification:mine.missing")}</p>}
      {mine.map(({ receipt, round, index, leaf, state, choices }) => (
        <div key={`${receipt} ${leaf}`} className="note">
          <p>
            <strong>{t("verification:mine.entry", { round, index })}</strong>{" "}
            {t(`verification:mine.${state}`)}
          </p>
          <dl className="facts">
            {Object.entries(choices).map(([component, row]) => (
              <div key={component}>
                <dt>
                  <bdi>{component}</bdi>
                </dt>
                <dd>
                  {Object.entries(row).map(([criterion, choice]) => (
                    <code key={criterion} dir="ltr">
                      {criterion}: {choice}{" "}
                    </code>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          {state === "counts" && <p className="quiet small">{t("verification:mine.yours")}</p>}
        </div>
      ))}
    </section>
  );
}
