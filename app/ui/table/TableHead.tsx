type Column =
  | string
  | {
      readonly label: string;
      /** "n": a column of numbers. "wide-only": left out on phones. */
      readonly kind: "n" | "wide-only";
    };

/** The line that names a table's columns. Labels of one table differ. */
export function TableHead({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const { label, kind } = typeof column === "string" ? { label: column, kind: undefined } : column;
          return (
            <th scope="col" key={label} className={kind}>
              {label}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
