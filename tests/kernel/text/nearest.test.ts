import { describe, expect, it } from "vitest";
import { looseKey, nearestName, splitIntoKnown } from "~/kernel/text/nearest";

describe("the loose form of a name", () => {
  it.each([
    ["Training datasets", "training-datasets"],
    ["  Training,  validation & testing code ", "training-validation-testing-code"],
    ["Données d’entraînement", "donnees-d-entrainement"],
    ["ﬁne‑tuning", "fine-tuning"],
  ])("of %j is %j", (name, key) => expect(looseKey(name)).toBe(key));

  it("keeps apart what other scripts write with marks", () => {
    expect(looseKey("कि")).not.toBe(looseKey("का"));
    expect(looseKey("が")).not.toBe(looseKey("か"));
  });

  it("is in NFC, so that a key made of it is the same in the log as in the database", () => {
    for (const name of ["훈련 데이터", "データ", "डेटा", "dữ liệu"]) {
      expect(looseKey(name)).toBe(looseKey(name).normalize("NFC"));
    }
  });
});

describe("the nearest name", () => {
  const known = ["use", "study", "modify", "share"];
  it.each([
    ["uze", "use"],
    ["Studdy", "study"],
    ["modfy", "modify"],
  ])("of %j is %j", (typed, name) => expect(nearestName(typed, known)).toBe(name));

  it("is none where too much differs", () => {
    expect(nearestName("redistribute", known)).toBeUndefined();
    expect(nearestName("use", [])).toBeUndefined();
  });
});

describe("names that were run together", () => {
  const seats = new Set(["JPL", "DB", "AN"]);
  it("are split into the two that are known", () =>
    expect(splitIntoKnown("JPLDB", seats)).toEqual(["JPL", "DB"]));
  it("are split at a space as well", () => expect(splitIntoKnown("JPL DB", seats)).toEqual(["JPL", "DB"]));
  it("stay whole where a part is not known", () => expect(splitIntoKnown("JPLDX", seats)).toBeUndefined());
});
