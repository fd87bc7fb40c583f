import { describe, expect, it } from "vitest";
import { email, isPlain, line, profileSchema, slug } from "~/kernel/fields";

describe("what people type", () => {
  it("is one name however it was composed", () => {
    expect(line(80).parse("Ame\u0301lie ")).toBe(line(80).parse("Am\u00e9lie"));
  });

  it.each(["a\u202Eb", "a\u200Bb", "a\u2066b", "a\u0000b", "a\uD800b", "a\uFEFFb"])(
    "is refused with characters that disguise text (%j)",
    (text) => {
      expect(isPlain(text)).toBe(false);
      expect(line(80).safeParse(text).success).toBe(false);
    },
  );

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
