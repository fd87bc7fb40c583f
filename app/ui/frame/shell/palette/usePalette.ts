import { useEffect, useState } from "react";
import { readQuick } from "./quickKeys";

/** Ctrl-K (on a Mac Command-K) opens the palette, "/" goes to the search. */
export function usePalette(): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey) {
        event.preventDefault();
        setOpen(true);
      } else if (key === "/" && !ctrlKey && !metaKey && !altKey && !isTyping(target) && readQuick()) {
        const find = document.querySelector<HTMLInputElement>("header .find input");
        if (!find?.checkVisibility()) return;
        event.preventDefault();
        find.focus();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return [isOpen, setOpen];
}

/** Whether what is pressed is typed somewhere, and does nothing else. */
export const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input, textarea, select, dialog *, .markdown-editor"));
