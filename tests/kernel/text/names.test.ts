import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { nameLine } from "~/kernel/fields";
import { shownName } from "~/kernel/text/cleaned";
import { isRoleName } from "~/kernel/text/roleNames";
import { skeleton, skeletons } from "~/kernel/text/skeleton";

const invisible =
  "\u00AD \u034F \u061C \u115F \u1160 \u17B4 \u180B \u180E \u2800 \u3164 \uFE00 \uFE0F \uFFA0 \u{E0041} \u{E0101}".split(
    " ",
  );

describe("A name", () => {
  it.each(invisible)("loses what nobody sees of it (%j)", (sign) => {
    expect(nameLine(80).parse(`De${sign}mo`)).toBe("Demo");
  });

  it.each(invisible)("of nothing but invisible signs is refused aloud (%j)", (sign) => {
    const read = nameLine(80).safeParse(sign.repeat(3));
    expect(read.error?.issues.map(({ message }) => message)).toEqual(["errors:field.unseen"]);
  });

  it("may be left empty", () => {
    expect(nameLine(80).parse("  ")).toBe("");
  });

  it.each(["می‌خواهم", "क्‍ष", "José Ñandú", "王小明", "O’Brien-Smith", "🌱 Ada"])(
    "keeps what changes how it looks (%s)",
    (name) => {
      expect(nameLine(80).parse(name)).toBe(name);
    },
  );

  it.each(["De\u200Cmo", "De\u200Dmo", "А\u200Dнна"])(
    "has no joiner between letters that do not join (%j)",
    (name) => {
      expect(shownName(name)).toBe(name.replace(/[\u200C\u200D]/g, ""));
    },
  );

  test("is cleaned once and for all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const name = shownName(text);
        expect(shownName(name)).toBe(name);
        expect(name).not.toMatch(/[\u00AD\u2800\u3164\u{E0000}-\u{E0FFF}]|^\s|\s$|\s\s/u);
      }),
    );
  });
});

describe("Two names look alike", () => {
  it.each([
    ["Demo organizer", "Dem\u043E \u043Erg\u0430nizer"],
    ["Demo organizer", "DEMO  ORGANIZER"],
    ["Demo organizer", "Demo-organizer."],
    ["Demo organizer", "Dem0 0rganizer"],
    ["Demo organizer", "Demo organ\u0131zer"],
    ["Demo organizer", "Ｄｅｍｏ　ｏｒｇａｎｉｚｅｒ"],
    ["Demo organizer", "\u{1D403}\u{1D41E}\u{1D426}\u{1D428} organizer"],
    ["Demo organizer", "Dé\u200Dmo o\u00ADrganizer"],
    ["Demo organizer", "Demo Organlzer"],
    ["Bob Klein", "\u0412ob \u041Alein"],
    ["Straße", "STRASSE"],
    ["علي", "علی"],
  ])("%s, %s", (one, other) => {
    expect(skeleton(one)).toBe(skeleton(other));
  });

  it.each([
    ["Ana Ruiz", "Ana Ruiz (Quito)"],
    ["Ana", "Anna"],
    ["王小明", "王小朋"],
    ["सीता", "सता"],
  ])("and these do not: %s, %s", (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other));
  });

  test("however they are written: case, spaces and invisible signs make no difference", () => {
    const filler = fc.constantFrom(...invisible, " ", "-");
    const letters = fc.string({
      unit: fc.constantFrom(..."abcdefgopxyzнджтвñéعمر木"),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(letters, filler, fc.nat(20), (name, sign, at) => {
        const disguised = name.slice(0, at) + sign + name.slice(at).toUpperCase();
        expect(skeleton(disguised)).toBe(skeleton(name));
      }),
    );
  });

  test("as whole words of another script do in either case", () => {
    expect(skeletons("ΝΙΚΟΣ")).toContain(skeletons("νικος")[1]);
  });

  test("is said of a skeleton and its name as well", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (name) => {
        expect(skeleton(skeleton(name))).toBe(skeleton(name));
      }),
      { numRuns: 500 },
    );
  });
});

describe("A role in place of a name", () => {
  it.each([
    "Organizer",
    "ORGANISER",
    "0rgan1zer",
    "\u041Erganizer",
    "O r g a n i z e r",
    "The Codraft team",
    "Codraft 2",
    "Moderator III",
    "Facilitadora",
    "Équipe Codraft",
    "moderateur",
    "المنظم",
    "فريق المنظمين",
    "الميسِّر",
  ])("is known: %s", (name) => {
    expect(isRoleName(name)).toBe(true);
  });

  it.each([
    "",
    "🌱",
    "Ana Ruiz",
    "Organizer Ruiz",
    "The team",
    "Admira",
    "Demo member, BLOOM",
    "Réseau des modérateurs de Lyon",
    "محمد المنظم",
  ])("is not seen where there is none: %s", (name) => {
    expect(isRoleName(name)).toBe(false);
  });
});
