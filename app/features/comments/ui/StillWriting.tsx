import { type ReactNode, useEffect, useState } from "react";
import { useTyped } from "~/ui/forms/forms";
import { readKept } from "~/ui/forms/kept/keptWords";
import { usePersonId } from "~/ui/forms/kept/whose";

/**
 * The form of a comment stays on a page that takes no comments any more, if it was there before, or if it has words that
 * were not sent: whoever writes while a version is closed loses nothing.
 */
export function StillWriting({
  isOpen,
  place,
  intent,
  children,
}: {
  isOpen: boolean;
  place: string;
  /** What the form asks for. */
  intent: "comment" | "suggest";
  children: ReactNode;
}) {
  const person = usePersonId();
  const typed = useTyped(intent);
  const [wasThere] = useState(isOpen || typed !== undefined);
  const [isKept, setKept] = useState(false);
  useEffect(() => setKept(readKept(person, place) !== undefined), [person, place]);
  return isOpen || wasThere || isKept ? children : null;
}
