import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanName, readTable } from "~/kernel/csv/lines";
import { splitRecords } from "~/kernel/csv/records";
import { writeCsv } from "~/kernel/csv/write";

const shape = { columns: ["name", "note"], optional: ["extra"] } as const;
const read = (text: string) => readTable(text, shape);
const rowsOf = (text: string) => {
  const table = read(text);
  return table.ok
    ? table.value.rows.map(({ line, values }) => [line, values.name, values.note])
    : table.error;
};
const problemsOf = (text: string) => {
  const table = read(text);
  return table.ok ? table.value.problems : table.error.problems;
};

/** Text with everything that CSV and spreadsheets treat specially, well-formed and without NUL. */
const cells = fc
  .array(
    fc.oneof(
      fc.constantFrom("'", '"', ",", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", " ", "\ufeff"),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""))
  .filter((text) => text.isWellFormed() && !text.includes("\0"));

/** Rows with nothing in them are passed over. */
const row = fc
  .record({ name: cells, note: cells })
  .filter(({ name, note }) => `${name}${note}`.trim() !== "");

describe("a table", () => {
  it("is read back exactly as it was written", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const table = readTable(writeCsv(["name", "note"], rows), { columns: ["name", "note"] });
        expect(table).toMatchObject({ ok: true, value: { problems: [], ignored: [] } });
        if (table.ok) expect(table.value.rows.map(({ values }) => values)).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it("of one column is read back, empty cells included", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: cells }), { minLength: 1 }), (rows) => {
        const table = readTable(writeCsv(["name"], rows), { columns: ["name"] });
        if (!table.ok) throw new Error("the header was written");
        expect(table.value.rows.map(({ values }) => values)).toEqual(rows);
      }),
    );
  });

  it("is never written with a cell that a spreadsheet would run", () => {
    fc.assert(
      fc.property(cells, (name) => {
        const [, row] = parse(writeCsv(["name", "note"], [{ name, note: null }]), {
          bom: true,
          relax_column_count: true,
        }) as string[][];
        expect(row?.[0]).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["'=1+1", "''=1+1"],
    ["'quoted'", "'quoted'"],
    ["-3", "'-3"],
  ])("holds %j as %j", (name, cell) => {
    expect(writeCsv(["name", "note"], [{ name, note: null }])).toBe(`\uFEFFname,note\n${cell},\n`);
  });

  it("begins with the mark by which spreadsheets know its letters", () => {
    const bytes = Buffer.from(writeCsv(["name", "note"], [{ name: "é", note: "ع" }]));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("holds numbers as they are", () => {
    expect(writeCsv(["name", "note"], [{ name: -3, note: null }])).toBe("\uFEFFname,note\n-3,\n");
  });

  it("agrees with another reader of CSV about sound files", () => {
    const text = fc
      .array(fc.array(cells, { minLength: 2, maxLength: 2 }), { minLength: 1 })
      .map((rows) =>
        rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n"),
      );
    fc.assert(
      fc.property(text, (csv) => {
        expect(splitRecords(csv).map((record) => record.cells)).toEqual(
          parse(csv, { record_delimiter: ["\r\n"] }),
        );
      }),
    );
  });

  it("may name its columns in any order and case, after a byte order mark", () => {
    expect(rowsOf("\ufeffNOTE, Name\r\nfirst,a\r\nsecond,b\r\n")).toEqual([
      [2, "a", "first"],
      [3, "b", "second"],
    ]);
  });

  it.each([["\n"], ["\r\n"], ["\r"]])(
    "numbers its lines by %j, with newlines in quotes and blank lines",
    (ending) => {
      const text = ["name,note", "", 'a,"one', "two", 'three"', "b,x", "  ", 'c,""', "d,y"].join(ending);
      expect(rowsOf(text)).toEqual([
        [3, "a", ["one", "two", "three"].join(ending)],
        [6, "b", "x"],
        [8, "c", ""],
        [9, "d", "y"],
      ]);
    },
  );

  it("says which columns nobody asked for", () => {
    expect(read("name,note,Colour\na,b,c\n")).toMatchObject({ ok: true, value: { ignored: ["colour"] } });
  });

  it("needs its columns, and tells which one was probably meant", () => {
    expect(problemsOf("nmae,note\na,b\n")).toEqual([
      { line: 1, code: "column-missing", value: "name", nearest: "nmae" },
    ]);
    expect(problemsOf("colour,size\n")).toMatchObject([{ value: "name" }, { value: "note" }]);
    expect(problemsOf("name,note,name\n")).toEqual([{ line: 1, code: "column-twice", value: "name" }]);
    expect(problemsOf("")).toEqual([{ line: 1, code: "no-header" }]);
    expect(problemsOf("\n\n")).toEqual([{ line: 1, code: "no-header" }]);
    expect(problemsOf('name,"note\n')).toEqual([{ line: 1, code: "quote" }]);
  });
});

describe("bad lines of a table", () => {
  it("are all named, and the lines between them are read", () => {
    const text = [
      "name,note",
      'a,"open',
      "b,fine",
      "c",
      "d,x,y",
      'e,"x"y',
      'f,x"y',
      "g,nul\0",
      "h,\ud800",
      "i,fine",
    ].join("\n");
    expect(problemsOf(text)).toEqual([
      { line: 2, code: "quote" },
      { line: 4, code: "cell-count", expected: 2, found: 1 },
      { line: 5, code: "cell-count", expected: 2, found: 3 },
      { line: 6, code: "quote" },
      { line: 7, code: "quote" },
      { line: 8, code: "nul" },
      { line: 9, code: "surrogate" },
    ]);
    expect(rowsOf(text)).toEqual([
      [3, "b", "fine"],
      [10, "i", "fine"],
    ]);
  });

  it("do not make a reader stop, whatever the file holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const lines = text.split(/\r\n|\n|\r/).length;
        for (const { line } of splitRecords(text)) expect(line).toBeLessThanOrEqual(lines);
      }),
    );
  });
});

describe("a name", () => {
  it("has no space around it and one spelling", () => expect(cleanName(" e\u0301tude\t")).toBe("\u00e9tude"));
});
