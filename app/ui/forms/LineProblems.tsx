import { useWords } from "~/i18n";
import type { LineProblem } from "~/kernel/csv/lines";

/** Every bad line of a file with its number and what may have been meant. */
export function LineProblems({ problems }: { problems: readonly LineProblem[] }) {
  const { t } = useWords();
  if (problems.length === 0) return null;
  return (
    <div className="notice bad" role="alert">
      <p>{t("errors:lines.lead", { count: problems.length })}</p>
      <ul className="clean">
        {problems.slice(0, 200).map((problem) => (
          <li key={`${problem.line}-${problem.code}-${problem.column}-${problem.value}`}>
            <strong>{t("errors:lines.line", { line: problem.line })}</strong>{" "}
            {t(`errors:lines.code.${problem.code}`, {
              column: problem.column ?? "",
              value: problem.value ?? "",
              otherLine: problem.otherLine ?? "",
            })}
            {problem.nearest && <> {t("errors:lines.nearest", { name: problem.nearest })}</>}
            {problem.pair && (
              <> {t("errors:lines.pair", { first: problem.pair[0], second: problem.pair[1] })}</>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
