import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

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
    const kept = read(place);
    if (!element || !kept) return;
    if ((kept[basisKey] ?? "") !== basis) return forget(place);
    let changed = false;
    for (const name of list.split(" ")) {
      const field = element.elements.namedItem(name);
      const value = kept[name];
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
    try {
      if (Object.values(fields).some((value) => value !== ""))
        localStorage.setItem(place, JSON.stringify({ ...fields, [basisKey]: basis }));
      else localStorage.removeItem(place);
    } catch {
      // A full or forbidden storage: the form still works.
    }
  }, [form, place, list, basis]);

  useEffect(() => {
    if (!isSent) return;
    forget(place);
    form.current?.reset();
    setRestored(false);
  }, [form, place, isSent]);

  return { restored, keep };
}

function read(place: string): Record<string, string> | undefined {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function forget(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept there either.
  }
}
