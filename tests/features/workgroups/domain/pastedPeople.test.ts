import { describe, expect, test } from "vitest";
import { readInvitees } from "~/features/workgroups/services/readInvitees.server";
import { nothingTold } from "~/kernel/csv/reading";

const people = (text: string) => {
  const { rows, problems } = readInvitees(text);
  return problems.length > 0 ? problems : rows.map(({ email, name }) => [email, name]);
};
const ana = ["ana@example.org", "Ana Núñez"];
const bo = ["bo@example.org", "Bo"];

describe("people who are pasted", () => {
  test.each([
    ["a line each", "ana@example.org\nbo@example.org\n", ["", ""]],
    ["with commas between", "ana@example.org, bo@example.org", ["", ""]],
    ["with semicolons and line breaks between", "ana@example.org;\nbo@example.org;\n", ["", ""]],
    ["as links", "mailto:ana@example.org\nmailto:bo@example.org", ["", ""]],
  ])("may be bare addresses, %s", (_, text) => {
    expect(people(text)).toEqual([
      ["ana@example.org", ""],
      ["bo@example.org", ""],
    ]);
  });

  test.each([
    ["a line each", "Ana Núñez <ana@example.org>\nBo <bo@example.org>"],
    ["in one line", "Ana Núñez <ana@example.org>, Bo <bo@example.org>"],
    ["with names in quotes", '"Ana Núñez" <ana@example.org>; "Bo" <bo@example.org>'],
    ["in a table without a line of names", "ana@example.org,Ana Núñez\nbo@example.org,Bo\n"],
    ["in such a table with the names first", "Ana Núñez;ana@example.org\nBo;bo@example.org\n"],
    ["in a table", "Correo;Nombre\nana@example.org;Ana Núñez\nbo@example.org;Bo\n"],
  ])("may have their names, %s", (_, text) => expect(people(text)).toEqual([ana, bo]));

  test("keep a comma in a name that stands in quotes", () => {
    expect(people('"Núñez, Ana" <ana@example.org>, bo@example.org')).toEqual([
      ["ana@example.org", "Núñez, Ana"],
      ["bo@example.org", ""],
    ]);
  });

  test("are read with the address that they type to sign in", () => {
    expect(people("email,name\na9@example.org\u200B,X\nana@bücher.example,Y\n")).toEqual([
      ["a9@example.org", "X"],
      ["ana@xn--bcher-kva.example", "Y"],
    ]);
    expect(people("ana@bücher.example\nANA@xn--bcher-kva.example\n")).toMatchObject([
      { line: 2, code: "duplicate", otherLine: 1 },
    ]);
  });

  test("are affiliated by a yes in the language of whoever wrote the list", () => {
    const { rows } = readInvitees(
      "email,affiliated\na@example.org,sí\nb@example.org,non\nc@example.org,نعم\n",
    );
    expect(rows.map(({ affiliated }) => affiliated)).toEqual([true, false, true]);
  });

  test("are refused where one of a list has no address, with the line and what was expected", () => {
    expect(people("ana@example.org\nnobody\nbo@example.org\n")).toMatchObject([
      { line: 2, code: "address", column: "email", value: "nobody" },
    ]);
  });

  test("are found in columns that nobody knows once somebody says which they are", () => {
    const text = "x;y\nana@example.org;Ana Núñez\nbo@example.org;Bo\n";
    expect(people(text)).toMatchObject([{ line: 1, code: "column-missing", value: "email" }]);
    const told = { ...nothingTold, columns: ["email", "name"], header: "yes" as const };
    expect(readInvitees(text, told).rows.map(({ email, name }) => [email, name])).toEqual([ana, bo]);
  });
});
