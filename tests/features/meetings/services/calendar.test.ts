import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { calendarFile } from "~/features/meetings/services/calendar.server";
import { listTownhalls, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import {
  cancelTownhall,
  editTownhall,
  planSeries,
  planTownhall,
} from "~/features/meetings/services/plan.server";
import type { Language } from "~/kernel/language/languages";
import { plain } from "~/kernel/language/localized";
import { atOnce } from "~tests/support/atOnce";
import { begun, firstVersion } from "~tests/support/comments";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";
import { acting, meetingOf, planned, townhallRow } from "~tests/support/townhalls";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: testClock().now }), { members: 0 });
});
afterAll(() => db.close());

const edit = (townhall: TownhallRow, more: Parameters<typeof meetingOf>[0], language: Language = "en") =>
  editTownhall(s.deps, s.organizer, s.process, language, { townhall, input: meetingOf(more) });

/** The values of a property of the events in a calendar, in order. */
async function values(property: string, name = "all.ics", language: Language = "en") {
  const text = there(await calendarFile(s.deps, s.process, name, language)).replace(/\r\n[ \t]/g, "");
  const events = text.slice(text.indexOf("BEGIN:VEVENT")).split("\r\n");
  return events.flatMap((line) => (line.startsWith(`${property}:`) ? [line.slice(property.length + 1)] : []));
}

describe("the entry of a meeting", () => {
  test("stays the same through every change, with a number that grows", async () => {
    const townhall = await planned(s);
    const entry = async () => [
      await values("UID"),
      ...(await values("SEQUENCE")),
      ...(await values("DTSTART")),
      ...(await values("STATUS")),
    ];
    const uid = [`townhall-${townhall.id}@codraft.example`];
    expect(await entry()).toEqual([uid, "0", "20310506T170000Z", "CONFIRMED"]);
    value(await edit(townhall, { callUrl: "https://call.example/1" }));
    expect(await entry()).toEqual([uid, "1", "20310506T170000Z", "CONFIRMED"]);
    value(await edit(townhall, { day: "2031-05-07" }));
    expect(await entry()).toEqual([uid, "2", "20310507T170000Z", "CONFIRMED"]);
    value(await cancelTownhall(s.deps, s.organizer, s.process, townhall));
    expect(await entry()).toEqual([uid, "3", "20310507T170000Z", "CANCELLED"]);
  });

  test("says what it is about, where it is, and how long it lasts, in the reader's language", async () => {
    const links = { callUrl: "https://call.example/1?a=1,2;3", slidesUrl: "https://slides.example/1" };
    const townhall = await planned(s, { ...links, minutesLong: 90 });
    value(await edit(townhall, { ...links, minutesLong: 90, title: "Une réunion; suite, et fin" }, "fr"));
    const path = `/p/${s.process.slug}/townhalls/1`;
    const [description = ""] = await values("DESCRIPTION");
    for (const part of ["Welcome", "The clauses", `https://codraft.example${path}`, links.slidesUrl])
      expect(description).toContain(part);
    expect(await values("LOCATION")).toEqual(["https://call.example/1?a=1\\,2\\;3"]);
    expect(await values("DTEND")).toEqual(["20310506T183000Z"]);
    expect((await values("SUMMARY"))[0]).toContain("A meeting");
    expect((await values("SUMMARY", "all.ics", "fr"))[0]).toContain("Une réunion\\; suite\\, et fin");
    expect((await values("DESCRIPTION", "all.ics", "fr"))[0]).toContain(`https://codraft.example/fr${path}`);
    expect(await values("UID", "all.ics", "fr")).toEqual(await values("UID"));
  });

  test("without a call has the meeting's page as its place", async () => {
    await planned(s);
    expect(await values("LOCATION")).toEqual([`https://codraft.example/p/${s.process.slug}/townhalls/1`]);
  });
});

test("A calendar has the meetings of its process alone, whatever its title says", async () => {
  await planned(s);
  const other = await scenario(s.deps, { members: 0 });
  await planned(other);
  const named = { ...s.process, title: plain("Data, code\r\nBEGIN:VEVENT\r\nUID:x") };
  const text = there(await calendarFile(s.deps, named, "all.ics", "en"));
  expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
  expect(text.match(/^UID:/gm)).toHaveLength(1);
});

describe("a plan", () => {
  const series = { ...meetingOf(), everyWeeks: 2, until: "2031-06-03" };

  test("gives every meeting a number of its own, also when several are planned at once", async () => {
    await atOnce(6, async (i) => {
      if (i % 2) value(await planTownhall(s.deps, s.organizer, s.process, "en", meetingOf()));
      else value(await planSeries(s.deps, s.organizer, s.process, "en", series));
    });
    const numbers = (await listTownhalls(s.deps, s.process))
      .map(({ number }) => number)
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  test("of a series gives each meeting its own agenda, which is changed for itself", async () => {
    value(await planSeries(s.deps, s.organizer, s.process, "en", series));
    const [first, second] = await listTownhalls(s.deps, s.process);
    value(await edit(there(first), { agenda: [{ title: "Something else", minutes: 9 }] }));
    const lines = await values("DESCRIPTION");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain("Something else");
    expect(lines.filter((line) => line.includes("Welcome"))).toHaveLength(2);
    expect((await townhallRow(s, there(second).number)).sequence).toBe(0);
  });

  test("can be about a published draft, and no other", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    expect((await planned(s, { draft: "0.1" })).draftId).toBe(draft.id);
    await begun(s, "0.2");
    for (const label of ["0.2", "9"]) {
      const input = meetingOf({ draft: label });
      expect(refusal(await planTownhall(s.deps, s.organizer, s.process, "en", input))).toBe("invalid");
      const weekly = { ...series, draft: label };
      expect(refusal(await planSeries(s.deps, s.organizer, s.process, "en", weekly))).toBe("invalid");
    }
    expect(await listTownhalls(s.deps, s.process)).toHaveLength(1);
  });

  test("that is changed during the meeting takes away the item that was on, and goes on from the start", async () => {
    const townhall = await planned(s);
    value(await acting(s, townhall, s.organizer, "start", {}));
    value(await acting(s, townhall, s.organizer, "item", { item: "next" }));
    value(await edit(townhall, { agenda: [{ title: "Welcome", minutes: 5 }] }));
    expect(await townhallRow(s, 1)).toMatchObject({ itemId: null, itemSince: null });
    value(await acting(s, townhall, s.organizer, "item", { item: "next" }));
    expect((await townhallRow(s, 1)).itemId).not.toBeNull();
  });
});
