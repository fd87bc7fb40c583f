import { ownValue } from "~/kernel/keyed";
import type { Kept } from "./keptWords";

/** Which forms are on the page, by the place under which their words are kept. */
const shown = new Map<string, number>();
const hearers = new Set<() => void>();
const tell = () => {
  for (const hear of hearers) hear();
};

/** Says that a form is there, until what it returns is called. */
export function showForm(place: string): () => void {
  shown.set(place, (shown.get(place) ?? 0) + 1);
  tell();
  return () => {
    const left = (shown.get(place) ?? 1) - 1;
    if (left > 0) shown.set(place, left);
    else shown.delete(place);
    tell();
  };
}
export const isFormShown = (place: string): boolean => shown.has(place);

/** Hears whenever forms come or go. */
export function onForms(hear: () => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

export type Left = { readonly place: string; readonly texts: readonly string[] };

/**
 * The words of which the form is not there any more: what it belonged to has ended, or is not the writer's to change now. What a
 * form had said before it was typed into is nobody's loss.
 */
export function leftWords(
  all: readonly { readonly place: string; readonly kept: Pick<Kept, "fields" | "begun"> }[],
  isThere: (place: string) => boolean,
): readonly Left[] {
  return all.flatMap(({ place, kept }) => {
    const texts = Object.entries(kept.begun).flatMap(([name, begun]) => {
      const text = ownValue(kept.fields, name) ?? "";
      return text.trim() === "" || text === begun ? [] : [text];
    });
    return isThere(place) || texts.length === 0 ? [] : [{ place, texts }];
  });
}
