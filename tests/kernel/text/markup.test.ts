import { describe, expect, test } from "vitest";
import { barsPicture } from "~/features/opendata/services/embed/picture";
import { isPlain } from "~/kernel/fields";
import { wellFormed } from "~/kernel/text/markup";

/** Every character that XML 1.0 has no place for, of those that a text can hold. */
const outside = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).filter(
    (one) => !"\t\n\r".includes(one),
  ),
  "\ufffe",
  "\uffff",
  "\ud800",
  "\udfff",
];

describe("An XML document", () => {
  test("has only characters that XML has a place for", () => {
    for (const one of outside) expect(wellFormed(`a${one}b`), JSON.stringify(one)).toBe("ab");
    const kept = "\t\n\r <é\u{1f600}\ud7ff\ue000\ufffd\u{10fffe}>";
    expect(wellFormed(kept)).toBe(kept);
  });

  test("that is a picture has no others, whatever its labels are", () => {
    const label = `a${outside.join("b")}c`;
    const svg = barsPicture({
      title: label,
      description: label,
      language: "en",
      direction: "ltr",
      bars: [{ label, share: 1, says: label, shade: 0 }],
      none: label,
      source: label,
      host: "codraft.example",
    });
    expect(svg.isWellFormed()).toBe(true);
    expect([...svg].filter((one) => outside.includes(one) && one !== "\n")).toEqual([]);
  });
});

test("What somebody types has no noncharacters", () => {
  for (const one of ["\ufffe", "\uffff", "\ufdd0", "\u{1fffe}"]) expect(isPlain(`a${one}`)).toBe(false);
  expect(isPlain("\ufffd\u{1f600}")).toBe(true);
});
