import { useEffect, useReducer, useState } from "react";
import { useWords } from "~/i18n";
import { loadWords } from "./catalog";
import type { WordFile } from "./wordFiles";

/** How long until words that did not come are asked for again (milliseconds). */
const again = 5_000;

/**
 * Whether the words of some files are there; fetches those that are not. On the server all are. A page that was sent as HTML comes
 * alive with those that it shows, so the first time the others are fetched beside it.
 */
export function useWordsFor(wanted: readonly WordFile[]): boolean {
  const words = useWords();
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const missing = wanted.filter((file) => !words.has(file));
  const list = missing.join(" ");
  const [notShown] = useState(list);
  const isShown = list === "" || list === notShown;
  useEffect(() => {
    if (list === "") return;
    let isCurrent = true;
    const fetchThem = () =>
      loadWords(words.language, list.split(" ") as WordFile[])
        .then((loaded) => {
          words.add(loaded);
          if (isCurrent) draw();
        })
        .catch(() => {
          if (!isCurrent) return;
          // Without its words a page cannot be shown; loading it whole is the way out.
          if (!isShown) window.location.reload();
          else setTimeout(() => isCurrent && fetchThem(), again);
        });
    void fetchThem();
    return () => {
      isCurrent = false;
    };
  }, [words, list, isShown]);
  return isShown;
}
