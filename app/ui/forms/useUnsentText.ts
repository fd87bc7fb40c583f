import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { ownValue } from "~/kernel/keyed";
import { forgetKept, keepFor, readKept } from "./browserStore";

/** Under which the basis is kept among the fields: no field is called so. */
const basisKey = " basis";

/**
 * Keeps named fields of a form in the browser's storage until they are sent, so that a reload, a
 * crash or an answer of "try again" loses nothing. Once `answer` says that it was taken, it is
 * forgotten and the form is empty again. Where the answer leads to another page, `basis` says what the
 * form was about: what was kept on another basis has been sent since, and is forgotten.
 */
export function useKept(
  form: RefObject<HTMLFormElement>,
  place: string,
  names: readonly string[],
  answer: { readonly ok: boolean } | undefined,
  basis = "",
) {
  const [restored, setRestored] = useState(false);
  const list = names.join(" ");
  // What was answered before this form was there is about another one.
  const earlier = useRef(answer);
  const isSent = answer !== earlier.current && (answer?.ok ?? false);

  useEffect(() => {
    const element = form.current;
    const kept = readKept<Record<string, string>>(place);
    if (!element || !kept) return;
    if ((kept[basisKey] ?? "") !== basis) return forgetKept(place);
    let changed = false;
    for (const name of list.split(" ")) {
      const field = element.elements.namedItem(name);
      const value = ownValue(kept, name);
      if (!value || !(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) continue;
      if (field.value !== "" && field.value !== field.defaultValue) continue;
      changed ||= field.value !== value;
      field.value = value;
    }
    setRestored(changed);
  }, [form, place, list, basis]);

  const keep = useCallback(() => {
    const element = form.current;
    if (!element) return;
    const data = new FormData(element);
    const fields = Object.fromEntries(list.split(" ").map((name) => [name, String(data.get(name) ?? "")]));
    if (Object.values(fields).some((value) => value !== "")) keepFor(place, { ...fields, [basisKey]: basis });
    else forgetKept(place);
  }, [form, place, list, basis]);

  useEffect(() => {
    if (!isSent) return;
    forgetKept(place);
    form.current?.reset();
    setRestored(false);
  }, [form, place, isSent]);

  return { restored, keep };
}
