import type { GroupNames } from "~/features/comments/ui/SpeaksAs";
import type { CheckView, OwnInRoom } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Shares } from "~/ui/table/Shares";
import { Content } from "~/ui/text/text";
import { useShownCount } from "~/ui/text/useShownCount";
import { ActForm } from "./ActForm";

/** A temperature check: one question, few options; how each group answered once it is closed. */
export function Temperature({
  check,
  own,
  groups,
  maySpeak,
  isHost,
}: {
  check: CheckView;
  own: OwnInRoom;
  groups: GroupNames;
  maySpeak: boolean;
  isHost: boolean;
}) {
  const { t } = useWords();
  const answer = ownValue(own.answers, check.id);
  return (
    <section className="note part part-now" aria-labelledby="check">
      <h2 id="check">
        {t("live:check.title")} <Content view={check.question} />
      </h2>
      {check.isOpen ? (
        <>
          {maySpeak ? (
            <ActForm name="answer" fields={{ check: check.id }} className="check-options">
              {check.options.map((option, at) => (
                <button
                  key={option.text}
                  type="submit"
                  name="option"
                  value={at}
                  className={answer === at ? "btn" : "btn q"}
                  aria-pressed={answer === at}
                >
                  <Content view={option} />
                </button>
              ))}
            </ActForm>
          ) : (
            <ul className="clean">
              {check.options.map((option) => (
                <li key={option.text}>
                  <Content view={option} />
                </li>
              ))}
            </ul>
          )}
          <p className="quiet small" role="status">
            {t("live:check.answers", { count: check.answers })} {t("live:check.wait")}
          </p>
          {isHost && (
            <ActForm name="closeCheck" fields={{ check: check.id }} className="no-print">
              <button type="submit" className="btn mini">
                {t("live:check.close")}
              </button>
            </ActForm>
          )}
        </>
      ) : (
        check.results && <CheckResult check={check} results={check.results} groups={groups} />
      )}
    </section>
  );
}

/** The answers as bars, a group a row, with the table that says the same. */
function CheckResult({
  check,
  results,
  groups,
}: {
  check: CheckView;
  results: NonNullable<CheckView["results"]>;
  groups: GroupNames;
}) {
  const { t, format } = useWords();
  const shown = useShownCount();
  const rows = [
    { name: t("live:check.all"), counts: results.total },
    ...Object.keys(groups)
      .filter((key) => Object.hasOwn(results.groups, key))
      .map((key) => ({ name: ownValue(groups, key) ?? key, counts: ownValue(results.groups, key) ?? null })),
  ];
  return (
    <table className="check-result">
      <caption className="quiet small">{t("live:check.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("live:group")}</th>
          {check.options.map((option, at) => (
            <th key={option.text} scope="col">
              <span className={`swatch swatch-${at}`} aria-hidden="true" /> <Content view={option} />
            </th>
          ))}
          <th scope="col">{t("live:check.sum")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, counts }) => {
          const known = counts?.map((count) => count ?? 0);
          const sum = known?.reduce((a, b) => a + b, 0) ?? 0;
          return (
            <tr key={name}>
              <th scope="row">
                {name}
                {known && <Shares counts={known} />}
              </th>
              {counts === null ? (
                <td colSpan={check.options.length + 1} className="quiet small">
                  {t("common:tooFew")}
                </td>
              ) : (
                <>
                  {counts.map((count, at) => (
                    <td key={check.options[at]?.text} className="n">
                      {shown(count)}
                    </td>
                  ))}
                  <td className="n">{format.number(sum)}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
