import { describe, expect, it } from "vitest";
import { readComponentList } from "~/features/components/domain/componentsCsv";
import { readRoll } from "~/features/votes/domain/rollCsv";

describe("a list of components", () => {
  const named = (...names: string[]) => ({
    ok: true,
    value: names.map((name) => ({ key: name, names: [name] })),
  });

  it("may be one name a line, commas and all", () => {
    expect(readComponentList("\ufeffTraining, validation and testing code\r\n\r\n Weights \n")).toEqual(
      named("Training, validation and testing code", "Weights"),
    );
  });

  it("may be a column of a CSV", () => {
    expect(
      readComponentList('category,Component\nCode,"Training, validation code"\nModel,Weights\n'),
    ).toEqual(named("Training, validation code", "Weights"));
  });

  it("names a component once", () => {
    expect(readComponentList("Weights\nCode\nweights\n")).toEqual({
      ok: false,
      error: {
        code: "bad_lines",
        problems: [{ line: 3, code: "duplicate", column: "component", value: "weights", otherLine: 1 }],
      },
    });
  });

  it.each([[""], ["component\n"]])("names at least one: %j", (text) => {
    expect(readComponentList(text).ok).toBe(false);
  });
});

describe("a roll", () => {
  it("lists the seats of each workgroup", () => {
    const roll = readRoll("voter,workgroup,affiliated,organization\nana,g,yes,North\nbo,g,,\nana,h,no,\n");
    expect(roll).toEqual({
      ok: true,
      value: new Map([
        [
          "g",
          new Map([
            ["ana", { affiliated: true, organization: "North" }],
            ["bo", { affiliated: false, organization: null }],
          ]),
        ],
        ["h", new Map([["ana", { affiliated: false, organization: null }]])],
      ]),
    });
  });

  it("is refused with every bad line", () => {
    const roll = readRoll("workgroup,voter,affiliated\ng,ana,yes\ng,,no\n,bo,\ng,ana,no\ng,cy,perhaps\ng\n");
    expect(roll).toMatchObject({
      ok: false,
      error: {
        problems: [
          { line: 3, code: "empty", column: "voter" },
          { line: 4, code: "empty", column: "workgroup" },
          { line: 5, code: "duplicate", value: "ana", otherLine: 2 },
          { line: 6, code: "yes-no", column: "affiliated", value: "perhaps" },
          { line: 7, code: "cell-count", expected: 3, found: 1 },
        ],
      },
    });
  });

  it("needs a seat", () => expect(readRoll("workgroup,voter\n").ok).toBe(false));
});
