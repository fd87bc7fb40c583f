import { useWords } from "~/i18n";
import { useOthersHere } from "./EditingTogether";

/** Who else writes in the version, and where. */
export function OthersHere({
  clauses,
}: {
  clauses: readonly { readonly id: string; readonly number: string }[];
}) {
  const { t } = useWords();
  const others = useOthersHere();
  const numbers = new Map(clauses.map(({ id, number }) => [id, number]));
  return (
    <div role="status" className="small">
      {others.length > 0 && (
        <>
          <p className="quiet">{t("drafts:presence.others")}</p>
          <ul className="clean tight">
            {others.map(({ person, name, clause }) => {
              const number = numbers.get(clause);
              return (
                <li key={person}>
                  <bdi>{name}</bdi>
                  {number && (
                    <>
                      {" · "}
                      <a href={`#e-${clause}`}>{t("drafts:presence.inClause", { number })}</a>
                    </>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}

/** That somebody else holds a clause, and how it is taken over. */
export function HeldBy({ name, take }: { name: string; take: () => void }) {
  const { t } = useWords();
  return (
    <div className="notice warn no-print" role="status">
      <p>{t("drafts:presence.held", { name })}</p>
      <button type="button" className="btn q mini" onClick={take}>
        {t("drafts:presence.take")}
      </button>
    </div>
  );
}
