import { createContext, useContext } from "react";

/** The id of the request that rendered the page; in the browser, what the page already shows. */
export const RequestIdContext = createContext("");

export function useRequestId(): string {
  const rendered = useContext(RequestIdContext);
  if (rendered || typeof document === "undefined") return rendered;
  return document.documentElement.dataset.request ?? "";
}
