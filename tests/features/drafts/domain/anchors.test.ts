import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anchorAt, anchorsIn, placeAnchor, sureFrom } from "~/features/drafts/domain/anchors";

/** Every word of a text is another one, so that where a passage went is beyond doubt. */
const letters = fc.constantFrom(..."abcdefghijklmnoprstuvwyzéßжфбшנמב模型数据".split(""));
const word = fc.array(letters, { minLength: 3, maxLength: 9 }).map((parts) => parts.join(""));
const words = fc.uniqueArray(word, { minLength: 12, maxLength: 80 });
const edit = fc.record({ at: fc.nat(), what: fc.constantFrom("insert", "remove", "replace", "swap"), word });

type Piece = { readonly word: string; readonly from: number | null };

/** A text after edits, whose words know which word of the old text they are. */
function edited(
  before: readonly string[],
  edits: readonly { at: number; what: string; word: string }[],
): Piece[] {
  const pieces: Piece[] = before.map((one, from) => ({ word: one, from }));
  for (const { at, what, word: other } of edits) {
    const place = at % (pieces.length + 1);
    const fresh = { word: other, from: null };
    if (what === "insert") pieces.splice(place, 0, fresh);
    else if (what === "remove") pieces.splice(place, 1);
    else if (what === "replace") pieces.splice(place, 1, fresh);
    else pieces.splice(place, 0, ...pieces.splice(Math.min(place + 3, pieces.length), 1));
  }
  return pieces;
}

describe("an anchor", () => {
  it("is found again in an unchanged text, surely", () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (list, a, b) => {
        const text = list.join(" ");
        const start = a % text.length;
        const end = start + 1 + (b % (text.length - start));
        const place = placeAnchor(anchorAt(text, start, end), text);
        // A single character may stand at several places that look alike; longer passages do not.
        if (end - start >= 8) expect(place).toEqual({ start, end, confidence: 1 });
      }),
    );
  });

  it("never points at a wrong passage with high confidence, whatever was edited", () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), fc.array(edit, { maxLength: 25 }), (list, a, b, edits) => {
        const text = list.join(" ");
        const first = a % list.length;
        const last = Math.min(list.length - 1, first + (b % 8));
        const start = list.slice(0, first).join(" ").length + (first > 0 ? 1 : 0);
        const exact = list.slice(first, last + 1).join(" ");
        const anchor = anchorAt(text, start, start + exact.length);
        const pieces = edited(list, edits);
        const later = pieces.map((piece) => piece.word).join(" ");
        const place = placeAnchor(anchor, later);
        if (!place || place.confidence < sureFrom) return;
        // Which words of the old text lie in what was found: some of the passage's, and none of another.
        let at = 0;
        const found = pieces.filter((piece) => {
          const from = at;
          at += piece.word.length + 1;
          return from < place.end && from + piece.word.length > place.start;
        });
        const origins = found.flatMap(({ from }) => (from === null ? [] : [from]));
        const inside = origins.filter((from) => from >= first && from <= last);
        expect(inside.length * 2).toBeGreaterThan(last - first);
        expect(inside.length * 2).toBeGreaterThanOrEqual(origins.length);
      }),
      { numRuns: 300 },
    );
  });

  const text =
    "The freedoms are for everyone. Enough is said about the data used to train the system that a skilled person can build one like it.";
  const at = (passage: string, within = text) => {
    const start = within.indexOf(passage);
    return anchorAt(within, start, start + passage.length);
  };

  it("follows its words when text comes in before them", () => {
    const later = `A new sentence stands here now. ${text}`;
    const place = placeAnchor(at("the data used to train"), later);
    expect(later.slice(place?.start, place?.end)).toBe("the data used to train");
    expect(place?.confidence).toBeGreaterThanOrEqual(sureFrom);
  });

  it("finds words that were changed a little, less surely", () => {
    const later = text.replace("data used to train", "data that was used to train");
    const place = placeAnchor(at("the data used to train the system"), later);
    expect(later.slice(place?.start, place?.end)).toContain("data that was used to train");
    expect(place?.confidence).toBeLessThan(1);
  });

  it("is gone when its passage was cut out", () => {
    const later = text.replace(" the data used to train the system that", "");
    expect(placeAnchor(at("the data used to train the system"), later)).toBeNull();
  });

  it("is not sure between two places that look the same", () => {
    const twice = "It is open. It is open. It is open.";
    const place = placeAnchor(anchorAt(twice, 12, 23), `${twice} ${twice}`);
    expect(place?.confidence ?? 0).toBeLessThan(sureFrom);
  });

  it("does not take the same word elsewhere for the passage", () => {
    const later = "Nothing of it is left, but the word data stands in quite another sentence.";
    const place = placeAnchor(at("data"), later);
    expect(place?.confidence ?? 0).toBeLessThan(sureFrom);
  });

  it("belongs to a text only with its very words at its place", () => {
    expect(anchorsIn(text, at("everyone"))).toBe(true);
    expect(anchorsIn(text, { ...at("everyone"), start: 3 })).toBe(false);
    expect(anchorsIn(text, { exact: "", start: 2, end: 2 })).toBe(false);
    expect(anchorsIn("short", at("everyone"))).toBe(false);
  });
});
