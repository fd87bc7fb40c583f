import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Clause, clauseKinds, stabilities } from "~/features/drafts/domain/clause";
import { applyComparison, type Change, compareClauses } from "~/features/drafts/domain/compare";

const vocabulary =
  "system people may use study modify share code data parameters licence whoever receives it must find a complete list of sources settings weights under open terms 模型 参数 نص البيانات ข้อมูล".split(
    " ",
  );
const sentence = fc.array(fc.constantFrom(...vocabulary), { maxLength: 30 }).map((words) => words.join(" "));
const text = fc.oneof(sentence, fc.string({ unit: "grapheme", maxLength: 40 })).map(plain);
const clause = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...clauseKinds),
  heading: fc.oneof(fc.constant(""), text),
  body: text,
  stability: fc.constantFrom(...stabilities),
  origins: fc.constant([] as string[]),
});
const draft = fc.uniqueArray(clause, { selector: ({ id }) => id, maxLength: 25 });

/** Separators of clauses never come out of a form. */
function plain(words: string): string {
  return words.replace(/[\u2028\u2029]/g, "");
}

const edit = fc.record({
  at: fc.nat(),
  to: fc.nat(),
  what: fc.constantFrom("edit", "remove", "move", "split", "merge", "renew"),
  words: text,
});

/** What an editor, or a file that was read in, makes of a version. */
function edited(
  before: readonly Clause[],
  edits: readonly { at: number; to: number; what: string; words: string }[],
) {
  let after = [...before];
  for (const { at, to, what, words } of edits) {
    const index = after.length === 0 ? 0 : at % after.length;
    const one = after[index];
    if (!one) after = [{ ...(before[0] ?? blank), id: `new-${to}-${words}`, body: words }];
    else if (what === "edit") after[index] = { ...one, body: `${one.body} ${words}` };
    else if (what === "renew") after[index] = { ...one, id: `renewed-${index}-${at}` };
    else if (what === "remove") after.splice(index, 1);
    else if (what === "move") after.splice(to % after.length, 0, ...after.splice(index, 1));
    else if (what === "split") {
      const half = Math.floor(one.body.length / 2);
      const id = `part-${at}-${to}-${after.length}`;
      const rest = { ...one, id, body: one.body.slice(half), origins: [one.id] };
      after.splice(index, 1, { ...one, body: one.body.slice(0, half) }, rest);
    } else {
      const next = after[index + 1];
      if (next)
        after.splice(index, 2, {
          ...one,
          body: `${one.body}\n\n${next.body}`,
          origins: [...one.origins, next.id],
        });
    }
  }
  return after;
}

const blank: Clause = {
  id: "a",
  kind: "definition",
  heading: "",
  body: "",
  stability: "unlikely",
  origins: [],
};
const written = (id: string, body: string, more: Partial<Clause> = {}): Clause => ({
  ...blank,
  id,
  body,
  ...more,
});
const kinds = (changes: readonly Change[]) =>
  changes.map(({ kind, moved }) => (moved ? `${kind}, moved` : kind));

describe("comparing two versions", () => {
  it("gives the new text when it is applied to the old one, whatever the two are", () => {
    fc.assert(
      fc.property(draft, draft, (before, after) => {
        expect(applyComparison(before, compareClauses(before, after))).toEqual(after);
      }),
    );
  });

  it("gives the new text after any edits, with and without the ids of the old one", () => {
    fc.assert(
      fc.property(draft, fc.array(edit, { maxLength: 12 }), (before, edits) => {
        const after = unique(edited(before, edits));
        expect(applyComparison(before, compareClauses(before, after))).toEqual(after);
        const imported = after.map((one, i) => ({ ...one, id: `imported-${i}`, origins: [] }));
        expect(applyComparison(before, compareClauses(before, imported))).toEqual(imported);
      }),
    );
  });

  it("names every clause of both versions exactly once", () => {
    fc.assert(
      fc.property(draft, fc.array(edit, { maxLength: 12 }), (before, edits) => {
        const after = unique(edited(before, edits));
        const changes = compareClauses(before, after);
        const places = (side: "from" | "to") => changes.flatMap((one) => one[side]).sort((a, b) => a - b);
        expect(places("from")).toEqual(before.map((_, i) => i));
        expect(places("to")).toEqual(after.map((_, i) => i));
      }),
    );
  });

  it("of a version with itself is all kept", () => {
    fc.assert(
      fc.property(draft, (one) => {
        expect(kinds(compareClauses(one, one)).every((kind) => kind === "kept")).toBe(true);
      }),
    );
  });

  const data = "Enough is said about the data used to train the system.";
  const code = "The complete source code is available under an approved licence.";
  const model = "Its parameters may be used, studied, modified and shared by anyone.";

  it("says what was kept, edited, added and removed", () => {
    const before = [written("a", data), written("b", code), written("c", model)];
    const after = [
      written("a", data),
      written("b", `${code} It runs.`),
      written("d", "Something new entirely."),
    ];
    expect(kinds(compareClauses(before, after))).toEqual(
      ["kept", "edited", "removed", "added"].sort(byOrder),
    );
    function byOrder() {
      return 0;
    }
  });

  it("calls as few clauses moved as can be", () => {
    const before = ["a", "b", "c", "d"].map((id) => written(id, `${id} ${data}`));
    const [a, b, c, d] = before as [Clause, Clause, Clause, Clause];
    expect(kinds(compareClauses(before, [d, a, b, c]))).toEqual(["kept, moved", "kept", "kept", "kept"]);
  });

  it("knows an imported clause again by its words", () => {
    const before = [written("a", data), written("b", code)];
    const after = [
      written("x", "The complete source code is public under an approved licence."),
      written("y", data),
    ];
    const changes = compareClauses(before, after);
    expect(changes.map(({ from, to }) => [from, to])).toEqual([
      [[1], [0]],
      [[0], [1]],
    ]);
  });

  it("sees a clause that became two, and two that became one, by their words alone", () => {
    const whole = written("a", `${data} ${code}`);
    const parts = [written("x", data), written("y", code)];
    expect(kinds(compareClauses([whole], parts))).toEqual(["split"]);
    expect(kinds(compareClauses(parts, [whole]))).toEqual(["merged"]);
  });

  it("believes an editor who split or merged, though hardly a word is left", () => {
    const after = [written("a", "Short."), written("b", "Brief.", { origins: ["a"] })];
    expect(kinds(compareClauses([written("a", data)], after))).toEqual(["split"]);
    const merged = written("a", "Short.", { origins: ["b"] });
    expect(kinds(compareClauses([written("a", data), written("b", code)], [merged]))).toEqual(["merged"]);
  });

  it("shows a changed mark of stability as an edit", () => {
    const changes = compareClauses([written("a", data)], [written("a", data, { stability: "likely" })]);
    expect(kinds(changes)).toEqual(["edited"]);
  });

  it("puts a removed clause after the one that it had followed", () => {
    const before = [written("a", data), written("b", code), written("c", model)];
    const changes = compareClauses(before, [written("a", data), written("c", model)]);
    expect(kinds(changes)).toEqual(["kept", "removed", "kept"]);
  });
});

function unique(clauses: readonly Clause[]): Clause[] {
  return clauses.filter(({ id }, at) => clauses.findIndex((other) => other.id === id) === at);
}
