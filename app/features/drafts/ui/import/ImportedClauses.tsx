import type { ShownMatch } from "~/features/drafts/services/inner/files/readTask.server";
import { useWords } from "~/i18n";
import { ImportMatch, type Known } from "./ImportMatch";

const mostChoices = 150;

/** What an import would make of a version: each block beside the clause that it continues, and the clauses that end. */
export function ImportedClauses({
  matches,
  known,
}: {
  matches: readonly ShownMatch[];
  known: readonly Known[];
}) {
  const { t } = useWords();
  const continued = new Set<string | null>(matches.map(({ clause }) => clause));
  const ended = known.filter(({ id }) => !continued.has(id));
  const shown = ended.slice(0, mostChoices);
  /** Of a long text only what nobody continues: every clause beside every other would be millions. */
  const choicesFor = ({ clause }: ShownMatch) =>
    known.length <= mostChoices ? known : [...known.filter(({ id }) => id === clause), ...shown];
  return (
    <>
      <h2>{t("drafts:import.matches", { count: matches.length })}</h2>
      <p className="quiet small measure">{t("drafts:import.matchesLead")}</p>
      <ol className="clean import-list">
        {matches.map((match, at) => {
          // Blocks of a text have no name but their place, and begin anew with every reading.
          const place = `${at} ${match.clause} ${match.heading}`;
          return <ImportMatch key={place} match={match} at={at} choices={choicesFor(match)} />;
        })}
      </ol>
      {ended.length > 0 && (
        <>
          <h3>{t("drafts:import.ended", { count: ended.length })}</h3>
          <p className="quiet small measure">{t("drafts:import.endedLead")}</p>
          <ul>
            {shown.map(({ id, name }) => (
              <li key={id}>
                <bdi>{name}</bdi>
              </li>
            ))}
            {ended.length > shown.length && (
              <li className="quiet">
                {t("drafts:import.endedMore", { count: ended.length - shown.length })}
              </li>
            )}
          </ul>
        </>
      )}
    </>
  );
}
