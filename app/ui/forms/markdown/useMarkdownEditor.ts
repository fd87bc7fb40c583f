import { type RefObject, useEffect, useRef } from "react";
import { hasEditor, onColoured, readColoured } from "./choice";

/**
 * Gives a field of Markdown an editor once somebody enters it, where their device and their choice have one. Its code is
 * fetched only then, and what cannot be fetched leaves the field as it is.
 */
export function useMarkdownEditor(): RefObject<HTMLTextAreaElement> {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    let isHere = true;
    let isComing = false;
    let takeAway: (() => void) | undefined;
    const enter = async () => {
      if (isComing || takeAway || !hasEditor() || !readColoured()) return;
      isComing = true;
      const made = await import("./editor.client").catch(() => undefined);
      isComing = false;
      if (made && isHere && readColoured()) takeAway = made.mountEditor(element);
    };
    const choose = () => {
      if (readColoured()) return;
      takeAway?.();
      takeAway = undefined;
    };
    element.addEventListener("focus", enter);
    const ends = onColoured(choose);
    return () => {
      isHere = false;
      element.removeEventListener("focus", enter);
      ends();
      takeAway?.();
    };
  }, []);
  return field;
}
