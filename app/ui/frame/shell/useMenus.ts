import { useLocation } from "@remix-run/react";
import { useEffect } from "react";

const open = "details.pop-menu[open]";

/** Menus close on Escape, which gives the focus back, where somebody presses outside of them, and on another page. */
export function useMenus(): void {
  const { key } = useLocation();
  useEffect(() => {
    const menus = () => document.querySelectorAll<HTMLDetailsElement>(open);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      for (const menu of menus()) {
        const hadFocus = menu.contains(document.activeElement);
        menu.open = false;
        if (hadFocus) menu.querySelector("summary")?.focus();
      }
    };
    const onPress = ({ target }: PointerEvent) => {
      for (const menu of menus()) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each navigation closes them
  useEffect(() => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>(open)) menu.open = false;
  }, [key]);
}
