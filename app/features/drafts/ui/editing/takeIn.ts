import { mergeTexts } from "~/features/drafts/domain/mergeEdits";
import { showText } from "~/ui/forms/kept/formFields";

/** What is typed of a clause. */
export type Words = { readonly heading: string; readonly body: string };

/**
 * Brings what the server made of a save and of what others had saved into the fields, with what was typed since. Where that
 * meets what others wrote, both stand one below the other: nobody's words go.
 */
export function takeIn(form: HTMLFormElement, sent: Words, merged: Words): void {
  for (const name of ["heading", "body"] as const) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    if (merged[name] === sent[name]) continue;
    const both = `${merged[name]}${name === "body" ? "\n\n" : " "}${field.value}`;
    const text = mergeTexts(sent[name], field.value, merged[name]) ?? both;
    if (text === field.value) continue;
    const { selectionStart, selectionEnd } = field;
    showText(field, text);
    if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
  }
}
