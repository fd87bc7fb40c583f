import { createContext, useContext } from "react";
import { useAlive } from "~/ui/frame/useAlive";

/** The time zone in which somebody who is signed in reads moments; null: that of their browser. */
export const ZoneContext = createContext<string | null>(null);

/** The reader's time zone: what they chose, else their browser's, which the server does not know. */
export function useZone(): string | null {
  const chosen = useContext(ZoneContext);
  const isAlive = useAlive();
  return chosen ?? (isAlive ? zoneOfBrowser() : null);
}

let found: string | undefined;
/** Asked for once: a list has as many moments as rows. */
function zoneOfBrowser(): string {
  found ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return found;
}
