import { describe, expect, test } from "vitest";
import { addComponentSchema } from "~/features/components/contracts/components";
import { readComponents } from "~/features/components/services/readPasted.server";
import { readInvitees } from "~/features/workgroups/services/readInvitees.server";

describe("pasted invitations", () => {
  test("show every repeated address with the line that it repeats, and keep the first", () => {
    const csv = [
      "email,name",
      "one@example.org,One",
      "two@example.org,Two",
      "One@Example.org,One again",
      " one@example.org ,One once more",
    ].join("\n");
    expect(readInvitees(csv)).toMatchObject({
      rows: [
        { line: 2, name: "One" },
        { line: 3, name: "Two" },
      ],
      problems: [
        { line: 4, code: "duplicate", column: "email", value: "one@example.org", otherLine: 2 },
        { line: 5, code: "duplicate", column: "email", value: "one@example.org", otherLine: 2 },
      ],
    });
  });

  test("do not count the address of a bad line as given", () => {
    const csv = "email,affiliated\none@example.org,perhaps\none@example.org,yes\n";
    const { rows, problems } = readInvitees(csv);
    expect(rows).toMatchObject([{ line: 3, email: "one@example.org", affiliated: true }]);
    expect(problems).toMatchObject([{ line: 2, code: "yes-no", column: "affiliated", value: "perhaps" }]);
  });

  test.each([
    "someone",
    "someone@",
    "@example.org",
    "some one@example.org",
    "someone@example",
    "a@b@example.org",
    `${"a".repeat(250)}@example.org`,
  ])("name a line whose address is none (%s)", (address) => {
    const { rows, problems } = readInvitees(`email\ngood@example.org\n${address}\n`);
    expect(rows.map(({ email }) => email)).toEqual(["good@example.org"]);
    expect(problems).toMatchObject([{ line: 3, code: "address", column: "email", value: address }]);
  });

  test.each([
    ["yes", true],
    ["TRUE", true],
    ["1", true],
    ["no", false],
    ["False", false],
    ["0", false],
    ["", false],
  ])("read %j as affiliated: %s", (said, affiliated) => {
    expect(readInvitees(`email,affiliated\none@example.org,${said}\n`)).toMatchObject({
      rows: [{ affiliated }],
      problems: [],
    });
  });

  test("may have their columns in any order, columns that nobody asked for, and quoted line breaks", () => {
    const csv =
      '\uFEFFNotes,Affiliation,Name,EMAIL\r\n"likes\r\ntea","Lab, the",One,one@example.org\r\nx,,Two,bad\r\n';
    expect(readInvitees(csv)).toMatchObject({
      rows: [{ line: 2, email: "one@example.org", name: "One", affiliation: "Lab, the", affiliated: false }],
      problems: [{ line: 4, code: "address", column: "email", value: "bad" }],
    });
  });

  test("have names of a length that fits a page", () => {
    const { rows } = readInvitees(
      `email,name,affiliation\none@example.org,${"n".repeat(500)},${"a".repeat(500)}\n`,
    );
    expect([rows[0]?.name.length, rows[0]?.affiliation.length]).toEqual([80, 120]);
  });

  test("name every line with a NUL, a lone quote or half a character", () => {
    const csv =
      'email,name\none@example.org,A\0B\ntwo@example.org,A"B"\nthree@example.org,\uD800\nfour@example.org,Four\n';
    const { rows, problems } = readInvitees(csv);
    expect(rows.map(({ email }) => email)).toEqual(["four@example.org"]);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [2, "nul"],
      [3, "quote"],
      [4, "surrogate"],
    ]);
  });

  test("are a problem where a column is named twice", () => {
    expect(readInvitees("email,name,email\na@example.org,A,b@example.org\n").problems).toMatchObject([
      { line: 1, code: "column-twice", value: "email" },
    ]);
  });
});

describe("pasted components", () => {
  test("are read with their category and description, in their order", () => {
    const csv =
      'description,component,category\n"What it learned from, all of it",Training data,DATA\n,Weights,\n';
    expect(readComponents(csv)).toMatchObject({
      rows: [
        { line: 2, title: "Training data", category: "data", description: "What it learned from, all of it" },
        { line: 3, title: "Weights", category: "other", description: "" },
      ],
      problems: [],
    });
  });

  test("show duplicates whatever their spelling, and lines without a name", () => {
    const csv = "component\nTraining data\n training  DATA \nTraining-Dáta\n…\nWeights\n";
    expect(readComponents(csv)).toMatchObject({
      rows: [
        { line: 2, title: "Training data" },
        { line: 6, title: "Weights" },
      ],
      problems: [
        { line: 3, code: "duplicate", column: "component", value: "training  DATA", otherLine: 2 },
        { line: 4, code: "duplicate", column: "component", value: "Training-Dáta", otherLine: 2 },
        { line: 5, code: "empty", column: "component" },
      ],
    });
  });

  test("have the lines that cannot be read named beside those that can", () => {
    const { rows, problems } = readComponents("component,category\nWeights,model,extra\nCode,code\n");
    expect(rows.map(({ title }) => title)).toEqual(["Code"]);
    expect(problems).toMatchObject([{ line: 2, code: "cell-count", expected: 2, found: 3 }]);
  });

  test.each([
    ["", "no-header"],
    ["component\n", "no-rows"],
    ["colour,category\nWeights,model\n", "column-missing"],
  ])("without a component are a problem (%j)", (csv, code) => {
    expect(readComponents(csv)).toMatchObject({ rows: [], problems: [{ line: 1, code }] });
  });

  test.each([
    ["a name that reads backwards", "Weights\u202E,model,"],
    ["a name longer than the form takes", `${"w".repeat(121)},model,`],
    ["a category longer than the form takes", `Weights,${"m".repeat(41)},`],
    ["a description longer than the form takes", `Weights,model,${"d".repeat(601)}`],
  ])("are never read as what the form would refuse: %s", (_, line) => {
    const { rows, problems } = readComponents(`component,category,description\n${line}\n`);
    const taken = rows.map(({ line: _line, ...row }) =>
      addComponentSchema.safeParse({ ...row, reason: "New." }),
    );
    expect(taken.map(({ success }) => success)).toEqual(rows.map(() => true));
    expect([...rows, ...problems]).toMatchObject([{ line: 2 }]);
  });
});
