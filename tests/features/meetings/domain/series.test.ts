import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  currentZone,
  isZone,
  momentIn,
  momentsOf,
  type SeriesRule,
  wallClock,
  zoneNames,
} from "~/features/meetings/domain/series";

const weekly = (more: Partial<SeriesRule> = {}): SeriesRule => ({
  startsOn: "2024-01-12",
  time: "17:00",
  zone: "Europe/Berlin",
  everyWeeks: 1,
  until: "2024-12-31",
  ...more,
});
const iso = (rule: SeriesRule) => momentsOf(rule).map((one) => one.toISOString());

describe("a series", () => {
  test("stays at the hour of its wall clock when the clocks change", () => {
    const spring = iso(weekly({ startsOn: "2024-03-22", until: "2024-04-05" }));
    expect(spring).toEqual([
      "2024-03-22T16:00:00.000Z",
      "2024-03-29T16:00:00.000Z",
      "2024-04-05T15:00:00.000Z",
    ]);
    const autumn = iso(weekly({ startsOn: "2024-10-25", until: "2024-11-01" }));
    expect(autumn).toEqual(["2024-10-25T15:00:00.000Z", "2024-11-01T16:00:00.000Z"]);
  });

  test("is on the same weekday and hour in every zone, all year long", () => {
    const zones = fc.constantFrom(
      ...["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC"],
    );
    // At night the clocks may skip the hour itself.
    const hours = fc.integer({ min: 5, max: 22 }).map((hour) => `${String(hour).padStart(2, "0")}:30`);
    fc.assert(
      fc.property(zones, hours, fc.integer({ min: 1, max: 8 }), (zone, time, everyWeeks) => {
        const moments = momentsOf(weekly({ zone, time, everyWeeks }));
        expect(moments.length).toBe(Math.floor(50 / everyWeeks) + 1);
        for (const [at, moment] of moments.entries()) {
          const [day, hour] = wallClock(zone, moment);
          expect(hour).toBe(time);
          const wanted = Date.UTC(2024, 0, 12 + at * 7 * everyWeeks);
          expect(day).toBe(new Date(wanted).toISOString().slice(0, 10));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("can be every two weeks", () => {
    expect(iso(weekly({ everyWeeks: 2, until: "2024-02-10" }))).toEqual([
      "2024-01-12T16:00:00.000Z",
      "2024-01-26T16:00:00.000Z",
      "2024-02-09T16:00:00.000Z",
    ]);
  });

  test("includes its last day, and has none after it", () => {
    expect(iso(weekly({ until: "2024-01-19" }))).toHaveLength(2);
    expect(iso(weekly({ until: "2024-01-18" }))).toHaveLength(1);
    expect(iso(weekly({ until: "2024-01-12" }))).toHaveLength(1);
    expect(iso(weekly({ until: "2024-01-11" }))).toEqual([]);
  });

  test("includes its last day also where the day is another one by UTC", () => {
    const late = weekly({ zone: "America/Los_Angeles", time: "20:00", until: "2024-01-19" });
    expect(iso(late)).toEqual(["2024-01-13T04:00:00.000Z", "2024-01-20T04:00:00.000Z"]);
    const early = weekly({ zone: "Asia/Tokyo", time: "08:00", until: "2024-01-19" });
    expect(iso(early)).toEqual(["2024-01-11T23:00:00.000Z", "2024-01-18T23:00:00.000Z"]);
  });

  test("has at most two years of weeks", () => {
    const moments = momentsOf(weekly({ until: "2124-01-01" }));
    expect(moments).toHaveLength(104);
    expect(moments.at(-1)).toEqual(momentIn("Europe/Berlin", "2026-01-02", "17:00"));
  });
});

describe("a wall-clock time", () => {
  test("that the clocks skip is the one an hour later", () => {
    expect(momentIn("Europe/Berlin", "2024-03-31", "02:30").toISOString()).toBe("2024-03-31T01:30:00.000Z");
    expect(wallClock("Europe/Berlin", new Date("2024-03-31T01:30:00.000Z"))).toEqual(["2024-03-31", "03:30"]);
  });

  // On both sides of the equator: what is taken must not depend on the season in which it is asked.
  test.each([
    ["Europe/Berlin", "2024-10-27", "02:30", "2024-10-27T00:30:00.000Z"],
    ["America/New_York", "2024-11-03", "01:30", "2024-11-03T05:30:00.000Z"],
    ["Australia/Sydney", "2024-04-07", "02:30", "2024-04-06T15:30:00.000Z"],
    ["Australia/Lord_Howe", "2024-04-07", "01:45", "2024-04-06T14:45:00.000Z"],
  ])("that the clocks of %s show twice is the first of the two", (zone, day, time, moment) => {
    expect(momentIn(zone, day, time).toISOString()).toBe(moment);
  });

  test("comes back as it was given", () => {
    for (const zone of ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"])
      expect(wallClock(zone, momentIn(zone, "2024-02-29", "23:59"))).toEqual(["2024-02-29", "23:59"]);
  });
});

test("The zones to choose from are ones that are known, UTC first, each once", () => {
  const names = zoneNames();
  expect(names[0]).toBe("UTC");
  expect(new Set(names).size).toBe(names.length);
  expect(names.every(isZone)).toBe(true);
  for (const none of ["", "Nowhere/City", "17:00"]) expect(isZone(none)).toBe(false);
});

describe("time zones", () => {
  test("are listed by the names that they have today, and taken by those that they had", () => {
    const names = zoneNames();
    expect(names[0]).toBe("UTC");
    expect(names).toEqual(expect.arrayContaining(["Asia/Kolkata", "Europe/Kyiv", "Asia/Ho_Chi_Minh"]));
    expect(names).not.toContain("Asia/Calcutta");
    expect(new Set(names).size).toBe(names.length);
    expect(currentZone("Asia/Calcutta")).toBe("Asia/Kolkata");
    expect(currentZone("Europe/Paris")).toBe("Europe/Paris");
  });
});
