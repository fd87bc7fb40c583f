import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTable } from "~/kernel/csv/lines";
import { nothingTold } from "~/kernel/csv/reading";
import { readYesNo } from "~/kernel/csv/yesNo";

const shape = { columns: ["email"], optional: ["name", "affiliated"] } as const;
const rowsOf = (text: string) => {
  const table = readTable(text, shape);
  return table.ok
    ? {
        problems: table.value.problems,
        rows: table.value.rows.map(({ line, values }) => [line, values.email, values.name]),
      }
    : table.error.problems;
};
const two = (first: number) => ({
  problems: [],
  rows: [
    [first, "ana@example.org", "Ana"],
    [first + 1, "bo@example.org", "Bo"],
  ],
});

describe("a table that people paste", () => {
  test.each([
    ["commas", "email,name\nana@example.org,Ana\nbo@example.org,Bo\n"],
    ["semicolons", "email;name\nana@example.org;Ana\nbo@example.org;Bo\n"],
    ["tabs", "email\tname\r\nana@example.org\tAna\r\nbo@example.org\tBo"],
    ["bars", "email|name\nana@example.org|Ana\nbo@example.org|Bo\n"],
    ["a mark of the order of bytes", "\uFEFFemail;name\nana@example.org;Ana\nbo@example.org;Bo\n"],
    ["columns at the end that are empty", "email,name,,\nana@example.org,Ana,,\nbo@example.org,Bo,,\n"],
    ["rows at the end that are empty", "email,name\nana@example.org,Ana\nbo@example.org,Bo\n,\n,\n\n"],
    ["more cells in empty columns", "email,name\nana@example.org,Ana,,,\nbo@example.org,Bo\n"],
  ])("is read with %s", (_, text) => expect(rowsOf(text)).toEqual(two(2)));

  test("is read after a line that says what separates its cells, and its lines are counted with it", () => {
    expect(rowsOf("sep=;\r\nemail;name\r\nana@example.org;Ana\r\nbo@example.org;Bo\r\n")).toEqual(two(3));
  });

  test("may have other separators and line breaks in its cells", () => {
    expect(rowsOf('name;email\n"Núñez; Ana\nof the lab";ana@example.org\nBo, jr.;bo@example.org\n')).toEqual({
      problems: [],
      rows: [
        [2, "ana@example.org", "Núñez; Ana\nof the lab"],
        [4, "bo@example.org", "Bo, jr."],
      ],
    });
  });

  test.each([
    ["E-mail,Full name"],
    ["Correo electrónico,Nombre"],
    ["CORREO,nombre completo"],
    ["courriel,nom"],
    ["Adresse e-mail,Nom et prénom"],
    ["البريد الإلكتروني,الاسم"],
    ["البريد,اسم"],
  ])("may name its columns in the languages of the site: %s", (head) => {
    expect(rowsOf(`${head}\nana@example.org,Ana\nbo@example.org,Bo\n`)).toEqual(two(2));
  });

  test("is read whatever separates its cells and whatever stands in them", () => {
    const cell = fc
      .array(fc.constantFrom(",", ";", "\t", "|", '"', "\n", "a", "é", "ع", " ", "1"))
      .map((parts) => parts.join(""));
    const rows = fc.array(
      fc.record({ name: cell, note: cell }).filter(({ name, note }) => `${name}${note}`.trim() !== ""),
      { minLength: 1, maxLength: 6 },
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(rows, fc.constantFrom(",", ";", "\t", "|"), (written, separator) => {
        const lines = written.map(({ name, note }) => [name, note].map(quoted).join(separator));
        const table = readTable([`Name${separator}Note`, ...lines].join("\r\n"), {
          columns: ["name", "note"],
        });
        expect(table).toMatchObject({ ok: true, value: { problems: [] } });
        if (table.ok) expect(table.value.rows.map(({ values }) => values)).toEqual(written);
      }),
    );
  });
});

describe("what somebody says about a table", () => {
  const text = "x1,x2\nana@example.org,Ana\nbo@example.org,Bo\n";

  test("is asked where no column is known, with the columns and the first rows", () => {
    expect(readTable(text, shape)).toMatchObject({
      ok: false,
      error: {
        problems: [{ line: 1, code: "column-missing", value: "email" }],
        layout: {
          separator: ",",
          header: ["x1", "x2"],
          columns: ["", ""],
          wanted: ["email", "name", "affiliated"],
          sample: [
            ["ana@example.org", "Ana"],
            ["bo@example.org", "Bo"],
          ],
          rows: 2,
        },
      },
    });
  });

  test("goes before what is found out", () => {
    const read = (told: object) => {
      const table = readTable(text, { ...shape, told: { ...nothingTold, ...told } });
      return table.ok ? table.value.rows.map(({ values }) => [values.email, values.name]) : table.error;
    };
    const columns = ["email", "name"];
    expect(read({ columns, header: "yes" })).toEqual([
      ["ana@example.org", "Ana"],
      ["bo@example.org", "Bo"],
    ]);
    expect(read({ columns, header: "no" })).toHaveLength(3);
    expect(read({ columns: ["", "email"], header: "yes" })).toEqual([
      ["Ana", ""],
      ["Bo", ""],
    ]);
  });

  test("replaces words by what they mean, and passes over rows with a word that means nothing", () => {
    const meanings = [
      { of: "name", word: "Ana", means: "Anna" },
      { of: "name", word: "Bo", means: "-" },
      { of: "email", word: "Ana", means: "never" },
    ];
    const table = readTable("email,name\na@example.org, Ana \nb@example.org,Bo\n", {
      ...shape,
      told: { ...nothingTold, meanings },
    });
    expect(table).toMatchObject({
      ok: true,
      value: { rows: [{ values: { email: "a@example.org", name: "Anna" } }] },
    });
  });
});

test.each([
  ["yes", true],
  ["Sí", true],
  ["si", true],
  ["OUI", true],
  ["نعم", true],
  ["✓", true],
  ["no", false],
  ["Non", false],
  ["لا", false],
  ["-", false],
  ["", null],
  ["perhaps", undefined],
  ["toString", undefined],
])("a yes or no is read in the languages of the site: %j", (said, means) => {
  expect(readYesNo(said)).toBe(means);
});
