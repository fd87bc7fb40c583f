import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CalendarMeeting, calendarOf } from "~/features/meetings/domain/calendar";

const meeting = (more: Partial<CalendarMeeting> = {}): CalendarMeeting => ({
  uid: "townhall-1@codraft.example",
  sequence: 0,
  isCancelled: false,
  startsAt: new Date("2030-01-15T16:00:00.000Z"),
  endsAt: new Date("2030-01-15T17:30:00.000Z"),
  changedAt: new Date("2030-01-01T12:00:00.000Z"),
  title: "Townhall 1",
  description: "",
  url: "https://codraft.example/p/x/townhalls/1",
  place: "https://call.example/1",
  ...more,
});
const written = (meetings: readonly CalendarMeeting[], name = "A definition") =>
  calendarOf(name, meetings, { url: "https://codraft.example/p/x/calendar/all.ics", language: "en" });

/** The lines as programs read them: folded ones put together. */
const lines = (calendar: string) => calendar.replace(/\r\n[ \t]/g, "").split("\r\n");
/** The values of a property, as they were before they were escaped. */
const values = (calendar: string, name: string) =>
  lines(calendar)
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1))
    .map((value) => value.replace(/\\([\\;,nN])/g, (_, sign) => (/n/i.test(sign) ? "\n" : sign)));
const count = (calendar: string, line: string) => lines(calendar).filter((one) => one === line).length;

describe("a calendar", () => {
  test("has each meeting with its moments in UTC, its identity and its number of changes", () => {
    const calendar = written([meeting(), meeting({ uid: "townhall-2@codraft.example", sequence: 7 })]);
    expect(values(calendar, "UID")).toEqual(["townhall-1@codraft.example", "townhall-2@codraft.example"]);
    expect(values(calendar, "SEQUENCE")).toEqual(["0", "7"]);
    expect(values(calendar, "DTSTART")).toEqual(["20300115T160000Z", "20300115T160000Z"]);
    expect(values(calendar, "DTEND")[0]).toBe("20300115T173000Z");
    expect(values(calendar, "DTSTAMP")[0]).toBe("20300101T120000Z");
    expect(values(calendar, "METHOD")).toEqual(["PUBLISH"]);
    expect(lines(calendar)[0]).toBe("BEGIN:VCALENDAR");
    expect(calendar.trimEnd().endsWith("END:VCALENDAR")).toBe(true);
  });

  test("keeps the identity of a meeting that is moved or cancelled", () => {
    const moved = { sequence: 1, startsAt: new Date("2030-01-16T16:00:00.000Z"), title: "Another title" };
    const [first, second, third] = [meeting(), meeting(moved), meeting({ ...moved, isCancelled: true })].map(
      (one) => written([one]),
    ) as [string, string, string];
    for (const calendar of [first, second, third])
      expect(values(calendar, "UID")).toEqual(["townhall-1@codraft.example"]);
    expect([first, second, third].map((one) => values(one, "STATUS")[0])).toEqual([
      "CONFIRMED",
      "CONFIRMED",
      "CANCELLED",
    ]);
  });

  test("gives the same text for the same meetings", () => {
    expect(written([meeting()])).toBe(written([meeting()]));
  });

  test("without a meeting is one", () => {
    expect(count(written([]), "BEGIN:VCALENDAR")).toBe(1);
    expect(count(written([]), "BEGIN:VEVENT")).toBe(0);
  });
});

describe("what people wrote", () => {
  test("is escaped: commas, semicolons, backslashes and line breaks", () => {
    const text = "Data, code; weights\\all\nand more";
    const calendar = written([meeting({ title: text, description: text, place: text })]);
    for (const name of ["SUMMARY", "DESCRIPTION", "LOCATION"]) {
      const line = lines(calendar).find((one) => one.startsWith(`${name}:`));
      expect(line).toBe(`${name}:Data\\, code\\; weights\\\\all\\nand more`);
      expect(values(calendar, name)).toEqual([text]);
    }
  });

  test.each(["\r\n", "\n", "\r", "\r\n ", "\n\r\n"])(
    "injects nothing after a line break (%j)",
    (lineBreak) => {
      const text = ["T", "BEGIN:VEVENT", "UID:other", "END:VEVENT", "END:VCALENDAR"].join(lineBreak);
      const calendar = written([meeting({ title: text, description: text, place: text })], text);
      for (const line of ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR"])
        expect([line, count(calendar, line)]).toEqual([line, 1]);
      expect(values(calendar, "UID")).toEqual(["townhall-1@codraft.example"]);
      // Nor for programs that take a lone carriage return or line feed for the end of a line.
      expect(calendar.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    },
  );

  test("is escaped in the name of the calendar, too", () => {
    expect(values(written([], "Data, code; weights\\all"), "X-WR-CALNAME")).toEqual([
      "Data, code; weights\\all",
    ]);
    expect(lines(written([], "Data, code"))).toContain("X-WR-CALNAME:Data\\, code");
  });

  test("is folded into lines of at most 75 octets and reads as before", () => {
    const words = fc.array(
      fc.constantFrom(
        "data",
        "مجموعة",
        "é",
        "訓練",
        "👩🏽‍💻",
        "🇩🇪",
        " ",
        ",",
        ";",
        "\\",
        ":",
        "\n",
        "weights",
      ),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(words, (some) => {
        const text = `x${some.join("")}x`;
        const calendar = written([meeting({ title: text, description: text })]);
        for (const line of calendar.split("\r\n"))
          expect(Buffer.byteLength(line, "utf8")).toBeLessThanOrEqual(75);
        expect(values(calendar, "SUMMARY")).toEqual([text]);
        expect(values(calendar, "DESCRIPTION")).toEqual([text]);
      }),
    );
  });
});
