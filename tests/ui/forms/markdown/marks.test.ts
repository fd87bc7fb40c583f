import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { changeTo, makeLink, toggleMark } from "~/ui/forms/markdown/marks.client";

/** A text in which what is selected stands between two bars, or the cursor at one. */
function after(command: StateCommand, text: string): string {
  const [begins, ends] = [text.indexOf("|"), text.lastIndexOf("|")];
  const doc = text.replaceAll("|", "");
  let state = EditorState.create({
    doc,
    selection: EditorSelection.single(begins, ends > begins ? ends - 1 : begins),
  });
  command({ state, dispatch: (change) => (state = change.state) });
  const { from, to, empty } = state.selection.main;
  const said = state.doc.toString();
  return empty
    ? `${said.slice(0, from)}|${said.slice(from)}`
    : `${said.slice(0, from)}|${said.slice(from, to)}|${said.slice(to)}`;
}

describe("A key for bold or for emphasis", () => {
  test.each<[string, "*" | "**", string, string]>([
    ["puts the marks around what is selected", "**", "use |the data| freely", "use **|the data|** freely"],
    ["takes them away again", "**", "use **|the data|** freely", "use |the data| freely"],
    ["lets somebody write between them", "*", "use | freely", "use *|* freely"],
    ["makes bold words italic too, and not half bold", "*", "**|the data|**", "***|the data|***"],
    [
      "takes the emphasis of bold words away, and leaves them bold",
      "*",
      "***|the data|***",
      "**|the data|**",
    ],
  ])("%s", (_promise, mark, before, then) => {
    expect(after(toggleMark(mark), before)).toBe(then);
  });
});

test("A key for a link asks for what is missing: the address of words, the words of nothing", () => {
  expect(after(makeLink, "see |the plan|.")).toBe("see [the plan](|https://|).");
  expect(after(makeLink, "see |.")).toBe("see [|](https://).");
});

test.each([
  ["one two", "one and two"],
  ["aaaa", "aa"],
  ["aa", "aaaa"],
  ["", "words"],
  ["words", ""],
  ["the same", "the same"],
  ["a🙂b", "a🙃b"],
])("What changed between %j and %j is all that is changed", (before, then) => {
  const { from, to, insert } = changeTo(before, then);
  expect(before.slice(0, from) + insert + before.slice(to)).toBe(then);
  expect(from).toBeLessThanOrEqual(to);
  expect(insert.length + to - from).toBeLessThanOrEqual(before.length + then.length);
});
