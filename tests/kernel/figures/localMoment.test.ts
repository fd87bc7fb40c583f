import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentIn } from "~/features/meetings/domain/series";
import { localMomentText, momentOfLocal } from "~/kernel/figures/localMoment";

const zones = [
  "UTC",
  "Africa/Nairobi",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];

describe("A moment on a wall clock", () => {
  test.each([
    ["2030-06-01T12:00", "Africa/Nairobi", "2030-06-01T09:00:00.000Z"],
    ["2030-01-01T00:30", "Asia/Kathmandu", "2029-12-31T18:45:00.000Z"],
    // The clocks skip this hour: the one after.
    ["2024-03-10T02:30", "America/New_York", "2024-03-10T07:30:00.000Z"],
    // They show this hour twice: the first.
    ["2024-11-03T01:30", "America/New_York", "2024-11-03T05:30:00.000Z"],
  ])("%s in %s is %s", (text, zone, moment) => {
    expect(momentOfLocal(text, zone)?.toISOString()).toBe(moment);
  });

  test("is the moment that it was written from, unless the clock shows its hour twice", () => {
    const minutes = fc.integer({ min: Date.UTC(1970, 0) / 60_000, max: Date.UTC(2100, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const at = new Date(minute * 60_000);
        const text = localMomentText(at, zone);
        expect(localMomentText(momentOfLocal(text, zone), zone)).toBe(text);
        const [day = "", time = ""] = text.split("T");
        expect(momentOfLocal(text, zone)).toEqual(momentIn(zone, day, time));
      }),
    );
  });

  test("is none where the text is none", () => {
    expect([momentOfLocal("", "UTC"), momentOfLocal("tomorrow", "UTC"), localMomentText(null)]).toEqual([
      null,
      null,
      "",
    ]);
  });
});
