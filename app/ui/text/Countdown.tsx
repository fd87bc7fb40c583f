import { useEffect, useState } from "react";
import { useWords } from "~/i18n";
import { useZone } from "./zone";

/** How long it is until a moment: in days and hours, then minutes. As rendered on the server, the day. */
export function Countdown({ at }: { at: Date | string }) {
  const { format } = useWords();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={format.moment(iso, "UTC")} suppressHydrationWarning>
      {now === null ? format.date(iso) : format.until(new Date(iso).getTime() - now)}
    </time>
  );
}

/** The time of day of something that was just done: in UTC as rendered on the server, then the reader's own. */
export function Clock({ at }: { at: Date | string }) {
  const { format } = useWords();
  const zone = useZone();
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {format.time(iso, zone ?? "UTC")}
    </time>
  );
}
