import { useLocation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

const fields = "input, textarea, select";
const fillable = ":is(input, textarea, select):not([type=hidden], [readonly], :disabled)";

/**
 * Gives the focus to the heading of a page that one came to, so that it is read and the next Tab goes on from there. A page
 * that put it into a field of its own, or an address that leads to a part of the page, keeps it; where that part is a form,
 * one begins in its first field.
 */
export function useArrival(isShown: boolean): void {
  const { pathname, hash, key } = useLocation();
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever follows the same link once more is taken there again
  useEffect(() => {
    const form = isShown && hash ? document.getElementById(hash.slice(1)) : null;
    if (!(form instanceof HTMLFormElement)) return;
    form.scrollIntoView();
    form.querySelector<HTMLElement>(fillable)?.focus({ preventScroll: true });
  }, [key, hash, isShown]);
  useFresh();
}

/** Reads a page anew that the browser had put aside whole: who it was made for may have signed out meanwhile. */
function useFresh(): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) revalidate();
    };
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, [revalidate]);
}

/**
 * Loads a window anew that was somebody's, once somebody else signed in beside it: nothing of the first stays in it, in fields or in memory.
 * Who signs out, or whose session ends, keeps what is before them.
 */
export function useOnePerson(person: string): void {
  const first = useRef(person);
  useEffect(() => {
    if (person === "" || person === first.current) return;
    if (first.current !== "") location.reload();
    first.current = person;
  }, [person]);
}
