import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStrictJson } from "~/kernel/text/strictJson";

describe("JSON that people hand in", () => {
  test("is read as it stands", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), (text, indent) => {
        const value = JSON.parse(text);
        expect(parseStrictJson(JSON.stringify(value, null, indent))).toEqual({ ok: true, value });
      }),
    );
  });

  test.each([
    ['{"a":1,"a":2}', "a"],
    ['{"a":1,"\\u0061" : 2}', "a"],
    ['[{"b":{"a":1}},{"b":{"c":"{","a":1,"a":{}}}]', "a"],
    ['{"__proto__":{},"__proto__":{}}', "__proto__"],
    ['{"x":{"y":1},"z":"x","x":2}', "x"],
  ])("is refused where a key is there twice: %s", (text, key) => {
    expect(parseStrictJson(text)).toEqual({ ok: false, error: { code: "key_twice", key } });
  });

  test("may have a key once in each object, and as a value", () => {
    const text = '{"a":{"a":"a"},"b":["a","a",{"a":1},{"a":"}{\\"a\\":"}]}';
    expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test("is refused where it is none", () => {
    for (const text of ["", "{", '{"a":1,}', "undefined"])
      expect(parseStrictJson(text)).toMatchObject({ ok: false, error: { code: "not_json" } });
  });
});
