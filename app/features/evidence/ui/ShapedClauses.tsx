import { ownValue } from "~/kernel/keyed";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

type ShapedClause = {
  readonly label: string;
  readonly clauseId: string;
  readonly title: string;
  readonly component: string | null;
};

/** The clauses that something shaped, each in the version that cites it. */
export function ShapedClauses({
  base,
  clauses,
  names = {},
}: {
  base: string;
  clauses: readonly ShapedClause[];
  /** Names of components, where it is a vote that is cited. */
  names?: Readonly<Record<string, string>>;
}) {
  return (
    <ul className="clean">
      {clauses.map(({ label, clauseId, title, component }) => (
        <li key={`${label} ${clauseId} ${component}`}>
          <PageLink to={`${base}/drafts/${label}/clauses/${clauseId}`}>
            <Labelled label={<bdi>{label}</bdi>}>
              <bdi>{title}</bdi>
            </Labelled>
          </PageLink>
          {component && <span className="quiet small"> · {ownValue(names, component) ?? component}</span>}
        </li>
      ))}
    </ul>
  );
}
