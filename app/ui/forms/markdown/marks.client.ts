import { EditorSelection, type EditorState, type StateCommand } from "@codemirror/state";

type Mark = "*" | "**";

/** Puts a mark around what is selected, or takes it away where it stands already. Without a selection the cursor goes between the two. */
export const toggleMark =
  (mark: Mark): StateCommand =>
  ({ state, dispatch }) => {
    const changes = state.changeByRange(({ from, to }) => {
      if (hasMark(state, from, to, mark))
        return {
          changes: [
            { from: from - mark.length, to: from },
            { from: to, to: to + mark.length },
          ],
          range: EditorSelection.range(from - mark.length, to - mark.length),
        };
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + mark.length, to + mark.length),
      };
    });
    dispatch(state.update(changes, { scrollIntoView: true, userEvent: "input" }));
    return true;
  };

/** Of the stars on both sides of words one is for emphasis, and two are for bold. */
function hasMark({ doc }: EditorState, from: number, to: number, mark: Mark): boolean {
  const [before = ""] = /\*{0,3}$/.exec(doc.sliceString(Math.max(0, from - 3), from)) ?? [];
  const [after = ""] = /^\*{0,3}/.exec(doc.sliceString(to, to + 3)) ?? [];
  const stars = Math.min(before.length, after.length);
  return mark === "*" ? stars % 2 === 1 : stars >= 2;
}

/** Makes a link of what is selected; what is left to type is selected: the address, or without words of it the words. */
export const makeLink: StateCommand = ({ state, dispatch }) => {
  const changes = state.changeByRange(({ from, to, empty }) => {
    const words = state.sliceDoc(from, to);
    const address = "https://";
    const begins = empty ? from + 1 : from + words.length + 3;
    return {
      changes: { from, to, insert: `[${words}](${address})` },
      range: EditorSelection.range(begins, empty ? begins : begins + address.length),
    };
  });
  dispatch(state.update(changes, { scrollIntoView: true, userEvent: "input" }));
  return true;
};

/** The smallest change that makes one text of another: what stands before and after it keeps its cursors. */
export function changeTo(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
