import { ownValue } from "~/kernel/keyed";
import { type Overtaken, textsOf } from "../formFields";
import type { Kept } from "../keptWords";

/** What a form says here: its key, and of when the words are that it began with (0: it began with none). */
type Here = { readonly once: string; readonly readAt: number };

/**
 * What becomes of words of a form that another device had the server keep. They come into fields in which nothing was typed, or which go on with what they
 * were then. Words that began apart from those here are offered beside them: neither takes the place of the other unseen.
 */
export function meeting(other: Kept, here: Here | null, isTouched: boolean): "take" | "offer" | "leave" {
  if (!here) return isTouched ? "offer" : "take";
  if (other.once !== here.once) return "offer";
  if (other.at <= here.readAt) return "leave";
  return isTouched ? "offer" : "take";
}

/** The texts of another device that say something else than the fields here, and than what is stored. */
export function offeredOf(form: HTMLFormElement, { fields }: Kept): Overtaken[] {
  return [...textsOf(form)].flatMap(([name, one]) => {
    const theirs = ownValue(fields, name) ?? "";
    const isNew = theirs.trim() !== "" && theirs !== one.value && theirs !== one.defaultValue;
    return isNew ? [{ name, theirs, isOwn: true as const }] : [];
  });
}
