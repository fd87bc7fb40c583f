import { useState } from "react";

/** Copies an address as a whole; and whether it was copied. */
export function useCopy(to: string): { readonly isCopied: boolean; readonly copy: () => void } {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(new URL(to, location.href).href).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return { isCopied, copy };
}
