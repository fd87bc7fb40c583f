import { describe, expect, test } from "vitest";
import { namedTongues } from "~/features/accounts/services/places.server";
import { languages } from "~/kernel/language/languages";

describe("the languages to choose from", () => {
  test.each(languages)(
    "are all of two letters that can be named, each once, sorted for a reader of %s",
    (language) => {
      const names = namedTongues(language, []).map(({ name }) => name);
      expect(names.length).toBe(182);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(names.toSorted(new Intl.Collator(language).compare));
    },
  );

  test("have the most spoken first, and whatever was chosen before", () => {
    const of = (chosen: string[], code: string) =>
      namedTongues("en", chosen).find((one) => one.code === code);
    expect(of([], "wo")).toEqual({ code: "wo", name: "Wolof", isCommon: true });
    expect(of([], "qu")).toEqual({ code: "qu", name: "Quechua", isCommon: false });
    expect(of([], "xqz")).toBeUndefined();
    expect(of(["xqz"], "xqz")).toEqual({ code: "xqz", name: "xqz", isCommon: false });
  });
});
