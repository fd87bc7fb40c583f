import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hintsIn, isForm, severalWords, termsIn, type Wording } from "~/features/translation/domain/glossary";
import { type ContentLanguage, readTag } from "~/kernel/language/content";

const found = (language: ContentLanguage, words: readonly string[], text: string) =>
  termsIn(
    language,
    words.map((word) => ({ term: word, words: [word] })),
  )(text).map(({ term, start, end }) => [term, text.slice(start, end)]);

describe("A term stands in a text", () => {
  test.each<[string, string, string, string[]]>([
    ["en", "AI system", "Use AI Systems as you like.", ["AI Systems"]],
    ["en", "study", "Studies of it", ["Studies"]],
    [
      "en",
      "machine learning",
      "machine-learning, and Machine\nlearning",
      ["machine-learning", "Machine\nlearning"],
    ],
    ["en", "machine learning", "the machine. Learning", []],
    ["en", "model", "a modem", []],
    ["fr", "IA", "l’IA et l'ia, mais Iasi", ["IA", "ia"]],
    ["fr", "général", "Les généraux", ["généraux"]],
    ["de", "Modell", "Modelle, Modells, Modellierung", ["Modelle", "Modells"]],
    ["tr", "IŞIK", "ışık", ["ışık"]],
    ["el", "κώδικας", "ΚΏΔΙΚΑΣ", ["ΚΏΔΙΚΑΣ"]],
    ["ar", "نظام", "والنظام وللنظامِ بنظام", ["والنظام", "وللنظامِ", "بنظام"]],
    ["zh-CN", "人工智能", "通用人工智能系统", ["人工智能"]],
    ["zh-CN", "人", "人工智能", []],
    ["ja", "学習データ", "学習データの説明", ["学習データ"]],
    ["th", "ระบบ", "ทุกคนใช้ระบบนี้ได้", ["ระบบ"]],
    ["hi", "प्रणाली", "इस प्रणाली को", ["प्रणाली"]],
    ["en", "constructor", "nothing here", []],
    ["en", "…", "…", []],
  ])("%s: “%s” in “%s”", (language, word, text, expected) => {
    expect(found(readTag(language) ?? "en", [word], text).map(([, stands]) => stands)).toEqual(expected);
  });

  test("as the longest that there is", () => {
    expect(found("en", ["system", "AI system", "AI"], "an AI system, a system, AI")).toEqual([
      ["AI system", "AI system"],
      ["system", "system"],
      ["AI", "AI"],
    ]);
    expect(found("en", ["a b", "b c d"], "a b c d").map(([term]) => term)).toEqual(["b c d"]);
    expect(found("zh-CN", ["智能", "人工智能"], "人工智能").map(([term]) => term)).toEqual(["人工智能"]);
  });
});

test("A form of a word is told by its beginning alone", () => {
  expect(isForm("system", "systems")).toBe(true);
  expect(isForm("entraîner", "entraînement")).toBe(false);
  expect(isForm("use", "user")).toBe(false);
  expect(isForm("date", "data")).toBe(false);
});

const letters = fc.constantFrom("a", "b", "ab", "abcd", "abcde", "abcdes", "bad", "人", "工", "نظام", "É");
const word = fc.array(letters, { minLength: 1, maxLength: 3 }).map((list) => list.join(" "));
const text = fc
  .array(fc.oneof(letters, fc.constantFrom(".", "\n\n", "-", "’")), { maxLength: 14 })
  .map((list) => list.join(" "));

describe("Whatever the terms and the text are", () => {
  test("no two places overlap, each says a form of its word, and what was left out lies under what is as long", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), text, (words, given) => {
        const places = termsIn(
          "en",
          words.map((one, at) => ({ term: `${at}`, words: [one] })),
        )(given);
        for (const [at, one] of places.entries()) {
          expect(one.start).toBeLessThan(one.end);
          expect(places.slice(at + 1).every(({ start }) => start >= one.end)).toBe(true);
          expect(words[Number(one.term)]).toBe(one.word);
        }
        for (const [at, one] of words.entries())
          for (const alone of termsIn("en", [{ term: `${at}`, words: [one] }])(given)) {
            const over = places.filter(({ start, end }) => start < alone.end && end > alone.start);
            const pieces = (said: string) =>
              said.split(/\s+/).filter((piece) => /[\p{L}]/u.test(piece)).length;
            expect(over.some(({ start, end }) => pieces(given.slice(start, end)) >= pieces(one))).toBe(true);
          }
      }),
    );
  });

  test("a term is found in any text that says it between spaces, in any case", () => {
    fc.assert(
      fc.property(word, text, text, (one, before, after) => {
        const given = `${before} . ${one.toUpperCase()} . ${after}`;
        const alone = termsIn("en", [{ term: "x", words: [one] }])(given);
        const from = before.length + 3;
        expect(alone.some(({ start, end }) => start <= from && end >= from + 1)).toBe(true);
      }),
    );
  });

  test("a translation that has all wanted words alone gets no hint, and one of no words gets none", () => {
    const wording = fc.record({
      wanted: fc.array(word, { minLength: 1, maxLength: 3 }),
      avoided: fc.array(word),
    });
    fc.assert(
      fc.property(fc.array(wording, { maxLength: 4 }), (all) => {
        const wordings = all.map((one, at): Wording => ({ term: `${at}`, ...one }));
        const hints = hintsIn("fr", wordings);
        const terms = new Set(wordings.map(({ term }) => term));
        expect(hints(terms, "  ")).toEqual([]);
        const said = wordings.map(({ wanted }) => wanted[0]).join(" . ");
        expect(hints(terms, said).filter(({ kind }) => kind === "lacks")).toEqual([]);
      }),
    );
  });
});

describe("A hint", () => {
  const wordings: Wording[] = [
    { term: "system", wanted: ["système d’IA"], avoided: ["système", "dispositif"] },
    { term: "weights", wanted: ["poids"], avoided: [] },
    { term: "free", wanted: [], avoided: ["gratuit"] },
  ];
  const kinds = (terms: readonly string[], translation: string) =>
    hintsIn("fr", wordings)(new Set(terms), translation).map((one) =>
      one.kind === "avoid" ? `avoid ${one.word}` : `lacks ${one.wanted[0]}`,
    );
  test("says which wanted word is lacking, and which is to be avoided", () => {
    expect(kinds(["system"], "Un système d'IA.")).toEqual([]);
    expect(kinds(["system"], "Un système.")).toEqual(["avoid système"]);
    expect(kinds(["system", "weights"], "Un dispositif.")).toEqual(["avoid dispositif", "lacks poids"]);
    expect(kinds(["system"], "Rien.")).toEqual(["lacks système d’IA"]);
    expect(kinds(["free"], "Logiciels gratuits")).toEqual(["avoid gratuit"]);
    expect(kinds(["free"], "Logiciels libres")).toEqual([]);
  });
  test("is given for terms of the source alone", () => {
    expect(kinds([], "Un dispositif gratuit.")).toEqual([]);
  });
});

test("Words are given on lines or with semicolons, each once", () => {
  expect(severalWords(" open  source;  libre\nopen source؛ حر | x ")).toEqual([
    "open source",
    "libre",
    "حر",
    "x",
  ]);
});
