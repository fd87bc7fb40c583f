import { ownValue } from "~/kernel/keyed";
import type { Refusal } from "~/kernel/refusals";

/** What the fields of a row say. */
export type Row = {
  readonly values: Readonly<Record<string, string>>;
  readonly url: string;
  readonly note: string;
};
/** A row as the server has it; `seen` grows with each time that it is saved there. */
export type Stored = Row & { readonly seen: number };

/** Why a row is not saved: the server was not reached, the person is signed out, or it was refused. */
export type Problem = "away" | "signed-out" | Refusal;

export type RowState = {
  readonly said: Row;
  /** What the server had when `said` was begun; a save says which state it builds on. */
  readonly stored: Stored;
  /** What is on its way. One save at a time: the next one builds on the answer to it. */
  readonly sent: Row | null;
  /** What somebody else (or another tab) saved meanwhile, while there was something unsaved here. */
  readonly theirs: Stored | null;
  readonly problem: Problem | null;
  /** What is in the fields was saved from here. */
  readonly isSaved: boolean;
  /** How often in a row the server was not reached. */
  readonly tries: number;
  /** The fields are made anew when this changes. */
  readonly epoch: number;
};

export type RowEvent =
  | { readonly kind: "typed"; readonly row: Row }
  | { readonly kind: "restored"; readonly row: Stored }
  | { readonly kind: "sending" }
  | { readonly kind: "taken"; readonly seen: number }
  | { readonly kind: "not-taken"; readonly problem: Problem }
  | { readonly kind: "given"; readonly stored: Stored }
  | { readonly kind: "keep-mine" }
  | { readonly kind: "take-theirs" };

export function firstState(stored: Stored, typed?: Row): RowState {
  const state: RowState = {
    stored,
    said: stored,
    sent: null,
    theirs: null,
    problem: null,
    isSaved: false,
    tries: 0,
    epoch: 0,
  };
  // Refused without a script: what was typed is in the fields, what is stored beside them.
  return typed && !isSame(typed, stored) ? { ...state, said: typed, theirs: stored } : state;
}

/**
 * What becomes of a row that is saved while it is typed. Nothing that was typed is given up unless the
 * person says so, and nothing that was stored meanwhile is overwritten unseen.
 */
export function nextState(state: RowState, event: RowEvent): RowState {
  switch (event.kind) {
    case "typed":
      return {
        ...state,
        said: event.row,
        isSaved: false,
        problem: isRefusal(state.problem) ? null : state.problem,
      };
    case "restored": {
      const { seen, ...said } = event.row;
      const theirs = seen < state.stored.seen ? state.stored : null;
      // The words are kept again with the state that they were typed over: until somebody chose, they are asked anew each time.
      const stored = theirs ? { ...state.stored, seen } : state.stored;
      return { ...state, said, stored, theirs, epoch: state.epoch + 1 };
    }
    case "sending":
      return { ...state, sent: state.said };
    case "taken": {
      const stored = { ...(state.sent ?? state.said), seen: event.seen };
      const after = { ...state, stored, sent: null, problem: null, tries: 0, isSaved: true };
      return state.theirs ? given({ ...after, theirs: null }, state.theirs) : after;
    }
    case "not-taken":
      return { ...state, sent: null, problem: event.problem, tries: state.tries + 1 };
    case "given":
      return given(state, event.stored);
    case "keep-mine":
      return state.theirs ? { ...state, stored: state.theirs, theirs: null, problem: null } : state;
    case "take-theirs":
      return state.theirs ? adopted(state, state.theirs) : state;
    default:
      return event satisfies never;
  }
}

/** The server's row as the page was loaded anew. */
function given(state: RowState, stored: Stored): RowState {
  // Read before the last save: it is older than what is known here.
  if (stored.seen <= state.stored.seen) return state;
  if (state.sent) return { ...state, theirs: stored };
  // The very words of this row, sent as its page was left: there is nothing to choose between.
  if (isSame(state.said, stored))
    return { ...state, stored, theirs: null, problem: null, isSaved: state.isSaved || isUnsaved(state) };
  if (isUnsaved(state)) return { ...state, theirs: stored };
  return adopted(state, stored);
}

const adopted = (state: RowState, stored: Stored): RowState => ({
  ...state,
  stored,
  said: stored,
  theirs: null,
  problem: null,
  isSaved: false,
  epoch: state.epoch + 1,
});

export const isUnsaved = ({ said, stored }: RowState) => !isSame(said, stored);
const isRefusal = (problem: Problem | null): problem is Refusal =>
  typeof problem === "object" && problem !== null;

/** Whether what is typed can be sent: another word of somebody else's, or a refusal, is for the person to look at first. */
export const isDue = (state: RowState) =>
  isUnsaved(state) && !state.sent && !state.theirs && !isRefusal(state.problem);

/** Whether the fields say what is stored. What is left empty in them is stored as unknown beside a link or a note. */
export function isSame(said: Row, stored: Row): boolean {
  const keys = new Set([...Object.keys(said.values), ...Object.keys(stored.values)]);
  return (
    said.url === stored.url &&
    said.note === stored.note &&
    [...keys].every((key) => {
      const [mine, theirs] = [ownValue(said.values, key) ?? "", ownValue(stored.values, key) ?? ""];
      return mine === theirs || (mine === "" && theirs === "unknown");
    })
  );
}

/** The fields of a row by the names under which they are sent. */
export const fieldsOf = ({ values, url, note }: Row): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(values).map(([key, value]) => [valueField(key), value])),
  url,
  note,
});

/** The row that fields say, and which state of it they were typed over. */
export function rowOf(fields: Readonly<Record<string, string>>, seen: number): Stored {
  const values = Object.entries(fields).filter(([name]) => name.startsWith(valueField("")));
  return {
    values: Object.fromEntries(values.map(([name, value]) => [name.slice(valueField("").length), value])),
    url: ownValue(fields, "url") ?? "",
    note: ownValue(fields, "note") ?? "",
    seen,
  };
}

const valueField = (criterion: string) => `values.${criterion}`;
