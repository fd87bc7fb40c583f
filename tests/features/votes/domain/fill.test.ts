import { describe, expect, it, test } from "vitest";
import { choiceForAll, type Fill, fillText, readFill, withFill } from "~/features/votes/domain/fill";

const form = { asked: ["code", "weights"], criteria: ["use", "study"], offersNotNecessary: true };
const row = (component: string, choice: "required" | "not_necessary" | ""): Fill => ({
  kind: "row",
  component,
  choice,
});

describe("one answer for all criteria of a component", () => {
  it("fills what is blank, so that an exception is made first", () => {
    const before = { code: { use: "not_necessary" as const } };
    expect(withFill(form, before, row("code", "required"))).toEqual({
      code: { use: "not_necessary", study: "required" },
    });
  });

  it("takes the place of every answer once none is blank", () => {
    const before = { code: { use: "not_necessary" as const, study: "required" as const } };
    expect(withFill(form, before, row("code", "required"))).toEqual({
      code: { use: "required", study: "required" },
    });
  });

  it("leaves other components as they are, and clears its own", () => {
    const before = { code: { use: "required" as const }, weights: { use: "required" as const } };
    expect(withFill(form, before, row("code", ""))).toEqual({ weights: { use: "required" } });
  });
});

test("one answer for a criterion fills what is blank under it and changes no answer", () => {
  const before = { code: { use: "not_necessary" as const } };
  const fill: Fill = { kind: "column", criterion: "use", choice: "required" };
  expect(withFill(form, before, fill)).toEqual({
    code: { use: "not_necessary" },
    weights: { use: "required" },
  });
  expect(withFill(form, before, { ...fill, choice: "" })).toEqual({});
});

test("a fill is read as it was written", () => {
  for (const fill of [row("code", "required"), row("weights", "")])
    expect(readFill(form, fillText(fill))).toEqual(fill);
  const column: Fill = { kind: "column", criterion: "study", choice: "not_necessary" };
  expect(readFill(form, fillText(column))).toEqual(column);
});

test.each([
  "row:data:required",
  "row:code:maybe",
  "column:code:required",
  "row:constructor:required",
  "everything:code:required",
  "row:code:required:more",
  "",
])("a fill that the form does not offer is none: %o", (text) => {
  expect(readFill(form, text)).toBeUndefined();
});

test("a no for all is offered where a no is", () => {
  const text = fillText(row("code", "not_necessary"));
  expect(readFill({ ...form, offersNotNecessary: false }, text)).toBeUndefined();
});

test("that somebody cannot judge a component is one tap where the round offers it", () => {
  const offering = { ...form, offersCannotJudge: true };
  const text = fillText({ kind: "row", component: "code", choice: "cannot_judge" });
  expect(readFill(form, text)).toBeUndefined();
  expect(withFill(offering, {}, readFill(offering, text) as Fill)).toEqual({
    code: { use: "cannot_judge", study: "cannot_judge" },
  });
});

test("a component has a choice for all only where every cell has it", () => {
  expect(choiceForAll(form, { use: "required", study: "required" })).toBe("required");
  expect(choiceForAll(form, { use: "required", study: "not_necessary" })).toBeNull();
  expect(choiceForAll(form, { use: "required" })).toBeNull();
  expect(choiceForAll(form, undefined)).toBeNull();
});
