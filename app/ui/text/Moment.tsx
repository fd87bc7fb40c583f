import { useWords } from "~/i18n";
import { useZone } from "./zone";

/**
 * A moment in the reader's time zone; in UTC where a page is written for all visitors, or for a browser of which no zone is known yet, until it
 * is alive.
 */
export function Moment({ at }: { at: Date | string }) {
  const { t, format } = useWords();
  const zone = useZone();
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {format.moment(iso, zone ?? "UTC")} {zone ? t("common:yourTime") : "UTC"}
    </time>
  );
}

/** A day, the same everywhere; editions of the calendar data may word it a little differently. */
export function Day({ at }: { at: Date | string }) {
  const { format } = useWords();
  return (
    <time dateTime={new Date(at).toISOString().slice(0, 10)} suppressHydrationWarning>
      {format.date(at)}
    </time>
  );
}
