import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fieldsOf,
  firstState,
  isDue,
  isUnsaved,
  nextState,
  type Row,
  type RowEvent,
  type RowState,
  rowOf,
  type Stored,
} from "~/features/reviews/ui/row/savedRow";

const row = (note: string): Row => ({ values: { use: "allowed" }, url: "", note });
const stored = (note: string, seen: number): Stored => ({ ...row(note), seen });
const reached = (state: RowState, ...happened: RowEvent[]) => happened.reduce(nextState, state);
const typed = (note: string): RowEvent => ({ kind: "typed", row: row(note) });
const start = firstState(stored("", 1));

describe("a row that is saved while it is typed", () => {
  test("is saved once at a time, and the next save builds on the answer to the last", () => {
    const sending = reached(start, typed("a"), { kind: "sending" }, typed("ab"));
    expect(isDue(sending)).toBe(false);
    const taken = reached(sending, { kind: "taken", seen: 5 });
    expect(taken).toMatchObject({ stored: { note: "a", seen: 5 }, said: { note: "ab" } });
    expect(isDue(taken)).toBe(true);
    expect(isUnsaved(reached(taken, { kind: "sending" }, { kind: "taken", seen: 6 }))).toBe(false);
  });

  test("shows what was stored elsewhere where nothing is unsaved", () => {
    const imported = reached(start, { kind: "given", stored: stored("from a file", 9) });
    expect(imported).toMatchObject({ said: { note: "from a file" }, theirs: null });
    expect(imported.epoch).toBeGreaterThan(start.epoch);
  });

  test("is not sent over what was stored elsewhere before the person has seen it", () => {
    const both = reached(start, typed("mine"), { kind: "given", stored: stored("theirs", 9) });
    expect(both).toMatchObject({ said: { note: "mine" }, theirs: { note: "theirs" } });
    expect(isDue(both)).toBe(false);
    const kept = reached(both, { kind: "keep-mine" });
    expect(kept).toMatchObject({ said: { note: "mine" }, stored: { seen: 9 }, theirs: null });
    expect(isDue(kept)).toBe(true);
    expect(reached(both, { kind: "take-theirs" })).toMatchObject({ said: { note: "theirs" }, theirs: null });
  });

  test("is not taken for another one when the page brings its own save, or an older one", () => {
    const early = reached(start, typed("a"), { kind: "sending" }, { kind: "given", stored: stored("a", 5) });
    expect(reached(early, { kind: "taken", seen: 5 }).theirs).toBeNull();
    const late = reached(start, typed("a"), { kind: "sending" }, { kind: "taken", seen: 5 });
    expect(reached(late, { kind: "given", stored: stored("", 1) })).toEqual(late);
  });

  test("is no conflict with its own words, sent as the page before was left", () => {
    const restored = reached(start, { kind: "restored", row: stored("left", 1) }, { kind: "sending" });
    const refused = reached(
      restored,
      { kind: "not-taken", problem: { code: "edited_meanwhile" } },
      { kind: "given", stored: stored("left", 5) },
    );
    expect(refused).toMatchObject({ theirs: null, problem: null, stored: { seen: 5 }, isSaved: true });
    expect(isUnsaved(refused)).toBe(false);
  });

  test("is sent again where the server was not reached, and not where it was refused", () => {
    const sent = reached(start, typed("a"), { kind: "sending" });
    const away = reached(sent, { kind: "not-taken", problem: "away" });
    expect(isDue(away)).toBe(true);
    expect(away.tries).toBe(1);
    const refused = reached(sent, { kind: "not-taken", problem: { code: "invalid" } });
    expect(isDue(refused)).toBe(false);
    expect(isDue(reached(refused, typed("ab")))).toBe(true);
  });

  test("comes back from the browser's storage beside what was stored since", () => {
    const same = reached(start, { kind: "restored", row: stored("unsent", 1) });
    expect(same).toMatchObject({ said: { note: "unsent" }, theirs: null });
    const newer = reached(firstState(stored("newer", 4)), { kind: "restored", row: stored("unsent", 1) });
    expect(newer).toMatchObject({ said: { note: "unsent" }, theirs: { note: "newer" } });
  });

  test("is as stored where an empty value became unknown, and not where it is said to be unknown", () => {
    const said = (value: string): Row => ({ values: { use: value }, url: "", note: "n" });
    const unknown = firstState({ ...said("unknown"), seen: 1 });
    expect(isUnsaved(reached(unknown, { kind: "typed", row: said("") }))).toBe(false);
    const empty = firstState({ ...said(""), seen: 1 });
    expect(isUnsaved(reached(empty, { kind: "typed", row: said("unknown") }))).toBe(true);
  });

  test("never loses what was typed unless the person takes what is stored", () => {
    const anyNote = fc.constantFrom("", "a", "b", "c");
    const anyEvent: fc.Arbitrary<RowEvent> = fc.oneof(
      anyNote.map(typed),
      fc.record({
        kind: fc.constant("given" as const),
        stored: fc.tuple(anyNote, fc.nat(9)).map(([n, s]) => stored(n, s)),
      }),
      fc.constant<RowEvent>({ kind: "sending" }),
      fc.record({ kind: fc.constant("taken" as const), seen: fc.nat(9) }),
      fc.constant<RowEvent>({ kind: "not-taken", problem: "away" }),
      fc.constant<RowEvent>({ kind: "keep-mine" }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let state = start;
        for (const event of events) {
          if (event.kind === "sending" && !isDue(state)) continue;
          if ((event.kind === "taken" || event.kind === "not-taken") && !state.sent) continue;
          const before = state;
          state = nextState(state, event);
          if (event.kind === "typed") expect(state.said).toEqual(event.row);
          else if (isUnsaved(before) && !before.sent) expect(state.said).toEqual(before.said);
        }
      }),
    );
  });
});

test("A row that is kept comes back as it was typed, whatever its criteria are called", () => {
  const dictionary = fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true });
  fc.assert(
    fc.property(dictionary, fc.string(), fc.string(), fc.nat(), (values, url, note, seen) => {
      const stored = { values, url, note, seen };
      expect(rowOf(JSON.parse(JSON.stringify(fieldsOf(stored))), seen)).toEqual(stored);
    }),
  );
});

test("Words that come back over what was stored meanwhile are asked about at every reload until somebody chose, and never sent over it", () => {
  let page = firstState(stored("theirs", 9));
  let kept = { ...row("mine"), seen: 1 };
  for (let reload = 0; reload < 3; reload++) {
    page = reached(firstState(stored("theirs", 9)), { kind: "restored", row: kept });
    expect(page).toMatchObject({ said: { note: "mine" }, theirs: { note: "theirs" } });
    expect(isDue(page)).toBe(false);
    // What a page keeps of a row is kept with the state that it was typed over.
    kept = { ...page.said, seen: page.stored.seen };
  }
  const chosen = reached(page, { kind: "keep-mine" });
  expect(chosen).toMatchObject({ said: { note: "mine" }, stored: { seen: 9 }, theirs: null });
  expect(isDue(chosen)).toBe(true);
});
