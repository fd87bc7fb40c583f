import { useState } from "react";
import { importedHeading } from "~/features/drafts/domain/clause";
import type { ReadClause } from "~/features/drafts/domain/readMarkdown";
import { useWords } from "~/i18n";
import { cut } from "~/kernel/text/cut";

export type Known = { readonly id: string; readonly name: string; readonly heading: string };

/** A block that was read, as it will stand in the version, and the choice of the clause that it continues. */
export function ImportMatch({
  match,
  at,
  choices,
}: {
  match: ReadClause & { readonly clause: string | null };
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
    <li className="two">
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
        <span className="quiet">{cut(match.body, 160)}</span>
      </div>
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
    </li>
  );
}
