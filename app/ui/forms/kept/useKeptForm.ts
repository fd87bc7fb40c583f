import { useNavigation, useRevalidator } from "@remix-run/react";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { onDelivery, setUnsaved, type Trouble } from "./delivery";
import { useOffers } from "./elsewhere/useOffers";
import {
  basisOf,
  beginAnew,
  defaultsOf,
  fill,
  isChanged,
  mark,
  type Overtaken,
  overtakenIn,
  readFields,
  setText,
  textsOf,
} from "./formFields";
import { forget, type Kept, keep, pageOf, readKept } from "./keptWords";
import { showForm } from "./leftWords";
import { forgetElsewhere, keepElsewhere } from "./otherDevices";
import { forgetWaiting, keepWaiting, setShown } from "./waitingForms";
import { newKey, usePersonId } from "./whose";

/** How long to wait before a form that did not arrive is sent again (milliseconds). */
const waits = [3000, 10_000, 30_000];

export type Choice = "mine" | "theirs" | "both";
export type KeptForm = {
  /** What was typed at an earlier time stands in the fields again. */
  readonly isRestored: boolean;
  readonly discard: () => void;
  readonly trouble: Trouble | null;
  /** Fields that say something else than what somebody stored meanwhile, or than what was typed on another device. */
  readonly overtaken: readonly Overtaken[];
  readonly settle: (name: string, choice: Choice) => void;
  /** Somebody else saved: it is sent when its writer says so, and not by itself. */
  readonly isHeld: boolean;
  /** The fields of the form changed. */
  readonly touch: () => void;
  /** What a form is sent with, when it is sent. */
  readonly sending: (submitter: HTMLElement | null) => void;
};

/**
 * Keeps what is typed into a form until the server has taken it: in the browser, by person and place. The revision
 * that it sends is the one that its texts were read with, whatever the page has learnt since. What did not arrive
 * is sent again by itself, with the same key, as long as nothing else was typed.
 */
export function useKeptForm(
  form: RefObject<HTMLFormElement>,
  place: string,
  { hasTyped, isConflict, isIdle, previews, sendsLater }: Circumstances,
): KeptForm {
  const person = usePersonId();
  const { revalidate, state: loading } = useRevalidator();
  const navigation = useNavigation();
  const [isRestored, setRestored] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isHeld, setHeld] = useState(isConflict);
  const [overtaken, setOvertaken] = useState<readonly Overtaken[]>([]);
  const { offers, isApart, ask, choose } = useOffers(form);
  const kept = useRef<Kept | null>(null);
  const sent = useRef<Sent>({ once: "", fields: "", intent: "", submitter: null, tries: 0 });
  const isFilling = useRef(false);
  const awaits = useRef<"stored" | "conflict" | null>(null);
  const isTouched = useRef(false);
  const broughtBack = useRef("");
  const once = useRef("");
  const retry = useRef<ReturnType<typeof setTimeout>>();

  const clear = useCallback(() => {
    kept.current = null;
    forget(person, place);
    // What another device has, and is not known or not chosen yet, is not these words.
    if (!isApart.current) forgetElsewhere(person, place);
    if (form.current) mark(form.current, false);
    setOvertaken([]);
  }, [form, person, place, isApart]);

  const touch = useCallback(() => {
    const element = form.current;
    if (!element?.querySelector("textarea") || isFilling.current) return;
    isTouched.current = true;
    // Words that were added since are sent by the one who writes them.
    if (kept.current) forgetWaiting(person, kept.current.once);
    if (!hasTyped && !isChanged(element)) return clear();
    kept.current = {
      begun: kept.current?.begun ?? defaultsOf(element),
      basis: kept.current?.basis ?? basisOf(element),
      once: kept.current?.once ?? newKey(person),
      fields: readFields(element),
      at: Date.now(),
      // What was selected to write about it is asked for again where it was selected.
      ...(element.closest("dialog") ? {} : { page: pageOf(location) }),
    };
    keep(person, place, kept.current);
    if (!isApart.current) keepElsewhere(person, place, kept.current);
    mark(element, true);
  }, [form, person, place, hasTyped, clear, isApart]);

  useEffect(() => showForm(place), [place]);

  // What was kept comes back. A form that was refused without a script has newer words.
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const bringBack = (found: Kept) => {
      const isSentSince = found.basis.prev !== undefined && found.basis.prev !== basisOf(element).prev;
      if (isSentSince) return forget(person, place);
      kept.current = found;
      isFilling.current = true;
      const isBack = fill(element, found.fields);
      isFilling.current = false;
      if (!isBack && !isChanged(element)) return clear();
      mark(element, true);
      broughtBack.current = JSON.stringify(readFields(element));
      setRestored(true);
      const now = overtakenIn(element, found.begun);
      setOvertaken(now);
      setHeld(now.length > 0);
    };
    const found = hasTyped ? undefined : readKept(person, place);
    if (hasTyped) touch();
    if (found) bringBack(found);
    if (!element.querySelector("textarea")) return;
    return ask({ person, place, readAt: kept.current?.at ?? 0 }, [kept, isTouched], (other) => {
      keep(person, place, other);
      bringBack(other);
    });
  }, [form, person, place, hasTyped, touch, clear, ask]);

  // The router reads the fields when it sends them; then they are given the key, and the revision that was read.
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const complete = ({ formData }: FormDataEvent) => {
      once.current ||= newKey(person);
      const key = kept.current?.once ?? once.current;
      for (const [name, value] of Object.entries(kept.current?.basis ?? {})) formData.set(name, value);
      formData.set("once", key);
      const fields = JSON.stringify(readFields(element));
      const { submitter, tries } = sent.current;
      const named = submitter instanceof HTMLButtonElement && submitter.name === "intent";
      const intent = named ? submitter.value : String(formData.get("intent") ?? "");
      sent.current = { once: key, fields, intent, submitter, tries };
    };
    element.addEventListener("formdata", complete);
    return () => {
      element.removeEventListener("formdata", complete);
      clearTimeout(retry.current);
      setUnsaved(element, false);
      setShown(sent.current.once, false);
    };
  }, [form, person]);

  useEffect(() => {
    const again = () => {
      const element = form.current;
      const { fields, submitter } = sent.current;
      // Words that were added since are sent by the one who writes them.
      if (!element?.isConnected || element.dataset.held || JSON.stringify(readFields(element)) !== fields)
        return;
      element.requestSubmit(submitter?.isConnected ? submitter : null);
    };
    const hear = onDelivery((told) => {
      const element = form.current;
      if (!element || told.once === "") return;
      if (told.once !== sent.current.once) {
        // Words that came back to their page, while they were sent from what had waited.
        const isIt = told.isTaken && told.once === kept.current?.once;
        if (!isIt || JSON.stringify(readFields(element)) !== broughtBack.current) return;
        setRestored(false);
        awaits.current = "stored";
        return clear();
      }
      clearTimeout(retry.current);
      setTrouble(told.trouble ?? null);
      if (told.sent && sendsLater) {
        const { pathname, search } = location;
        setShown(told.once, true);
        keepWaiting(person, { once: told.once, page: `${pathname}${search}`, at: Date.now(), ...told.sent });
      } else if (!told.trouble) forgetWaiting(person, told.once);
      if (told.trouble && told.trouble !== "signed-out") {
        const wait = told.after ? told.after * 1000 : waits[Math.min(sent.current.tries, waits.length - 1)];
        sent.current = { ...sent.current, tries: sent.current.tries + 1 };
        retry.current = setTimeout(again, wait);
      }
      if (!told.isTaken || previews === sent.current.intent) return;
      sent.current = { ...sent.current, tries: 0 };
      once.current = newKey(person);
      setRestored(false);
      awaits.current = "stored";
      const isWhole = JSON.stringify(readFields(element)) === sent.current.fields;
      if (isWhole) clear();
      else if (kept.current) kept.current = { ...kept.current, once: newKey(person) };
    });
    const online = () => retry.current && sent.current.tries > 0 && again();
    addEventListener("online", online);
    return () => {
      hear();
      removeEventListener("online", online);
    };
  }, [form, person, previews, sendsLater, clear]);

  // Somebody else was faster: what they stored is asked for.
  useEffect(() => {
    if (!isConflict) return;
    awaits.current = "conflict";
    setHeld(true);
    revalidate();
  }, [isConflict, revalidate]);

  const isQuiet = isIdle && navigation.state === "idle" && loading === "idle";
  // After each rendering: the page may have learnt something new.
  useEffect(() => {
    const element = form.current;
    if (!element || !isQuiet) return;
    const was = awaits.current;
    awaits.current = null;
    if (was === "stored" && !kept.current) beginAnew(element);
    if (!kept.current) return;
    const now = was === "stored" ? [] : overtakenIn(element, kept.current.begun);
    if (was !== null && now.length === 0)
      kept.current = { ...kept.current, basis: basisOf(element), begun: defaultsOf(element) };
    if (now.length > 0) setHeld(true);
    setOvertaken((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
  });

  const settle = useCallback(
    (name: string, choice: Choice) => {
      const element = form.current;
      const field = element && textsOf(element).get(name);
      if (!field) return;
      if (!overtaken.some((one) => one.name === name)) {
        choose(name, choice);
        return touch();
      }
      if (!kept.current) return;
      const theirs = field.defaultValue;
      kept.current = { ...kept.current, begun: { ...kept.current.begun, [name]: theirs } };
      if (choice === "theirs") setText(field, theirs);
      if (choice === "both") setText(field, `${theirs}\n\n${field.value}`);
      const left = kept.current ? overtakenIn(element, kept.current.begun) : [];
      if (kept.current && left.length === 0) kept.current = { ...kept.current, basis: basisOf(element) };
      setOvertaken(left);
      setHeld(left.length > 0);
      touch();
      // A form that saves by itself goes on with what was kept.
      if (choice !== "theirs") field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    [form, touch, overtaken, choose],
  );

  const discard = useCallback(() => {
    clear();
    setRestored(false);
    form.current?.reset();
  }, [form, clear]);

  const sending = useCallback(
    (submitter: HTMLElement | null) => {
      sent.current = { ...sent.current, submitter };
      // Sent by somebody who could read what else was stored: their words take its place.
      const element = form.current;
      if (element?.dataset.held && kept.current)
        kept.current = { ...kept.current, basis: basisOf(element), begun: defaultsOf(element) };
      setHeld(false);
    },
    [form],
  );

  const beside = [...overtaken, ...offers];
  return { isRestored, discard, trouble, overtaken: beside, settle, isHeld, touch, sending };
}

type Circumstances = {
  /** Whether the form began with what was refused. */
  readonly hasTyped: boolean;
  /** Whether it was refused because somebody else had saved. */
  readonly isConflict: boolean;
  /** Whether nothing of it is on its way, where it is not sent by the page itself. */
  readonly isIdle: boolean;
  /** An intent that stores nothing: the words stay where they are. */
  readonly previews: string | undefined;
  /** Whether another page sends it, where it did not arrive and its own was left. */
  readonly sendsLater: boolean;
};

type Sent = {
  readonly once: string;
  readonly fields: string;
  readonly intent: string;
  readonly submitter: HTMLElement | null;
  readonly tries: number;
};
