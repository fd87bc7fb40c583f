import { describe, expect, it } from "vitest";
import { countAnswers, readChoices } from "~/features/votes/domain/ballot";

const form = { asked: ["code", "weights"], criteria: ["use", "study"], offersNotNecessary: true };

describe("the choices of a ballot", () => {
  it("are those cells that have an answer", () => {
    const choices = readChoices(form, {
      code: { use: "required", study: "" },
      weights: { use: "", study: "" },
    });
    expect(choices).toEqual({ code: { use: "required" } });
    expect(choices && countAnswers(choices)).toBe(1);
  });

  it.each([
    ["a component that was not asked", { data: { use: "required" } }],
    ["a criterion that is not on the form", { code: { share: "required" } }],
    ["a word that is no choice", { code: { use: "maybe" } }],
    ["the name of an object's property", { constructor: { use: "required" } }],
  ])("are refused whole with %s", (_, given) => {
    expect(readChoices(form, { weights: { use: "required" }, ...given })).toBeUndefined();
  });

  it("are read for components and criteria with the names of any object's properties", () => {
    const keysBefore = Object.keys;
    const names = ["constructor", "keys", "toString", "valueOf", "hasOwnProperty", "__proto__"];
    const given = Object.fromEntries(
      names.map((name) => [name, Object.fromEntries(names.map((one) => [one, "required"]))]),
    );
    const choices = readChoices({ asked: names, criteria: names, offersNotNecessary: false }, given);
    expect(JSON.stringify(choices)).toBe(JSON.stringify(given));
    expect(choices && countAnswers(choices)).toBe(names.length ** 2);
    expect(Object.keys).toBe(keysBefore);
    expect({}).not.toHaveProperty("required");
  });

  it("include a no only where it was offered", () => {
    const given = { code: { use: "not_necessary" } };
    expect(readChoices(form, given)).toEqual(given);
    expect(readChoices({ ...form, offersNotNecessary: false }, given)).toBeUndefined();
  });

  it("include that somebody cannot judge only where that was offered", () => {
    const given = { code: { use: "cannot_judge" } };
    const choices = readChoices({ ...form, offersCannotJudge: true }, given);
    expect(choices).toEqual(given);
    expect(choices && countAnswers(choices)).toBe(1);
    expect(readChoices(form, given)).toBeUndefined();
  });
});
