import { useFetcher, useNavigation } from "@remix-run/react";
import { type FormEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Choice, type Choices, isChoice } from "~/features/rules/domain/ballotBox";
import type { BallotForm } from "~/features/votes/domain/ballot";
import { type Fill, isComplete, withFill } from "~/features/votes/domain/fill";
import { ownValue, put } from "~/kernel/keyed";
import type { Answer } from "~/ui/forms/forms";

/** Milliseconds without a change after which the ballot is saved. */
const pause = 500;
/** From here on the ballot is a table; below, a card a component (as in ballot.css). */
const isWide = () => matchMedia("(min-width: 900px)").matches;

/** The component that is answered now, and what is done once the page shows it so and others are folded. */
type Move = { readonly to: string | null; readonly after?: () => void };

const cellName = (component: string, criterion: string) => `choices.${component}.${criterion}`;
const rowOf = (component: string) => document.getElementById(`c-${component}`);

/**
 * The ballot on the page: what its cells say, which component is being answered, which are folded. Its radio buttons
 * hold the choices, so that nothing here is needed to send them.
 */
export function useBallot(shape: BallotForm, stored: Choices) {
  const form = useRef<HTMLFormElement>(null);
  const [cells, setCells] = useState(stored);
  const [move, setMove] = useState<Move>({ to: null });
  useEffect(() => move.after?.(), [move]);
  const isDone = useCallback((key: string) => isComplete(shape, ownValue(cells, key)), [shape, cells]);
  const blanks = useMemo(() => shape.asked.filter((key) => !isDone(key)), [shape, isDone]);
  const saving = useSaving(form);

  const read = () => {
    if (form.current) setCells(readCells(form.current, shape));
    saving.later();
  };
  /** Shows the component after this one that still has a blank, or where to go on once there is none. */
  const goOn = (after: string | null) => {
    const now = form.current ? readCells(form.current, shape) : cells;
    const from = after === null ? 0 : shape.asked.indexOf(after) + 1;
    const inOrder = [...shape.asked.slice(from), ...shape.asked.slice(0, from)];
    const next = inOrder.find((key) => !isComplete(shape, ownValue(now, key)));
    setMove({ to: next ?? null, after: () => (next ? show(next) : toReview(form.current)) });
  };
  /** Goes to a component, which stays where it is seen while another one above it folds. */
  const setCurrent = (component: string, after?: (row: HTMLElement) => void) => {
    const row = rowOf(component);
    if (!row || (component === move.to && !after)) return;
    const before = row.getBoundingClientRect().top;
    const stay = () => {
      scrollBy(0, row.getBoundingClientRect().top - before);
      after?.(row);
    };
    setMove({ to: component, after: stay });
  };
  /** Unfolds a component that is answered. */
  const open = (component: string) =>
    setCurrent(component, (row) => row.querySelector<HTMLElement>("td.all button")?.focus());
  const fill = (one: Fill, goesOn = !isWide()) => {
    const element = form.current;
    if (!element) return;
    const next = withFill(shape, readCells(element, shape), one);
    for (const component of shape.asked)
      for (const criterion of shape.criteria)
        setCell(element, component, criterion, ownValue(ownValue(next, component), criterion) ?? "");
    // As one change, so that whoever watches the form hears of it once.
    element.dispatchEvent(new Event("input", { bubbles: true }));
    if (one.kind === "row" && one.choice !== "" && goesOn) goOn(one.component);
  };
  const set = (component: string, criterion: string, choice: Choice | "") => {
    if (!form.current) return;
    setCell(form.current, component, criterion, choice);
    form.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return {
    form,
    cells,
    blanks,
    isDone,
    current: move.to,
    setCurrent,
    read,
    goOn,
    open,
    fill,
    set,
    ...saving,
  };
}
export type BallotOnPage = ReturnType<typeof useBallot>;

/** Brings a component into view; where it is answered has the focus. */
function show(component: string): void {
  const row = rowOf(component);
  row?.scrollIntoView({ block: isWide() ? "center" : "start" });
  const target = isWide() ? "td[data-label] input:checked" : "td.all button";
  row?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
}

const toReview = (form: HTMLFormElement | null) =>
  form?.querySelector<HTMLElement>('button[value="review"]')?.focus();

/** Sends the ballot by itself, a moment after its last change. */
function useSaving(form: RefObject<HTMLFormElement>) {
  const fetcher = useFetcher<Answer>();
  const navigation = useRef("");
  navigation.current = useNavigation().state;
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [isUnsaved, setUnsaved] = useState(false);
  const save = () => {
    const element = form.current;
    if (!element || element.dataset.held || fetcher.state !== "idle" || !navigator.onLine) return;
    if (navigation.current !== "idle") return;
    setUnsaved(false);
    const fields = new FormData(element);
    fields.set("intent", "save");
    fetcher.submit(fields, { method: "post" });
  };
  const latest = useRef(save);
  latest.current = save;
  const later = () => {
    setUnsaved(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), pause);
  };
  // What is on its way arrives before what a button sends.
  const waiting = useRef<HTMLElement | null>(null);
  const sending = (event: FormEvent<HTMLFormElement>) => {
    clearTimeout(timer.current);
    if (fetcher.state === "idle") return;
    event.preventDefault();
    waiting.current = (event.nativeEvent as SubmitEvent).submitter;
  };
  useEffect(() => {
    if (fetcher.state !== "idle" || !waiting.current) return;
    form.current?.requestSubmit(waiting.current);
    waiting.current = null;
  }, [fetcher.state, form]);
  useEffect(() => {
    const online = () => form.current?.dataset.unsaved && latest.current();
    addEventListener("online", online);
    return () => {
      removeEventListener("online", online);
      clearTimeout(timer.current);
    };
  }, [form]);
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data?.ok) return;
    setSavedAt(new Date());
    // What was answered while a save was on its way follows it.
    if (form.current?.dataset.unsaved && navigation.current === "idle")
      timer.current = setTimeout(() => latest.current(), pause);
  }, [fetcher.state, fetcher.data, form]);
  const state = fetcher.state !== "idle" ? "saving" : isUnsaved ? "unsaved" : "saved";
  return { fetcher, later, sending, savedAt, state } as const;
}

/** From the buttons themselves: a form that is asked for its data believes to be sent, and to be saved as it is then. */
function readCells(form: HTMLFormElement, shape: BallotForm): Choices {
  const cells: Record<string, Record<string, Choice>> = {};
  for (const component of shape.asked) {
    const row: Record<string, Choice> = {};
    for (const criterion of shape.criteria) {
      const choice = radiosOf(form, component, criterion)?.value;
      if (isChoice(choice)) put(row, criterion, choice);
    }
    if (Object.keys(row).length > 0) put(cells, component, row);
  }
  return cells;
}

function setCell(form: HTMLFormElement, component: string, criterion: string, choice: string) {
  const radios = radiosOf(form, component, criterion);
  if (radios && radios.value !== choice) radios.value = choice;
}

/** The buttons of a cell: one for each choice and one for none. */
function radiosOf(form: HTMLFormElement, component: string, criterion: string): RadioNodeList | null {
  const radios = form.elements.namedItem(cellName(component, criterion));
  return radios instanceof RadioNodeList ? radios : null;
}
