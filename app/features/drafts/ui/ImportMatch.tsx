import { useState } from "react";
import { importedHeading } from "~/features/drafts/domain/clause";
import type { Sureness } from "~/features/drafts/domain/import/sureness";
import type { ReadClause } from "~/features/drafts/domain/readMarkdown";
import { useWords } from "~/i18n";
import { cut } from "~/kernel/text/cut";

export type Known = { readonly id: string; readonly name: string; readonly heading: string };

export type ImportedMatch = ReadClause & {
  readonly clause: string | null;
  readonly old: { readonly heading: string; readonly body: string } | null;
  readonly sureness: Sureness | null;
};

/** A block that was read, as it will stand in the version, and the choice of the clause that it continues. */
export function ImportMatch({
  match,
  at,
  choices,
}: {
  match: ImportedMatch;
  at: number;
  choices: readonly Known[];
}) {
  const { t } = useWords();
  const [clause, setClause] = useState(match.clause ?? "");
  const heading = importedHeading(
    match,
    choices.find(({ id }) => id === clause),
  );
  return (
    <li className="two import-match">
      <div>
        <p className="quiet small">
          {clause === "" ? t("drafts:import.new") : clause === match.clause && match.sureness ? t(`drafts:import.sureness.${match.sureness}`) : t("drafts:import.byHand")}
        </p>
        {clause !== "" && clause === match.clause && match.old && match.sureness !== "same" && (
          <div className="import-old">
            {match.old.heading && <p><bdi>{match.old.heading}</bdi></p>}
            <p className="pre quiet" dir="auto">{match.old.body}</p>
          </div>
        )}
      </div>
      <div>
        {heading && (
          <p>
            <strong>
              <bdi>{heading}</bdi>
            </strong>{" "}
            {heading !== match.heading && (
              <span className="quiet small">{t("drafts:import.keptHeading")}</span>
            )}
          </p>
        )}
        <p className="pre" dir="auto">{match.body}</p>
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
      </div>
    </li>
  );
}
