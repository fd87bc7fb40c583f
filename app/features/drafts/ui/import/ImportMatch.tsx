import { useState } from "react";
import { importedHeading } from "~/features/drafts/domain/clause";
import type { ShownMatch } from "~/features/drafts/services/inner/files/readTask.server";
import { useWords } from "~/i18n";
import { cut } from "~/kernel/text/cut";

export type Known = { readonly id: string; readonly name: string; readonly heading: string };

/** A block that was read, as it will stand in the version, beside the clause that it continues, and the choice of that clause. */
export function ImportMatch({
  match,
  at,
  choices,
}: {
  match: ShownMatch;
  at: number;
  choices: readonly Known[];
}) {
  const { t } = useWords();
  const [clause, setClause] = useState<string>(match.clause ?? "");
  const chosen = choices.find(({ id }) => id === clause);
  const heading = importedHeading(match, chosen);
  const isProposed = clause !== "" && clause === match.clause;
  const old = isProposed && match.sureness !== "same" ? match.old : null;
  return (
    <li className="import-match">
      <div className="import-choice">
        <select
          name={`match.${at}`}
          value={clause}
          onChange={(event) => setClause(event.currentTarget.value)}
          aria-label={t("drafts:import.continues", { text: cut(match.heading || match.body, 60) })}
        >
          <option value="">{t("drafts:import.new")}</option>
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <p className={`small sureness ${isProposed ? (match.sureness ?? "") : ""}`}>
          {isProposed && match.sureness
            ? t(`drafts:import.sureness.${match.sureness}`)
            : clause !== match.clause && clause !== "" && t("drafts:import.byHand")}
        </p>
      </div>
      {old && (
        <div className="import-old">
          <p className="label">{t("drafts:import.before")}</p>
          <Text heading={old.heading} body={old.body} />
        </div>
      )}
      <div className="import-new">
        {old && <p className="label">{t("drafts:import.after")}</p>}
        <Text heading={heading} body={match.body} />
        {heading && heading !== match.heading && (
          <p className="quiet small">{t("drafts:import.keptHeading")}</p>
        )}
      </div>
    </li>
  );
}

function Text({ heading, body }: { heading: string; body: string }) {
  return (
    <>
      {heading && (
        <p>
          <strong>
            <bdi>{heading}</bdi>
          </strong>
        </p>
      )}
      {body && (
        <p className="pre" dir="auto">
          {body}
        </p>
      )}
    </>
  );
}
