import { useEffect, useReducer } from "react";
import { useWords } from "~/i18n";
import { loadWords } from "./catalog";
import type { WordFile } from "./wordFiles";

/** Whether the words of some files are there; fetches those that are not. On the server all are. */
export function useWordsFor(wanted: readonly WordFile[]): boolean {
  const words = useWords();
  const [, again] = useReducer((count: number) => count + 1, 0);
  const missing = wanted.filter((file) => !words.has(file));
  const list = missing.join(" ");
  useEffect(() => {
    if (list === "") return;
    let isCurrent = true;
    loadWords(words.language, list.split(" ") as WordFile[])
      .then((loaded) => {
        words.add(loaded);
        if (isCurrent) again();
      })
      // Without its words a page cannot be shown; loading it whole is the way out.
      .catch(() => window.location.reload());
    return () => {
      isCurrent = false;
    };
  }, [words, list]);
  return missing.length === 0;
}
