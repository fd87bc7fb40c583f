import { useLocation } from "@remix-run/react";
import { useEffect, useRef } from "react";

const fields = "input, textarea, select";

/**
 * Gives the focus to the heading of a page that one came to, so that it is read and the next Tab goes on from there. A page
 * that put it into a field of its own, or an address that leads to a part of the page, keeps it.
 */
export function useArrival(isShown: boolean): void {
  const { pathname, hash } = useLocation();
  const arrivedAt = useRef(pathname);
  useEffect(() => {
    if (!isShown || arrivedAt.current === pathname) return;
    arrivedAt.current = pathname;
    const focused = document.activeElement;
    if (hash || (focused?.matches(fields) && focused.closest("main"))) return;
    const heading = document.querySelector<HTMLElement>("main h1") ?? document.querySelector("main");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [pathname, hash, isShown]);
}
