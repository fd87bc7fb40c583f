import { useWords } from "~/i18n";
import type { FieldProblem } from "~/kernel/refusals";

/** Says what is wrong with a field, and where in it. */
export function useProblemWords(): (problem: FieldProblem) => string {
  const { t } = useWords();
  return (problem) => {
    const { key, values } = typeof problem === "string" ? { key: problem, values: {} } : problem;
    return t(key as "errors:field.invalid", values);
  };
}
