import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellValues } from "~/features/reviews/domain/cells";
import { readReviewCells, reviewColumns } from "~/features/reviews/domain/cellsCsv";
import { unknownWords } from "~/kernel/csv/pasted";
import { nothingTold, passedOver } from "~/kernel/csv/reading";
import { writeCsv } from "~/kernel/csv/write";

const known = {
  components: [
    { key: "training-data", names: ["Training data", "Données d’entraînement"] },
    { key: "weights", names: ["Weights"] },
  ],
  criteria: [
    { key: "use", names: ["Use"] },
    { key: "share", names: ["Share"] },
  ],
};
const read = (...lines: string[]) =>
  readReviewCells(["component,criterion,value,url,note", ...lines].join("\n"), known);
const problems = (...lines: string[]) =>
  read(...lines).problems.map(({ line, code, column }) => [line, code, column]);

describe("a review as a file", () => {
  test("is read by keys and by names in any language, a cell a line", () => {
    const cells = read(
      "training-data,use,allowed,https://example.org/licence,Section 2",
      "Données d’entraînement,Share,Not available,,",
    );
    expect(cells).toMatchObject({
      problems: [],
      rows: [
        {
          line: 2,
          component: "training-data",
          criterion: "use",
          value: "allowed",
          url: "https://example.org/licence",
          note: "Section 2",
        },
        { component: "training-data", criterion: "share", value: "not-available", url: "", note: "" },
      ],
    });
  });

  test("is refused with every bad line named", () => {
    expect(
      problems(
        "trainign-data,use,allowed,,",
        "weights,use,perhaps,,",
        "weights,,allowed,,",
        "weights,use,,,",
        "weights,share,allowed,javascript:alert(1),",
        `weights,share,allowed,,${"x".repeat(1001)}`,
        "weights,use,allowed,,",
        "weights,use,restricted,,",
      ),
    ).toEqual([
      [2, "unknown", "component"],
      [3, "unknown", "value"],
      [4, "empty", "criterion"],
      [5, "empty", "value"],
      [6, "link", "url"],
      [7, "too-long", "note"],
      [9, "duplicate", "component"],
    ]);
    expect(problems()).toEqual([[1, "no-rows", undefined]]);
  });

  test("is read with what its reviewer says that unknown words mean, each asked for once", () => {
    const text =
      "Componente;Criterio;Valor\nPesos;Use;Sí, del todo\nPesos;Share;Sí, del todo\nOtros;Use;allowed\n";
    const { problems } = readReviewCells(text, known);
    expect(unknownWords(problems, ["component", "value"])).toEqual([
      { column: "component", word: "Pesos", line: 2, lines: 2 },
      { column: "value", word: "Sí, del todo", line: 2, lines: 2 },
      { column: "component", word: "Otros", line: 4, lines: 1 },
    ]);
    const meanings = [
      { of: "component", word: "Pesos", means: "weights" },
      { of: "value", word: "Sí, del todo", means: "allowed" },
      { of: "component", word: "Otros", means: passedOver },
    ];
    expect(readReviewCells(text, known, { ...nothingTold, meanings })).toMatchObject({
      problems: [],
      rows: [
        { line: 2, component: "weights", criterion: "use", value: "allowed" },
        { line: 3, component: "weights", criterion: "share", value: "allowed" },
      ],
    });
  });

  test("is read back as it was written, whatever stands in its notes", () => {
    const note = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom("=1+1", "-2", '"quoted", twice', "two\nlines", "@cmd", "عربي"),
    );
    fc.assert(
      fc.property(note, fc.constantFrom(...cellValues), (text, value) => {
        const cell = { component: "weights", criterion: "use", value, url: "", note: text };
        const outcome = readReviewCells(writeCsv(reviewColumns, [cell]), known);
        const kept = text.trim().normalize("NFC");
        expect(outcome).toMatchObject({ problems: [], rows: [{ ...cell, note: kept }] });
      }),
    );
  });
});
