import { describe, expect, test } from "vitest";
import { readAddress } from "~/kernel/address";
import { email } from "~/kernel/fields";

describe("an address", () => {
  test.each([
    ["Ana.Nunez+vote@Example.ORG", "ana.nunez+vote@example.org"],
    [" ana@example.org\u200B", "ana@example.org"],
    ["\u2068ana@example.org\u2069", "ana@example.org"],
    ["an\u00ADa@exam\u200Dple.org", "ana@example.org"],
    ["ana@bücher.example", "ana@xn--bcher-kva.example"],
    ["ana@BÜCHER.example", "ana@xn--bcher-kva.example"],
    ["ana@bu\u0308cher.example", "ana@xn--bcher-kva.example"],
    ["ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example"],
    ["ana@موقع.وزارة", "ana@xn--4gbrim.xn--mgbexc3i"],
    ["ana＠例え.テスト", "ana@xn--r8jz45g.xn--zckzah"],
  ])("has one form, in which it is stored and written to: %j", (typed, stored) => {
    expect(readAddress(typed)).toBe(stored);
    expect(email.parse(typed)).toBe(stored);
  });

  test.each([
    ["ana"],
    ["ana@"],
    ["@example.org"],
    ["ana@example"],
    ["a b@example.org"],
    ["a@b@example.org"],
    [".ana@example.org"],
    ["a..b@example.org"],
    ["ana@example.org:80"],
    ["ana@ex/ämple.org"],
    ["ana@ü:x@y.org"],
    ["ana@-example.org"],
    ["ana@127.0.0.1"],
    ["aná@example.org"],
    [`${"a".repeat(65)}@example.org`],
    [`ana@${"a.".repeat(125)}org`],
    ["<ana@example.org>"],
  ])("is not read from what is none: %j", (typed) => {
    expect(readAddress(typed)).toBeNull();
    expect(email.safeParse(typed).success).toBe(false);
  });
});
