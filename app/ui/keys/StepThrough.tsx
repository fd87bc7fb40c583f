import { useRef } from "react";
import { useAlive } from "~/ui/frame/useAlive";
import { useShortcuts } from "./useShortcuts";

/**
 * Two buttons, with the keys P and N, that go from one thing of a kind on the page to the next and to the one before, in the order in which they stand.
 * They begin where the reader is, and are not there before the page is alive. The other single keys of the page work where these do.
 */
export function StepThrough({
  of,
  previous,
  next,
  onStep,
}: {
  /** Which they are: a selector. */
  of: string;
  previous: string;
  next: string;
  /** What else happens to the one that is reached. */
  onStep?: (reached: HTMLElement) => void;
}) {
  const last = useRef<HTMLElement | null>(null);
  useShortcuts();
  if (!useAlive()) return null;
  const go = (by: 1 | -1) => {
    const all = [...document.querySelectorAll<HTMLElement>(of)].filter((one) => one.checkVisibility());
    const reached = all[stepped(all, last.current, by)];
    if (!reached) return;
    last.current = reached;
    reached.tabIndex = -1;
    reached.focus({ preventScroll: true });
    reached.scrollIntoView({ block: "center" });
    onStep?.(reached);
  };
  const button = (by: 1 | -1, key: string, label: string) => (
    <button
      type="button"
      className="pill"
      aria-label={label}
      title={`${label} (${key.toUpperCase()})`}
      aria-keyshortcuts={key}
      onClick={() => go(by)}
    >
      <span aria-hidden="true">{by < 0 ? "↑" : "↓"}</span>
    </button>
  );
  return (
    <>
      {button(-1, "p", previous)}
      {button(1, "n", next)}
    </>
  );
}

/** Where the next one stands among all: after the one that was reached last while it is in view, else where the reader is; around at the ends. */
function stepped(all: readonly HTMLElement[], last: HTMLElement | null, by: 1 | -1): number {
  const at = last && isInView(last) ? all.indexOf(last) : -1;
  if (at !== -1) return (at + by + all.length) % all.length;
  const below = all.findIndex((one) => one.getBoundingClientRect().top >= 0);
  if (below === -1) return by > 0 ? 0 : all.length - 1;
  return by > 0 ? below : (below - 1 + all.length) % all.length;
}

function isInView(one: HTMLElement): boolean {
  const { top, bottom } = one.getBoundingClientRect();
  return one.isConnected && bottom > 0 && top < window.innerHeight;
}
