import { createContext, useContext } from "react";
import { zoneCookie } from "~/kernel/language/zoneCookie";
import { useAlive } from "~/ui/frame/useAlive";

/** The time zone in which somebody who is signed in chose to read moments, and the one that their browser was last in; null where it is not known. */
export const ZoneContext = createContext<{ readonly chosen: string | null; readonly last: string | null }>({
  chosen: null,
  last: null,
});

/**
 * The reader's time zone: what they chose, else their browser's. Until the page is alive that is where the browser was last, which
 * nearly always is where it is, so that no moment is written anew before the reader's eyes.
 */
export function useZone(): string | null {
  const { chosen, last } = useContext(ZoneContext);
  const isAlive = useAlive();
  return chosen ?? (isAlive ? zoneOfBrowser() : last);
}

let found: string | undefined;
/** Asked for once: a list has as many moments as rows. */
function zoneOfBrowser(): string {
  found ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return found;
}

/** Has the server know where the browser is when it is asked for the next page. */
export function rememberZone(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the store that would take its place is not in every browser that we serve.
  document.cookie = zoneCookie(zoneOfBrowser());
}
