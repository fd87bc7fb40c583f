import { ownValue } from "~/kernel/keyed";
import { setUnsaved } from "./delivery";
import type { Kept } from "./keptWords";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** Hidden fields that say what a form's text was read with. */
const basisNames = ["seen", "revision", "version", "prev"];

const isText = (one: Element): one is TextControl =>
  one instanceof HTMLTextAreaElement ||
  (one instanceof HTMLInputElement &&
    !/^(hidden|file|password|submit|button|checkbox|radio|image|reset)$/.test(one.type));
const isTick = (one: Element): one is HTMLInputElement =>
  one instanceof HTMLInputElement && /^(checkbox|radio)$/.test(one.type);
const isFilledIn = (one: Element): one is Control =>
  isText(one) || isTick(one) || one instanceof HTMLSelectElement;

const controlsOf = (form: HTMLFormElement) =>
  [...form.elements].filter((one): one is Control => isFilledIn(one) && one.name !== "");
/** The fields of text of a form, by name. */
export const textsOf = (form: HTMLFormElement) =>
  new Map(
    controlsOf(form).flatMap((one) => (isText(one) && !one.readOnly ? [[one.name, one] as const] : [])),
  );

/** What the fields of a form say; of ticks with one name, a line each. */
export function readFields(form: HTMLFormElement): Record<string, string> {
  const lines = new Map<string, string[]>();
  for (const one of controlsOf(form)) {
    const known = lines.get(one.name) ?? [];
    if (isTick(one)) known.push(...(one.checked ? [one.value] : []));
    else if (one instanceof HTMLSelectElement) known.push(...[...one.selectedOptions].map((o) => o.value));
    else known.push(one.value);
    lines.set(one.name, known);
  }
  return Object.fromEntries([...lines].map(([name, values]) => [name, values.join("\n")]));
}

/** Whether any field says something else than what the page put there. */
export function isChanged(form: HTMLFormElement): boolean {
  return controlsOf(form).some((one) => {
    if (isTick(one)) return one.checked !== one.defaultChecked;
    if (!(one instanceof HTMLSelectElement)) return one.value !== one.defaultValue;
    const options = [...one.options];
    const begun = options.filter((option) => option.defaultSelected);
    if (begun.length === 0 && !one.multiple) return one.selectedIndex > 0;
    return options.some((option) => option.selected !== option.defaultSelected);
  });
}

/** What the page put into the fields of text. */
export const defaultsOf = (form: HTMLFormElement) =>
  Object.fromEntries([...textsOf(form)].map(([name, one]) => [name, one.defaultValue]));

/** What the page's texts were read with. */
export function basisOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    basisNames.flatMap((name) => {
      const one = form.elements.namedItem(name);
      return one instanceof HTMLInputElement && one.type === "hidden" ? [[name, one.value]] : [];
    }),
  );
}

/** Gives the texts of a form that was stored back to the page, which says what is in them from now on. */
export function beginAnew(form: HTMLFormElement): void {
  if (!form.querySelector("textarea")) return;
  // Choices stay as they were made: the page does not say anew which one is the first.
  for (const one of form.elements)
    if (one instanceof HTMLSelectElement)
      for (const option of one.options) option.defaultSelected = option.selected;
  form.reset();
}

/** Sets the fields of a form to what was kept; tells whether any of them changed by it. */
export function fill(form: HTMLFormElement, fields: Kept["fields"]): boolean {
  let hasChanged = false;
  for (const one of controlsOf(form)) {
    const said = ownValue(fields, one.name);
    if (said === undefined) continue;
    const lines = said.split("\n");
    if (isTick(one)) {
      if (one.checked === lines.includes(one.value)) continue;
      // A radio button is left by choosing another one. A click, so that what watches the field hears of it.
      if (one.type === "checkbox" || lines.includes(one.value)) one.click();
    } else if (one instanceof HTMLSelectElement) {
      const chosen = [...one.selectedOptions].map(({ value }) => value).join("\n");
      if (chosen === said) continue;
      for (const option of one.options) option.selected = lines.includes(option.value);
      one.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      if (one.readOnly || one.value === said) continue;
      setText(one, said);
    }
    hasChanged = true;
  }
  return hasChanged;
}

/** Sets a text as typing it would, so that what watches the field hears of it. */
export function setText(one: TextControl, text: string): void {
  const { prototype } = one instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(one, text);
  one.dispatchEvent(new Event("input", { bubbles: true }));
}

/** What is told of a field of text that says something else, which nobody typed into it. */
export const shown = "codraft:shown";

/** Sets a text that came from elsewhere: it is nothing that was typed, and an editor over the field shows it. */
export function showText(one: TextControl, text: string): void {
  one.value = text;
  one.dispatchEvent(new Event(shown));
}

/** A text that somebody else stored while there were other words of one's own in its field; or that its writer typed on another device. */
export type Overtaken = { readonly name: string; readonly theirs: string; readonly isOwn?: true };

/**
 * Holds the fields against what is stored now. One that says what it said when typing began takes what came in; one
 * with words of its own keeps them, and is told of.
 */
export function overtakenIn(form: HTMLFormElement, begun: Kept["begun"]): Overtaken[] {
  return [...textsOf(form)].flatMap(([name, one]) => {
    const before = ownValue(begun, name);
    if (before === undefined || one.defaultValue === before || one.value === one.defaultValue) return [];
    if (one.value === before) {
      showText(one, one.defaultValue);
      return [];
    }
    return [{ name, theirs: one.defaultValue }];
  });
}

/** Says of a form, for all who ask, whether it has words that are not stored. */
export function mark(form: HTMLFormElement, isUnsaved: boolean): void {
  setUnsaved(form, isUnsaved);
  if (isUnsaved) form.dataset.unsaved = "yes";
  else delete form.dataset.unsaved;
}
