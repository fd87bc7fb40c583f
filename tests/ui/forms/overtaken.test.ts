import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { basisOf, overtakenIn } from "~/ui/forms/kept/formFields";

/** A field as far as these rules look at one: what it says, and what the page put there. */
class Area extends EventTarget {
  readonly readOnly = false;
  constructor(
    readonly name: string,
    public defaultValue: string,
    public value: string,
  ) {
    super();
  }
}
class Hidden {
  readonly type = "hidden";
  constructor(
    readonly name: string,
    readonly value: string,
  ) {}
}

beforeEach(() => {
  vi.stubGlobal("HTMLTextAreaElement", Area);
  vi.stubGlobal("HTMLInputElement", Hidden);
  vi.stubGlobal("HTMLSelectElement", class {});
});
afterEach(() => vi.unstubAllGlobals());

const formOf = (...fields: (Area | Hidden)[]) => {
  const namedItem = (name: string) => fields.find((one) => one.name === name) ?? null;
  return { elements: Object.assign(fields, { namedItem }) } as never;
};

test("Words in a field stay when somebody else stored other ones meanwhile, and their writer is told of these", () => {
  const mine = new Area("texts.body", "What she stored", "What he types");
  expect(overtakenIn(formOf(mine), { "texts.body": "As it was" })).toEqual([
    { name: "texts.body", theirs: "What she stored" },
  ]);
  expect(mine.value).toBe("What he types");
});

test("A field that nobody typed into takes what came in, and one that says the same already is not told of", () => {
  const untouched = new Area("heading", "Their heading", "As it was");
  const same = new Area("note", "The same", "The same");
  expect(overtakenIn(formOf(untouched, same), { heading: "As it was", note: "As it was" })).toEqual([]);
  expect(untouched.value).toBe("Their heading");
});

test("Where nobody stored anything, words that are being typed are nobody's business", () => {
  const mine = new Area("texts.body", "As it was", "What he types");
  expect(overtakenIn(formOf(mine), { "texts.body": "As it was" })).toEqual([]);
  expect(mine.value).toBe("What he types");
});

test("A form knows the revision that its page was read with", () => {
  expect(basisOf(formOf(new Hidden("revision", "7"), new Hidden("unit", "u1")))).toEqual({ revision: "7" });
});
