import type { JoinedCell } from "~/features/reviews/domain/cells";
import { worstFirst, worstOf } from "~/features/reviews/domain/conclusion";
import type { Verdict } from "~/features/reviews/domain/flips";
import { cellsOf } from "~/features/reviews/domain/held";
import { useWords } from "~/i18n";
import { groupedBy } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";
import { CellWords } from "./CellWords";

/** A system with the cells of the columns as letters (`cellsOf`), criterion by criterion. */
export type MatrixSystem = { readonly key: string; readonly name: string; readonly letters: string };
export type MatrixColumn = { readonly key: string; readonly label: string };

type Grouped = MatrixSystem & { readonly verdict: Verdict };

/** More columns than this have their names written upwards. */
const mostAcross = 10;

/**
 * All systems by the components that are asked: what each system meets comes first. A mark says by its shape, its sign and its
 * colour what the worst cell of a component is, and by its name for those who hear it; the table behind it says every cell.
 */
export function Matrix({
  systems,
  columns,
  criteria,
  title,
  addressOf,
}: {
  /** Those of one conclusion stand together (`byVerdict`). */
  systems: readonly Grouped[];
  columns: readonly MatrixColumn[];
  /** Keys of the criteria, in the order of the letters. */
  criteria: readonly string[];
  title: string;
  /** Address of a system's page by its key. */
  addressOf: (key: string) => string;
}) {
  const { t } = useWords();
  const groups = [...groupedBy(systems, ({ verdict }) => verdict)];
  return (
    <Scroll label={title}>
      <table className={`matrix${columns.length > mostAcross ? " many" : ""}`}>
        <thead>
          <tr>
            <th scope="col">{t("reviews:system")}</th>
            {columns.map(({ key, label }) => (
              <th key={key} scope="col">
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(([verdict, own]) => (
          <tbody key={verdict}>
            <tr className="category">
              <th scope="rowgroup" colSpan={columns.length + 1}>
                <span>{t(`reviews:group.${verdict}`)}</span>
              </th>
            </tr>
            {own.map(({ key, name, letters }) => (
              <tr key={key}>
                <th scope="row">
                  <PageLink to={addressOf(key)}>
                    <bdi>{name}</bdi>
                  </PageLink>
                </th>
                {worstIn(letters, columns, criteria).map((value, at) => (
                  <td key={columns[at]?.key}>
                    <CellMark value={value} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Scroll>
  );
}

/** A cell as a mark, with its name. */
function CellMark({ value }: { value: JoinedCell["value"] }) {
  const { t } = useWords();
  return <i className={`cell-mark cell-mark-${value}`} role="img" aria-label={t(`reviews:value.${value}`)} />;
}

function worstIn(letters: string, columns: readonly MatrixColumn[], criteria: readonly string[]) {
  const cells = cellsOf(
    letters,
    columns.map(({ key }) => key),
    criteria,
  );
  return columns.map((_, at) => worstOf(cells.slice(at * criteria.length, (at + 1) * criteria.length)));
}

/** The same cell by cell: each component, and what each system has of it. */
export function MatrixTable({
  systems,
  columns,
  criteria,
  names,
  title,
}: {
  systems: readonly MatrixSystem[];
  columns: readonly MatrixColumn[];
  criteria: readonly string[];
  /** Names of the criteria. */
  names: Readonly<Record<string, string>>;
  title: string;
}) {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{t("reviews:asTable")}</summary>
      <Scroll label={title}>
        <table>
          <TableHead columns={[t("results:table.component"), ...systems.map(({ name }) => name)]} />
          <tbody>
            {columns.map((column, at) => (
              <tr key={column.key}>
                <th scope="row">{column.label}</th>
                {systems.map(({ key, letters }) => (
                  <td key={key} className="small">
                    <CellWords
                      cells={cellsOf(
                        letters.slice(at * criteria.length, (at + 1) * criteria.length),
                        [column.key],
                        criteria,
                      )}
                      criteria={names}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

/** What the marks mean. */
export function MatrixKey() {
  const { t } = useWords();
  return (
    <ul className="key" aria-hidden="true">
      {worstFirst.toReversed().map((value) => (
        <li key={value}>
          <i className={`cell-mark cell-mark-${value}`} /> {t(`reviews:value.${value}`)}
        </li>
      ))}
    </ul>
  );
}
