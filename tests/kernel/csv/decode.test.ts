import { describe, expect, it } from "vitest";
import { decodeText } from "~/kernel/csv/decode";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

describe("the text of a file", () => {
  it("is UTF-8, with or without its mark", () => {
    expect(decodeText(bytes("é😀"))).toEqual({ ok: true, value: "é😀" });
    expect(decodeText(bytes([0xef, 0xbb, 0xbf], "a"))).toEqual({ ok: true, value: "a" });
    expect(decodeText(bytes())).toEqual({ ok: true, value: "" });
  });

  it.each([
    ["\n", 3],
    ["\r\n", 3],
    ["\r", 3],
  ])("is refused with the line of the first other byte, lines ending in %j", (ending, line) => {
    const latin = bytes(`één${ending}two${ending}caf`, [0xe9], ending, "x", [0xff]);
    expect(decodeText(latin)).toEqual({ ok: false, error: { code: "not-utf8", line } });
  });

  it("is refused with the last line where a character is cut off at the end", () => {
    expect(decodeText(bytes("a\nb", [0xe2, 0x82]))).toEqual({
      ok: false,
      error: { code: "not-utf8", line: 2 },
    });
  });

  it.each([[[0xff, 0xfe, 0xe9, 0, 0x3d, 0xd8, 0, 0xde]], [[0xfe, 0xff, 0, 0xe9, 0xd8, 0x3d, 0xde, 0]]])(
    "is read where a mark says that it is UTF-16: %j",
    (start) => {
      expect(decodeText(bytes(start))).toEqual({ ok: true, value: "é😀" });
    },
  );
});
