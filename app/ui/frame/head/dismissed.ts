/** What can be put away for good, in this browser. The style sheet (styles/front/dismissed.css) has a line for each. */
export const dismissible = [
  "demo",
  "steps-visitor",
  "steps-newcomer",
  "steps-participant",
  "steps-organizer",
] as const;
export type Dismissible = (typeof dismissible)[number];

const key = "codraft:dismissed";

/**
 * Runs before the page is shown, so that what was put away is not seen and nothing moves when it goes. A browser that keeps
 * nothing shows all of it.
 */
export const recallDismissed = `try{document.documentElement.dataset.dismissed=localStorage.getItem("${key}")||""}catch{}`;

/** Puts it away, and leaves the reader at the beginning of the page. */
export function dismiss(one: Dismissible): void {
  const { dataset } = document.documentElement;
  const all = new Set([...(dataset.dismissed ?? "").split(" ").filter(Boolean), one]);
  dataset.dismissed = [...all].join(" ");
  try {
    localStorage.setItem(key, dataset.dismissed);
  } catch {
    // A browser that keeps nothing: it is away until the page is loaded anew.
  }
  document.getElementById("content")?.focus({ preventScroll: true });
}
