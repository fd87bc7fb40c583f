import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { Refusal } from "~/kernel/refusals";
import { usePersonId, whose } from "~/ui/forms/kept/whose";
import { firstState, isDue, isUnsaved, nextState, type Problem, type Row, type Stored } from "./savedRow";
import { useKeptRow } from "./useKeptRow";

/** How long nothing may be typed before it is saved, and how long to wait for a server that was not reached (milliseconds). */
const pause = 800;
const waits = [3000, 10_000, 30_000] as const;

type Place = {
  /** Where rows are sent. */
  readonly address: string;
  /** Tells this row apart from all others under which words are kept. */
  readonly name: string;
};

/**
 * Saves a row of a form while it is typed. What could not be saved stays in the fields and is kept, and is sent again when
 * the server is there; what is left behind by going to another page is sent on the way.
 */
export function useSavedRow(
  form: RefObject<HTMLFormElement>,
  place: Place,
  given: Stored,
  typed: Row | undefined,
  taken: () => void,
) {
  const [state, dispatch] = useReducer(nextState, undefined, () => firstState(given, typed));
  const now = useRef({ state, place, taken });
  now.current = { state, place, taken };
  // Whose row it is stays as it was: somebody else may sign in beside this window.
  const [person] = useState(usePersonId());

  // The state knows of it only after the next rendering: a pause and a blur may end at the same time.
  const isSending = useRef(false);
  useEffect(() => {
    if (!state.sent) isSending.current = false;
  }, [state]);

  const save = useCallback(async () => {
    const { state: known, place: at } = now.current;
    if (isSending.current || !isUnsaved(known) || known.theirs) return;
    isSending.current = true;
    dispatch({ kind: "sending" });
    const answer = await post({ ...at, person }, form.current, known.stored.seen);
    if ("seen" in answer) dispatch({ kind: "taken", seen: answer.seen });
    else dispatch({ kind: "not-taken", problem: answer.problem });
    // Taken or refused for what somebody else saved: the page is behind.
    if (!("problem" in answer && typeof answer.problem === "string")) now.current.taken();
  }, [form, person]);

  const { seen, values, url, note } = given;
  const content = JSON.stringify([values, url, note]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `given` is new with each loading, its content is not.
  useEffect(() => dispatch({ kind: "given", stored: given }), [seen, content]);

  useKeptRow(place.name, state, dispatch);

  const isWaiting = isDue(state);
  const wait = state.tries === 0 ? pause : (waits[Math.min(state.tries, waits.length) - 1] ?? pause);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of what is said begins the pause anew.
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(save, wait);
    return () => clearTimeout(timer);
  }, [isWaiting, wait, save, state.said]);

  useEffect(() => {
    const back = () => isDue(state) && void save();
    const hold = (event: BeforeUnloadEvent) => {
      if (state.problem === null) return;
      event.preventDefault();
    };
    addEventListener("online", back);
    if (isUnsaved(state)) addEventListener("beforeunload", hold);
    return () => {
      removeEventListener("online", back);
      removeEventListener("beforeunload", hold);
    };
  }, [state, save]);

  useEffect(() => {
    const element = form.current;
    const leave = () => {
      const { state: last, place: at } = now.current;
      if (isDue(last)) void post({ ...at, person }, element, last.stored.seen, true);
    };
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, [form, person]);

  return { state, dispatch, save };
}

type Answer = { readonly seen: number } | { readonly problem: Problem };

async function post(
  { address, person }: { readonly address: string; readonly person: string },
  form: HTMLFormElement | null,
  seen: number,
  keepalive = false,
): Promise<Answer> {
  if (!form) return { problem: "away" };
  const body = new FormData(form);
  body.set("seen", String(seen));
  body.set("once", whose(person));
  try {
    const response = await fetch(address, { method: "POST", body, keepalive });
    if (response.redirected) return { problem: "signed-out" };
    if (response.status >= 500 || response.status === 429) return { problem: "away" };
    const answer = (await response.json()) as
      | { readonly ok: true; readonly value: { readonly seen: number } }
      | { readonly ok: false; readonly error: Refusal };
    return answer.ok ? { seen: answer.value.seen } : { problem: answer.error };
  } catch {
    return { problem: "away" };
  }
}
