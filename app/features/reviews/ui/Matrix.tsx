import type { Assessed } from "~/features/reviews/domain/assess";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { shortened } from "~/kernel/text/cut";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { CellWords } from "./CellWords";

export type MatrixSystem = { readonly key: string; readonly name: string; readonly assessed: Assessed };
export type MatrixColumn = { readonly key: string; readonly label: string };

/** The worst of a component's cells says what it looks like from afar. */
const worstFirst = ["not-available", "restricted", "conflict", "open", "not-applicable", "allowed"] as const;

/** All systems by the components that are asked, as a picture; the table behind it says it in words. */
export function Matrix({
  systems,
  columns,
  title,
}: {
  systems: readonly MatrixSystem[];
  columns: readonly MatrixColumn[];
  title: string;
}) {
  const { language } = useWords();
  const isMirrored = directionOf(language) === "rtl";
  const label = 110;
  const head = 150;
  const side = 26;
  const width = label + columns.length * side + 90;
  const across = (x: number, w = 0) => (isMirrored ? width - x - w : x);
  return (
    <Scroll label={title}>
      <svg
        className="chart matrix drawn"
        viewBox={`0 0 ${width} ${head + systems.length * side + 4}`}
        role="img"
        aria-label={title}
      >
        {columns.map(({ key, label: text }, at) => (
          <text
            key={key}
            className="axis"
            transform={`translate(${across(label + at * side + side / 2)} ${head - 8}) rotate(${isMirrored ? 50 : -50})`}
            textAnchor={isMirrored ? "end" : "start"}
            direction="ltr"
          >
            {shortened(text, 26)}
          </text>
        ))}
        {systems.map(({ key, name, assessed }, y) => (
          <g key={key} transform={`translate(0 ${head + y * side})`}>
            <text x={across(label - 10)} y={17} textAnchor={isMirrored ? "start" : "end"} direction="ltr">
              {shortened(name, 16)}
            </text>
            {columns.map((column, at) => {
              const cells = assessed.cells.filter(({ component }) => component === column.key);
              const value = worstFirst.find((one) => cells.some((cell) => cell.value === one)) ?? "open";
              return (
                <rect
                  key={column.key}
                  className={`cellv cellv-${value}`}
                  x={across(label + at * side + 2, side - 4)}
                  y={2}
                  width={side - 4}
                  height={side - 4}
                  rx={4}
                />
              );
            })}
          </g>
        ))}
      </svg>
    </Scroll>
  );
}

/** The same as the picture, for those who read it: each component, and what each system has of it. */
export function MatrixTable({
  systems,
  columns,
  criteria,
  title,
}: {
  systems: readonly MatrixSystem[];
  columns: readonly MatrixColumn[];
  criteria: Readonly<Record<string, string>>;
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
            {columns.map((column) => (
              <tr key={column.key}>
                <th scope="row">{column.label}</th>
                {systems.map(({ key, assessed }) => (
                  <td key={key} className="small">
                    <CellWords
                      cells={assessed.cells.filter(({ component }) => component === column.key)}
                      criteria={criteria}
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

/** What the colours of the picture mean. */
export function MatrixKey() {
  const { t } = useWords();
  return (
    <ul className="key" aria-hidden="true">
      {worstFirst.toReversed().map((value) => (
        <li key={value}>
          <i className={`swatch cellv-${value}`} /> {t(`reviews:value.${value}`)}
        </li>
      ))}
    </ul>
  );
}
