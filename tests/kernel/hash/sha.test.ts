import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, fromHex, hexOf, toBase64 } from "~/kernel/hash/bytes";
import { sha256, sha256Hex, sha256InScript } from "~/kernel/hash/sha256";
import { sha512 } from "~/kernel/hash/sha512";

const parts = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.uint8Array({ maxLength: 300 })));

describe("hashes in a browser", () => {
  test("are those of the server", () => {
    fc.assert(
      fc.property(parts, (some) => {
        const whole = sha256(...some);
        expect(sha256InScript(...some)).toEqual(whole);
        expect(sha256Hex(...some)).toBe(hexOf(whole));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hexOf(sha512(bytes))).toBe(createHash("sha512").update(bytes).digest("hex"));
      }),
      { numRuns: 50 },
    );
  });

  test("have the values that everybody knows, also where a block ends", () => {
    expect(hexOf(sha256InScript())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (let length = 50; length < 140; length++) {
      const bytes = new Uint8Array(length).fill(length);
      expect(hexOf(sha256InScript(bytes))).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  test("of texts are those of their bytes, however long they are and wherever a sign stands that takes several", () => {
    for (const length of [1, 63, 64, 8191, 8192, 8193, 20_000])
      for (const text of [
        "a".repeat(length),
        `${"b".repeat(length)}é`,
        `é${"c".repeat(length)}`,
        `${"d".repeat(length)}\ud800`,
      ]) {
        const expected = createHash("sha256")
          .update("\0")
          .update(Buffer.from(text, "utf8"))
          .update(text)
          .digest("hex");
        expect(hexOf(sha256InScript(Uint8Array.of(0), text, text))).toBe(expected);
      }
  });
});

test("bytes are written and read back", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(hexOf(bytes))).toEqual(bytes);
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
  for (const text of ["YQ", "YR==", " YQ==", "YQ==\n", "é"]) expect(fromBase64(text)).toBe(null);
});
