import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { spelledIn } from "~/features/search/domain/asked";
import { nearest, similarity, slipsBetween, withWords } from "~/features/search/domain/nearest";

const word = fc.string({
  unit: fc.constantFrom(..."abcdefghilmnoprstu", ..."åéñ", ..."مودجبن", ..."абв", "𐐀"),
  minLength: 4,
  maxLength: 14,
});
const plainly = (one: string) => ({ word: one, folded: one });

/** One slip in a word, at a place and of a kind. */
function slip(text: string, at: number, kind: number, sign: string): string {
  const signs = [...text];
  const place = at % signs.length;
  if (kind === 0) signs.splice(place, 1);
  else if (kind === 1) signs.splice(place, 0, sign);
  else if (kind === 2) signs.splice(place, 1, sign);
  else signs.splice(place, 2, ...signs.slice(place, place + 2).reverse());
  return signs.join("");
}
const slipped = fc
  .tuple(word, fc.nat(20), fc.nat(3), fc.constantFrom(..."abxéم"))
  .map(([text, at, kind, sign]) => ({ text, typed: slip(text, at, kind, sign) }));

describe("how many slips", () => {
  test.each([
    ["definiton", "definition", 1],
    ["oepn", "open", 1],
    ["datta", "data", 1],
    ["licnece", "licence", 1],
    ["wieghst", "weights", 2],
    ["نمودج", "نموذج", 1],
    ["open", "open", 0],
    ["", "open", 4],
    ["𐐀b", "b", 1],
  ])("from %s to %s are %i", (one, other, slips) => {
    expect(slipsBetween(one, other)).toBe(slips);
  });

  test("are the same both ways, none only of the same word, one after one slip, and never fewer than the lengths tell", () => {
    fc.assert(
      fc.property(word, word, slipped, (one, other, { text, typed }) => {
        const slips = slipsBetween(one, other);
        expect(slipsBetween(other, one)).toBe(slips);
        expect(slips === 0).toBe(one === other);
        expect(slips).toBeGreaterThanOrEqual(Math.abs([...one].length - [...other].length));
        expect(slips).toBeLessThanOrEqual(Math.max([...one].length, [...other].length));
        expect(slipsBetween(text, typed)).toBe(text === typed ? 0 : 1);
      }),
    );
  });
});

describe("how alike", () => {
  test("words are, is the share of the grams that both have", () => {
    // As select similarity('word', 'two words') and others answer in PostgreSQL.
    expect(similarity("definiton", "definition")).toBeCloseTo(8 / 13);
    expect(similarity("word", "words")).toBeCloseTo(4 / 7);
    expect(similarity("open", "shut")).toBe(0);
  });
  test("is between none and all, all only of the same", () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(similarity(one, one)).toBe(1);
        expect(similarity(one, other)).toBe(similarity(other, one));
        expect(similarity(one, other)).toBeGreaterThanOrEqual(0);
        expect(similarity(one, other)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("the nearest of known words", () => {
  test("is the one that was meant, whichever slip was made, unless another is as near", () => {
    fc.assert(
      fc.property(slipped, fc.array(word, { maxLength: 20 }), ({ text, typed }, others) => {
        fc.pre(typed !== text && !others.includes(typed) && [...typed].length > 3);
        const found = nearest(typed, typed, [...others, text].map(plainly));
        expect(found.map((one) => one.word)).toContain(text);
        expect(slipsBetween(typed, found[0]?.word ?? "")).toBe(1);
      }),
    );
  });

  test.each([
    ["definiton", ["define", "definition", "definitions", "definite"], "definition"],
    ["modls", ["modes", "models", "model"], "models"],
    ["licnse", ["license", "licence", "lines"], "license"],
    ["wieghts", ["weight", "weights", "rights"], "weights"],
  ])("of %s among %j is %s", (typed, known, wanted) => {
    expect(nearest(typed, typed, known.map(plainly))[0]?.word).toBe(wanted);
  });

  test("is none that is another word: two slips are too many in a short one, and a word is never its own correction", () => {
    expect(nearest("cade", "cade", ["code"].map(plainly)).map((one) => one.word)).toEqual(["code"]);
    expect(nearest("cude", "cude", ["coda"].map(plainly))).toEqual([]);
    expect(nearest("code", "code", ["code"].map(plainly))).toEqual([]);
    expect(nearest("transparent", "transparent", ["apparel", "parental"].map(plainly))).toEqual([]);
  });

  test("has the accents, and the article, of what was typed, where several are compared alike", () => {
    const known = [
      { word: "donnees", folded: "donnees" },
      { word: "données", folded: "donnees" },
    ];
    expect(nearest("donnéess", "donneess", known)[0]?.word).toBe("données");
    expect(nearest("donneess", "donneess", known)[0]?.word).toBe("donnees");
    const arabic = ["نموذج", "النموذج", "والنموذج"].map((one) => ({ word: one, folded: "نموذج" }));
    expect(nearest("النمودج", "نمودج", arabic)[0]?.word).toBe("النموذج");
  });
});

describe("the words that may be mistyped", () => {
  const words = (text: string) => spelledIn(text).map((one) => one.word);
  test.each([
    ["open definiton", ["open", "definiton"]],
    ["open-sorce modle", ["open", "sorce", "modle"]],
    ['"as written" other', ["other"]],
    ['never "closed', ["never"]],
    ['what -excluded or -"shut away" others', ["what", "others"]],
    ["a an the AT&T", []],
    ["model2024 ٢٠٢٤سنةه 0.0.9", []],
    ["人工智能的定义 オープン", []],
    ["x".repeat(41), []],
    ["Straße, œuvre (définition)", ["Straße", "œuvre", "définition"]],
  ])("of %s are %j", (text, wanted) => {
    expect(words(text)).toEqual(wanted);
  });
  test("stand where they say, and are never more than six, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.lorem({ maxCount: 40 })),
        (text) => {
          const found = spelledIn(text);
          expect(found.length).toBeLessThanOrEqual(6);
          for (const { word: one, at } of found) expect(text.slice(at, at + one.length)).toBe(one);
        },
      ),
    );
  });
});

describe("what was asked with other words", () => {
  test("keeps everything else as it was typed", () => {
    const text = '-shut "as is"  Definiton, oepn-sorce or data';
    const others = ["definition", "open", "source"];
    const placed = spelledIn(text).slice(0, 3);
    const given = placed.map((one, at) => ({ ...one, other: others[at] ?? "" }));
    expect(withWords(text, given.toReversed())).toBe('-shut "as is"  Definition, open-source or data');
    expect(withWords(text, [])).toBe(text);
  });
});
