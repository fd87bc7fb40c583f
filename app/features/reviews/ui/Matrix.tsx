import { cellsOf } from "~/features/reviews/domain/held";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { shortened } from "~/kernel/text/cut";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { CellWords } from "./CellWords";

/** A system with the cells of the columns as letters (`cellsOf`), criterion by criterion. */
export type MatrixSystem = { readonly key: string; readonly name: string; readonly letters: string };
export type MatrixColumn = { readonly key: string; readonly label: string };

/** The worst of a component's cells says what it looks like from afar. */
const worstFirst = ["not-available", "restricted", "conflict", "open", "not-applicable", "allowed"] as const;

/** All systems by the components that are asked, as a picture; the table behind it says it in words. */
export function Matrix({
  systems,
  columns,
  criteria,
  title,
}: {
  systems: readonly MatrixSystem[];
  columns: readonly MatrixColumn[];
  /** Keys of the criteria, in the order of the letters. */
  criteria: readonly string[];
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
        {systems.map(({ key, name, letters }, y) => (
          <g key={key} transform={`translate(0 ${head + y * side})`}>
            <text x={across(label - 10)} y={17} textAnchor={isMirrored ? "start" : "end"} direction="ltr">
              {shortened(name, 16)}
            </text>
            {worstFirst.map((value) => {
              const here = worst(letters, columns, criteria).flatMap((one, at) =>
                one === value ? [at] : [],
              );
              // One path for all cells of a kind: a mark of its own for each would be most of the page.
              const path = here
                .map(
                  (at) =>
                    `M${across(label + at * side + 2, side - 4)} 2h${side - 4}v${side - 4}h-${side - 4}z`,
                )
                .join("");
              return here.length > 0 && <path key={value} className={`cellv cellv-${value}`} d={path} />;
            })}
          </g>
        ))}
      </svg>
    </Scroll>
  );
}

function worst(letters: string, columns: readonly MatrixColumn[], criteria: readonly string[]) {
  const cells = cellsOf(
    letters,
    columns.map(({ key }) => key),
    criteria,
  );
  return columns.map((_, at) => {
    const own = cells.slice(at * criteria.length, (at + 1) * criteria.length);
    return worstFirst.find((one) => own.some(({ value }) => value === one)) ?? "open";
  });
}

/** The same as the picture, for those who read it: each component, and what each system has of it. */
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
