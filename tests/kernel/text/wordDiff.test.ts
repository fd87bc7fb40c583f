import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareWords, wordsOf } from "~/kernel/text/wordDiff";

const side = (parts: ReturnType<typeof compareWords>, without: "added" | "removed") =>
  parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");
const marked = (before: string, after: string) =>
  compareWords(before, after)
    .map(({ kind, text }) => (kind === "kept" ? text : kind === "added" ? `{+${text}+}` : `{-${text}-}`))
    .join("");

describe("words of a text", () => {
  it("are the text again when they are joined", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(wordsOf(text).join("")).toBe(text);
      }),
    );
  });

  it("are found where no spaces part them", () => {
    expect(wordsOf("学習データを公開する").length).toBeGreaterThan(3);
    expect(wordsOf("训练数据必须公开").length).toBeGreaterThan(2);
    expect(wordsOf("ข้อมูลที่ใช้ฝึก").length).toBeGreaterThan(2);
  });

  it("are whole in Arabic, with their signs", () => {
    expect(wordsOf("البياناتُ مفتوحةٌ")).toEqual(["البياناتُ", " ", "مفتوحةٌ"]);
  });
});

describe("comparing words", () => {
  it("holds both texts, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        const parts = compareWords(before, after);
        expect(side(parts, "added")).toBe(before);
        expect(side(parts, "removed")).toBe(after);
      }),
    );
  });

  it("marks whole words", () => {
    expect(marked("can recreate a system", "can build a system")).toBe("can {-recreate-}{+build+} a system");
  });

  it("marks neighbouring words as one change", () => {
    expect(marked("one two three four", "one deux trois four")).toBe("one {-two three-}{+deux trois+} four");
  });

  it("marks a word in Japanese", () => {
    expect(marked("学習データを公開する", "学習コードを公開する")).toBe("学習{-データ-}{+コード+}を公開する");
  });

  it("gives up on texts of nothing in common, and still holds both", () => {
    const before = Array.from({ length: 4000 }, (_, i) => `a${i}`).join(" ");
    const after = Array.from({ length: 4000 }, (_, i) => `b${i}`).join(" ");
    const parts = compareWords(before, after);
    expect([side(parts, "added"), side(parts, "removed")]).toEqual([before, after]);
  });
});
