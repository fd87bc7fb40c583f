const name = "codraft:plain-fields";
const changed = "codraft:plain-fields-changed";

/** Whether Markdown is coloured while it is written; remembered in the browser. Somebody may want fields as the browser has them. */
export const readColoured = () => localStorage.getItem(name) === null;

export function setColoured(isColoured: boolean): void {
  if (isColoured) localStorage.removeItem(name);
  else localStorage.setItem(name, "1");
  dispatchEvent(new Event(changed));
}

/** Says whenever it was chosen anew in this window; gives back what ends that. */
export function onColoured(hear: () => void): () => void {
  addEventListener(changed, hear);
  return () => removeEventListener(changed, hear);
}

/**
 * Whether this device has an editor: one with a pointer that is fine. On a screen that is touched the keyboard corrects,
 * completes and dictates best into a field of the browser's own.
 */
export const hasEditor = () => matchMedia("(pointer: fine)").matches;
