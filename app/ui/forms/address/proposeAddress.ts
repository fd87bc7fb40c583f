import type { ChangeEvent } from "react";
import { addressFrom } from "~/kernel/process/addressFrom";

/** Proposes what is typed as an address in another field of the form, until somebody writes an address of their own there. */
export function proposeAddress(field: string) {
  return ({ currentTarget: { form, value } }: ChangeEvent<HTMLInputElement>): void => {
    const address = form?.elements.namedItem(field);
    if (!(address instanceof HTMLInputElement) || address.readOnly) return;
    if (address.value !== "" && address.value !== address.dataset.proposed) return;
    address.value = addressFrom(value);
    address.dataset.proposed = address.value;
  };
}
