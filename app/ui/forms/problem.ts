import { useWords } from "~/i18n";
import type { FieldProblem, RefusalCode } from "~/kernel/refusals";

/** Says what is wrong with a field, and where in it. */
export function useProblemWords(): (problem: FieldProblem) => string {
  const { t } = useWords();
  return (problem) => {
    const { key, values } = typeof problem === "string" ? { key: problem, values: {} } : problem;
    return t(key as "errors:field.invalid", values);
  };
}

/**
 * Why a form was refused. Its page is there, so that `not_found` is not about a page: what was asked for has ended, moved or been
 * taken back by somebody who was faster.
 */
export const refusedKey = (code: RefusalCode) =>
  code === "not_found" ? ("errors:answer.gone" as const) : (`errors:code.${code}` as const);
