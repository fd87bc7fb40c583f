import { useState } from "react";

/** Copies a text; and whether it was copied. What the text is may be known in the browser alone. */
export function useCopy(text: () => string): { readonly isCopied: boolean; readonly copy: () => void } {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text()).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return { isCopied, copy };
}

/** The whole address of a path of this site, for `useCopy`. */
export const addressOf = (path: string) => () => new URL(path, location.href).href;
