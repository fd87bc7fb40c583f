import { describe, expect, it } from "vitest";
import { localize, plain, withText } from "~/kernel/language/localized";

const summary = { source: "en" as const, text: { en: "Water", fr: "Eau" }, basedOn: { fr: "Water" } };

describe("content in several languages", () => {
  it("is shown in the reader's language where there is a current translation", () => {
    expect(localize(summary, "fr")).toEqual({ text: "Eau", language: "fr", state: "translated" });
  });

  it("falls back to the source and says so", () => {
    expect(localize(summary, "ar")).toEqual({ text: "Water", language: "en", state: "fallback" });
  });

  it("marks a translation as stale when its source has changed", () => {
    const edited = withText(summary, "en", "Drinking water");
    expect(localize(edited, "en").text).toBe("Drinking water");
    expect(localize(edited, "fr")).toEqual({ text: "Eau", language: "fr", state: "stale" });
  });

  it("marks translations that were never tied to a source as stale after its first change", () => {
    const untied = { source: "en" as const, text: { en: "Water", es: "Agua" } };
    expect(localize(untied, "es").state).toBe("translated");
    expect(localize(withText(untied, "en", "Ice"), "es").state).toBe("stale");
  });

  it("makes a translation current again by editing it", () => {
    const stale = withText(summary, "en", "Drinking water");
    expect(localize(withText(stale, "fr", "Eau potable"), "fr").state).toBe("translated");
  });

  it("takes the source that a form showed, and that comes back as it was, for no translation", () => {
    expect(withText(summary, "ar", "Water")).toBe(summary);
    expect(withText(summary, "ar", "")).toBe(summary);
    expect(localize(withText(summary, "ar", "ماء"), "ar").state).toBe("translated");
    expect(localize(withText(summary, "fr", "Water"), "fr").text).toBe("Water");
  });

  it("counts an empty translation as none", () => {
    expect(localize(withText(plain("Water"), "es", ""), "es").state).toBe("fallback");
  });
});
