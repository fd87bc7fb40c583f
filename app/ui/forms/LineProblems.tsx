import { useWords } from "~/i18n";
import type { LineProblem } from "~/kernel/csv/lines";
import { columnName } from "~/ui/table/HowRead";

/** The bad lines of a file with their numbers, what was expected there and what may have been meant; and how many more there are. */
export function LineProblems({ problems, more = 0 }: { problems: readonly LineProblem[]; more?: number }) {
  const { t } = useWords();
  if (problems.length === 0) return null;
  return (
    <div className="notice bad" role="alert">
      <p>{t("errors:lines.lead", { count: problems.length + more })}</p>
      <ul className="clean">
        {problems.map((problem) => (
          <li key={`${problem.line}-${problem.code}-${problem.column}-${problem.value}`}>
            <strong>{t("errors:lines.line", { line: problem.line })}</strong>{" "}
            {t(`errors:lines.code.${problem.code}`, {
              column: columnName(t, problem.column ?? (isAboutColumn(problem) ? (problem.value ?? "") : "")),
              value: problem.value ?? "",
              otherLine: problem.otherLine ?? "",
              expected: problem.expected ?? "",
              found: problem.found ?? "",
            })}
            {problem.nearest && <> {t("errors:lines.nearest", { name: problem.nearest })}</>}
            {problem.pair && (
              <> {t("errors:lines.pair", { first: problem.pair[0], second: problem.pair[1] })}</>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p>{t("errors:lines.more", { count: more })}</p>}
    </div>
  );
}

const isAboutColumn = ({ code }: LineProblem) => code === "column-missing" || code === "column-twice";
