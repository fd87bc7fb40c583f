import { type ContentLanguage, readTag } from "~/kernel/language/content";
import { isLanguage, type Language } from "~/kernel/language/languages";

export type ReadIn = {
  readonly now: ContentLanguage;
  /** Into which one can change here: others of the process, which the menu of the interface does not have; and back. */
  readonly offered: readonly { readonly language: ContentLanguage; readonly isUsual: boolean }[];
};

/**
 * In which language a text of a process is read: in that of the page, or in another one of the process that was asked for, which the
 * interface does not have to speak.
 */
export function readInOf(
  asked: string | null,
  process: { readonly languages: readonly ContentLanguage[] },
  usual: Language,
): ReadIn {
  const now = process.languages.find((one) => one === asked || one === readTag(asked ?? "")) ?? usual;
  const beyond = process.languages.filter((one) => !isLanguage(one) && one !== now);
  return {
    now,
    offered: [
      ...(now === usual ? [] : [{ language: usual, isUsual: true }]),
      ...beyond.map((language) => ({ language, isUsual: false })),
    ],
  };
}
