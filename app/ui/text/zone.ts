import { createContext, useContext, useEffect, useState } from "react";

/** The time zone in which somebody who is signed in reads moments; null: that of their browser. */
export const ZoneContext = createContext<string | null>(null);

/** The reader's time zone: what they chose, else their browser's, which the server does not know. */
export function useZone(): string | null {
  const chosen = useContext(ZoneContext);
  const [zone, setZone] = useState<string | null>(null);
  useEffect(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return chosen ?? zone;
}
