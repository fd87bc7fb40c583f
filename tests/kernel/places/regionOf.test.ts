import { expect, test } from "vitest";
import { countryCodes } from "~/kernel/places/countries";
import { regionOf } from "~/kernel/places/regionOf";
import { regions } from "~/kernel/places/regions";

test("every country that a profile can name lies in a region", () => {
  for (const code of countryCodes)
    expect([code, regions.includes(regionOf(code) as "AF")]).toEqual([code, true]);
});

test("what is no country lies nowhere", () => {
  for (const none of ["", "XX", "sn", "__proto__", "constructor"]) expect(regionOf(none)).toBeNull();
});
