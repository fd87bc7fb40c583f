import { useEffect } from "react";
import { forgetAllOf } from "./kept/keptWords";
import { usePersonId } from "./kept/whose";

const mark = "codraft-erasing";

/** Remembers in this tab whose account is about to be erased: whether it was is known by the page that comes after. */
export function beginErasing(person: string): void {
  try {
    sessionStorage.setItem(mark, person);
  } catch {
    // Where nothing is kept there is nothing to forget.
  }
}

/** Forgets what this browser kept of an account that was erased; one that could not be erased keeps it. */
export function endErasing(person: string): void {
  try {
    const erased = sessionStorage.getItem(mark);
    sessionStorage.removeItem(mark);
    if (erased && erased !== person) forgetAllOf(erased);
  } catch {
    // Where nothing is kept there is nothing to forget.
  }
}

/** For the page to which somebody is led whose account was erased. */
export function useErased(): void {
  const person = usePersonId();
  useEffect(() => endErasing(person), [person]);
}
