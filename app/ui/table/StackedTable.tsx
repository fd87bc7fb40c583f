import type { ReactNode } from "react";
import { Scroll } from "./Scroll";
import { TableHead } from "./TableHead";

type Column = string | { readonly label: string; readonly kind: "n" };
type Row = {
  readonly key: string;
  /** Where the row can be linked to. */
  readonly id?: string;
  readonly head: ReactNode;
  /** One for each column after the first. */
  readonly cells: readonly ReactNode[];
};

/**
 * A table with words in its cells. Where the screen is narrow each row is a card and each of its cells says what its column is:
 * sentences squeezed into six columns are read by nobody. The roles are written out because a browser drops those of a table
 * that is not laid out as one.
 */
export function StackedTable({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly [Column, ...Column[]];
  rows: readonly Row[];
}) {
  const named = columns.slice(1).map((column) => (typeof column === "string" ? { label: column } : column));
  return (
    <Scroll label={label}>
      {/* biome-ignore lint/a11y/noRedundantRoles: lost where the table is shown as cards */}
      <table className="stacked" role="table">
        <TableHead columns={columns} />
        {/* biome-ignore lint/a11y/noRedundantRoles: lost where the table is shown as cards */}
        <tbody role="rowgroup">
          {rows.map(({ key, id, head, cells }) => (
            // biome-ignore lint/a11y/noRedundantRoles: lost where the table is shown as cards
            <tr key={key} id={id} role="row">
              {/* biome-ignore lint/a11y/noRedundantRoles: lost where the table is shown as cards */}
              <th scope="row" role="rowheader">
                {head}
              </th>
              {named.map((column, at) => (
                // biome-ignore lint/a11y/noRedundantRoles: lost where the table is shown as cards
                <td key={column.label} role="cell" className={"kind" in column ? column.kind : undefined}>
                  <span className="column" aria-hidden="true">
                    {column.label}
                  </span>
                  <div className="said">{cells[at]}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
