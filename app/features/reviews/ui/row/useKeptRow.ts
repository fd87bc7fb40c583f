import { useLocation } from "@remix-run/react";
import { type Dispatch, useEffect, useRef } from "react";
import { forget, type Kept, keep, pageOf, readKept } from "~/ui/forms/kept/keptWords";
import { showForm } from "~/ui/forms/kept/leftWords";
import { forgetElsewhere, keepElsewhere, keptElsewhere } from "~/ui/forms/kept/otherDevices";
import { newKey, usePersonId } from "~/ui/forms/kept/whose";
import { fieldsOf, isSame, isUnsaved, type Row, type RowEvent, type RowState, rowOf } from "./savedRow";

/**
 * Keeps what a row says and the server has not taken: in the browser, and after a pause for the person's other devices. It
 * comes back into its row; where there is no such row any more, the page shows it as words that were left.
 */
export function useKeptRow(place: string, state: RowState, dispatch: Dispatch<RowEvent>): void {
  const person = usePersonId();
  const page = pageOf(useLocation());
  const now = useRef(state);
  now.current = state;
  // When what the row says was typed, here or elsewhere (milliseconds), and what was brought back of it.
  const typedAt = useRef(0);
  const broughtBack = useRef<Row | null>(null);
  const once = useRef("");

  useEffect(() => showForm(place), [place]);

  useEffect(() => {
    const bringBack = ({ fields, basis, at }: Kept) => {
      const row = rowOf(fields, Number(basis.seen));
      typedAt.current = at;
      broughtBack.current = row;
      // Left behind by a save on the way to another page, it may be stored by now.
      if (isSame(row, now.current.stored)) return forgetElsewhere(person, place);
      dispatch({ kind: "restored", row });
    };
    const found = readKept(person, place);
    if (found) bringBack(found);
    let isHere = true;
    keptElsewhere(person, place).then((other) => {
      if (!other || !isHere) return;
      if (other.at > typedAt.current) bringBack(other);
      // What is typed here goes before it, and takes its place unless it is stored by now.
      else if (!isUnsaved(now.current)) forgetElsewhere(person, place);
    });
    return () => {
      isHere = false;
    };
  }, [person, place, dispatch]);

  // After what was kept has been read: what is stored, or typed back to it, is not brought back another time.
  const { said, stored } = state;
  useEffect(() => {
    if (isSame(said, stored)) {
      forget(person, place);
      return forgetElsewhere(person, place);
    }
    once.current ||= newKey(person);
    if (!broughtBack.current || !isSame(said, broughtBack.current)) typedAt.current = Date.now();
    const kept: Kept = {
      fields: fieldsOf(said),
      begun: fieldsOf(stored),
      basis: { seen: String(stored.seen) },
      once: once.current,
      at: typedAt.current,
      page,
    };
    keep(person, place, kept);
    keepElsewhere(person, place, kept);
  }, [person, place, page, said, stored]);
}
