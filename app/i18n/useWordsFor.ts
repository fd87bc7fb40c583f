import { useContext, useEffect, useReducer } from "react";
import { I18nContext } from "react-i18next";
import type { Language } from "~/kernel/language/languages";
import { loadWords } from "./catalog";
import type { WordFile } from "./wordFiles";

/** Whether the words of some files are there; fetches those that are not. On the server all are. */
export function useWordsFor(wanted: readonly WordFile[]): boolean {
  const { i18n } = useContext(I18nContext);
  const [, again] = useReducer((count: number) => count + 1, 0);
  const language = i18n.language as Language;
  const missing = wanted.filter((file) => !i18n.hasResourceBundle(language, file));
  const list = missing.join(" ");
  useEffect(() => {
    if (list === "") return;
    let isCurrent = true;
    loadWords(language, list.split(" ") as WordFile[])
      .then((loaded) => {
        for (const [file, words] of Object.entries(loaded)) i18n.addResourceBundle(language, file, words);
        if (isCurrent) again();
      })
      // Without its words a page cannot be shown; loading it whole is the way out.
      .catch(() => window.location.reload());
    return () => {
      isCurrent = false;
    };
  }, [i18n, language, list]);
  return missing.length === 0;
}
