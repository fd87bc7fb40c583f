import { describe, expect, test } from "vitest";
import { day, time, webAddress, whole } from "~/kernel/fields";
import { plainDigits } from "~/kernel/text/digits";

describe("digits of other keyboards", () => {
  test.each([
    ["١٢٣٤٥٦", "123456"],
    ["۱۲۳۴۵۶", "123456"],
    ["１２３４５６", "123456"],
    ["१२३४५६", "123456"],
    ["1٢３", "123"],
  ])("are read as the same numbers: %s", (typed, read) => expect(plainDigits(typed)).toBe(read));

  test("are taken for numbers, days and times", () => {
    expect(whole.parse("٤٢")).toBe(42);
    expect(day.parse("٢٠٢٦-٠١-١٢")).toBe("2026-01-12");
    expect(time.parse("١٧：٣٠")).toBe("17:30");
    expect(time.parse("9:05")).toBe("09:05");
    expect(
      [time.safeParse("24:00"), time.safeParse("17.30"), whole.safeParse("½")].map(({ success }) => success),
    ).toEqual([false, false, false]);
  });
});

describe("a web address", () => {
  const read = (text: string) => {
    const { success, data } = webAddress(60).safeParse(text);
    return success ? data : null;
  };
  test.each([
    ["zoom.us/j/1", "https://zoom.us/j/1"],
    [" meet.example.org ", "https://meet.example.org"],
    ["http://example.org/a", "http://example.org/a"],
    ["https://example.org", "https://example.org"],
    ["", ""],
    ["javascript:alert(1)", null],
    ["ana@example.org", null],
    ["meeting room 3", null],
    [`example.org/${"a".repeat(60)}`, null],
  ])("of %j is %j", (typed, stored) => expect(read(typed)).toBe(stored));
});
