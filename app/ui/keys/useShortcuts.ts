import { type RefObject, useEffect } from "react";
import { readQuick } from "~/ui/frame/shell/palette/quickKeys";
import { isTyping } from "~/ui/frame/shell/palette/usePalette";

/**
 * Single keys press what names them as its `aria-keyshortcuts`, in a part of the page or, without one, on all of it. They do nothing
 * while somebody types, and can be switched off in the palette.
 */
export function useShortcuts(within?: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, altKey, repeat, target }: KeyboardEvent) => {
      if (ctrlKey || metaKey || altKey || repeat || isTyping(target) || !readQuick()) return;
      const part = within ? within.current : document;
      part
        ?.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(key.toLowerCase())}"]:not(:disabled)`)
        ?.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [within]);
}
