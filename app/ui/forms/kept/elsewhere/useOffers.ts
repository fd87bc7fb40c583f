import { type RefObject, useCallback, useRef, useState } from "react";
import { type Overtaken, setText, textsOf } from "../formFields";
import type { Kept } from "../keptWords";
import { keepElsewhere, keptElsewhere } from "../otherDevices";
import type { Choice } from "../useKeptForm";
import { meeting, offeredOf } from "./meeting";

/**
 * What another device has of a form, offered beside what its fields say here. Until it is known what that is, and chosen what becomes of it, nothing is
 * put in its place there (`isApart`).
 */
export function useOffers(form: RefObject<HTMLFormElement>) {
  const [offers, setOffers] = useState<readonly Overtaken[]>([]);
  const isApart = useRef(true);

  const offer = useCallback((found: readonly Overtaken[]) => {
    isApart.current = found.length > 0;
    setOffers(found);
  }, []);

  /** Asks what another device has of a form that began with words of `readAt` (0: with none). What it may take the place of is handed to `take`. */
  const ask = useCallback(
    (
      { person, place, readAt }: { readonly person: string; readonly place: string; readonly readAt: number },
      [kept, isTouched]: readonly [RefObject<Kept>, RefObject<boolean>],
      take: (other: Kept) => void,
    ) => {
      let isHere = true;
      keptElsewhere(person, place).then((other) => {
        const element = form.current;
        if (!isHere || !element?.isConnected) return;
        const here = kept.current && { once: kept.current.once, readAt };
        const what = other && meeting(other, here, isTouched.current === true);
        if (other && what === "take") take(other);
        offer(other && what === "offer" ? offeredOf(element, other) : []);
        // What was typed while that was not known.
        if (!isApart.current && isTouched.current && kept.current) keepElsewhere(person, place, kept.current);
      });
      return () => {
        isHere = false;
      };
    },
    [form, offer],
  );

  const choose = useCallback(
    (name: string, choice: Choice) => {
      const own = offers.find((one) => one.name === name)?.theirs;
      const field = form.current && textsOf(form.current).get(name);
      if (own === undefined || !field) return;
      offer(offers.filter((one) => one.name !== name));
      if (choice === "theirs") setText(field, own);
      if (choice === "both") setText(field, `${own}\n\n${field.value}`.trimEnd());
    },
    [form, offers, offer],
  );
  return { offers, isApart, ask, choose };
}
