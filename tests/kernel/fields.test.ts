import { describe, expect, it } from "vitest";
import { z } from "zod";
import { entriesOf, firstIssues } from "~/http/fields";
import {
  block,
  day,
  email,
  id,
  ids,
  isPlain,
  line,
  localMoment,
  number,
  profileSchema,
  slug,
  whole,
} from "~/kernel/fields";
import { wholeNumber } from "~/kernel/wholeNumber";

describe("what people type", () => {
  it("is one name however it was composed", () => {
    expect(line(80).parse("Ame\u0301lie ")).toBe(line(80).parse("Am\u00e9lie"));
  });

  it.each(["a\u202Eb", "a\u2066b", "a\u2069b", "a\u0000b", "a\uD800b", "a\u2065b"])(
    "is refused with characters that disguise text (%j)",
    (text) => {
      expect(isPlain(text)).toBe(false);
      expect(line(80).safeParse(text).success).toBe(false);
    },
  );

  it.each(["a\u200Bb", "a\uFEFFb", "a\u2060b"])(
    "loses the spaces without width that pasting brings along (%j)",
    (text) => {
      expect(isPlain(text)).toBe(false);
      expect(line(80).parse(text)).toBe("ab");
      expect(block(80).parse(text)).toBe("ab");
      expect(email.parse(`${text}@example.org`)).toBe("ab@example.org");
    },
  );

  it.each(["\u2028", "\u2029", "\v", "\f", "\u0085", "\r", "\r\n"])(
    "has one kind of line break, whatever program it was pasted from (%j)",
    (sign) => {
      expect(block(80).parse(`one${sign}two`)).toBe("one\ntwo");
      expect(line(80).parse(`one${sign}two`)).toBe("one two");
    },
  );

  it("keeps isolates that end in their line, and takes the older signs of direction for them", () => {
    const mixed = "\u0631\u0642\u0645 \u2068+33 1\u2069 \u0647\u0646\u0627";
    expect(block(80).parse(mixed)).toBe(mixed);
    expect(block(80).parse("\u202A+33 1\u202C")).toBe("\u2066+33 1\u2069");
    expect(block(80).safeParse("\u2068one\ntwo\u2069").success).toBe(false);
  });

  it("is refused with the line and the place of what disguises it", () => {
    const parsed = z.strictObject({ body: block(80) }).safeParse({ body: "fine\n\u{1F642} x\u202Ey" });
    expect(parsed.error && firstIssues(parsed.error)).toEqual({
      body: { key: "errors:field.characters", values: { line: 2, at: 4, sign: "U+202E" } },
    });
  });

  it("keeps the joiners that scripts need", () => {
    expect(isPlain("می\u200Cخواهم")).toBe(true);
  });

  it("is an address in lower case, or refused", () => {
    expect(email.parse(" Someone@Example.ORG ")).toBe("someone@example.org");
    expect(email.safeParse("someone@").success).toBe(false);
  });

  it("is an address of a page only in small letters, digits and hyphens", () => {
    expect(slug.safeParse("open-source-ai").success).toBe(true);
    for (const bad of ["__proto__", "a--b", "-a", "A", "a/b", ""])
      expect(slug.safeParse(bad).success).toBe(false);
  });

  it("is refused whole when a form has fields that nobody asked for", () => {
    const fields = { displayName: "", affiliation: "", country: "SN", locale: "fr" };
    expect(profileSchema.safeParse(fields).success).toBe(true);
    expect(profileSchema.safeParse({ ...fields, role: "organizer" }).success).toBe(false);
  });
});

describe("numbers, days and ids at every edge", () => {
  it.each(["7", " 7 ", "007", 7])("a whole number is written in digits (%j)", (given) => {
    expect(number.parse(given)).toBe(7);
  });

  it.each([
    "1.5",
    "1e0",
    "0x3",
    "-1",
    "+1",
    "",
    " ",
    "99999999999",
    "2147483648",
    "Infinity",
    "abc",
    null,
    true,
    1.5,
    NaN,
  ])("nothing else is one (%j)", (given) => {
    expect(whole.safeParse(given).success).toBe(false);
    expect(number.safeParse(given).success).toBe(false);
  });

  it.each(["0000-01-01", "1066-10-14", "2030-02-30", "2030-1-1", "+2030-01-01", ""])(
    "a day is one that the calendar of the database has (%j is none)",
    (given) => {
      expect(day.safeParse(given).success).toBe(false);
    },
  );

  it.each(["0000-01-01T00:00", "2030-01-01T00:00Z", "2030-01-01", "2030-01-01T25:00"])(
    "a moment is one of the form's field (%j is none)",
    (given) => {
      expect(localMoment.safeParse(given).success).toBe(false);
    },
  );

  it("a moment is read as UTC", () => {
    expect(localMoment.parse("2030-01-01T12:30")).toEqual(new Date("2030-01-01T12:30:00Z"));
  });

  it("an id is one however it is written, and repeated it is there once", () => {
    const one = "0192f3a4-5b6c-7d8e-9f01-23456789abcd";
    expect(id.parse(one.toUpperCase())).toBe(one);
    expect(ids(5).parse([one, one.toUpperCase()])).toEqual([one]);
    expect(ids(5).parse(undefined)).toEqual([]);
  });
});

it("a form with more files than any of ours is not read, and files that were not chosen say nothing", async () => {
  const withFiles = (count: number, text = "") => {
    const form = new FormData();
    form.set("intent", "save");
    for (let at = 0; at < count; at++) form.append(`file-${at}`, new Blob([text]));
    return form;
  };
  expect(await entriesOf(withFiles(2))).toEqual({ entries: [["intent", "save"]], unreadable: null });
  expect(await entriesOf(withFiles(1, "words"))).toEqual({
    entries: [
      ["intent", "save"],
      ["file-0", "words"],
    ],
    unreadable: null,
  });
  expect(await entriesOf(withFiles(5000, "words"))).toEqual({ entries: [], unreadable: null });
});

it("a number in an address is whole and written in plain digits; nothing else leads anywhere", () => {
  const odd = ["", "0", "01", "1.5", "1e0", "0x3", "-1", "+1", " 1", "1 ", "abc", "99999999999", "\u0661"];
  expect(odd.filter((text) => wholeNumber(text) !== null)).toEqual([]);
  expect(wholeNumber("120")).toBe(120);
});
