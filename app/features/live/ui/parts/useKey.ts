import { useState } from "react";

/** A key for what is about to be sent: the page's first, then a new one each time that it was taken. */
export function useKey(first: string): [string, () => void] {
  const [key, setKey] = useState(first);
  return [key, () => setKey(crypto.randomUUID())];
}
