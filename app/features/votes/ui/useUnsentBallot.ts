import { type RefObject, useCallback, useEffect, useState } from "react";
import { ownValue } from "~/kernel/keyed";
import { keepFor, readKept } from "~/ui/forms/browserStore";

type Unsent = { prev: string | null; fields: Record<string, string> };

/**
 * Keeps what was filled in but not sent in the browser's storage, so that a reload, a crash or a
 * dead battery loses nothing. Kept per round and newest entry: what was typed before a ballot was
 * cast elsewhere does not come back over it.
 */
export function useUnsent(
  form: RefObject<HTMLFormElement>,
  roundId: string,
  prev: string | null,
  counted: (answered: number) => void,
) {
  const [restored, setRestored] = useState(false);
  const place = `codraft-ballot-${roundId}`;

  useEffect(() => {
    const element = form.current;
    const kept = element && readKept<Unsent>(place);
    if (!element || !kept || kept.prev !== prev) return;
    if (fill(element, kept.fields)) setRestored(true);
    counted(answersIn(element));
  }, [form, place, prev, counted]);

  const keep = useCallback(() => {
    const element = form.current;
    if (!element) return;
    const fields = Object.fromEntries(
      [...new FormData(element)].flatMap(([name, value]) =>
        /^(choices|notes)\./.test(name) ? [[name, String(value)] as const] : [],
      ),
    );
    counted(answersIn(element));
    // Where it cannot be kept, "save for later" keeps it on the server.
    keepFor(place, { prev, fields } satisfies Unsent);
  }, [form, place, prev, counted]);

  return { restored, keep };
}

/** Sets the fields of the form; tells whether any of them changed by it. */
function fill(form: HTMLFormElement, fields: Record<string, string>): boolean {
  let changed = false;
  for (const element of form.elements) {
    if (
      element instanceof HTMLInputElement &&
      element.type === "radio" &&
      Object.hasOwn(fields, element.name)
    ) {
      const isChosen = ownValue(fields, element.name) === element.value;
      changed ||= isChosen && !element.checked;
      element.checked = isChosen;
    } else if (element instanceof HTMLTextAreaElement && Object.hasOwn(fields, element.name)) {
      changed ||= element.value !== ownValue(fields, element.name);
      element.value = ownValue(fields, element.name) ?? "";
    }
  }
  return changed;
}

function answersIn(form: HTMLFormElement): number {
  return [...new FormData(form)].filter(([name, value]) => name.startsWith("choices.") && value !== "")
    .length;
}
