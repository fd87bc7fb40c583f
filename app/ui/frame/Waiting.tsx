import { useNavigation } from "@remix-run/react";
import { useSyncExternalStore } from "react";
import { useWords } from "~/i18n";
import { onWaiting, readWaiting } from "~/ui/forms/kept/delivery";

/** A line above the page while it waits for the server: the page stays, and goes on by itself. */
export function Waiting() {
  const { t } = useWords();
  const why = useSyncExternalStore(onWaiting, readWaiting, () => null);
  if (!why) return null;
  return (
    <p className="notice warn frame waiting no-print" role="status">
      {t(`common:kept.waiting.${why}`)}
    </p>
  );
}

/** While the next page is on its way, this one stays, with a line that moves. */
export function Progress() {
  const { state } = useNavigation();
  return state === "idle" ? null : <div className="on-its-way no-print" aria-hidden="true" />;
}
