import type { NamedRule } from "~/features/rules/services/namedRule";
import type { useWords } from "~/i18n";

/** The name of a rule in the reader's words; a rule of an organizer's own is called as they called it. */
export function ruleName({ t }: Pick<ReturnType<typeof useWords>, "t">, { preset, name }: NamedRule): string {
  return preset === null ? name : t(`rules:name.${preset}`);
}
