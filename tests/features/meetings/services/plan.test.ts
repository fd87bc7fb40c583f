import { and, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { agendaChanges } from "~/features/meetings/services/agendaChanges.server";
import { calendarFile } from "~/features/meetings/services/calendar.server";
import {
  agendaOf,
  listTownhalls,
  nextTownhall,
  seriesOf,
  type TownhallRow,
} from "~/features/meetings/services/findTownhall.server";
import { cancelTownhall, editTownhall, planSeries } from "~/features/meetings/services/plan.server";
import {
  register,
  registeredFor,
  remindRegistered,
  unregister,
} from "~/features/meetings/services/register.server";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { notices } from "~db/schema/notices";
import { days } from "~tests/support/comments";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { acting, meetingOf, minutes, planned, townhallRow } from "~tests/support/townhalls";

let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
beforeEach(async () => {
  db ??= await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  townhall = await planned(s);
});
afterAll(() => db?.close());

const edit = (more: Parameters<typeof meetingOf>[0], language: "en" | "fr" = "en") =>
  editTownhall(s.deps, s.organizer, s.process, language, { townhall, input: meetingOf(more) });

/** What somebody was told of meetings: kind and number. */
async function told(userId: string) {
  const rows = await s.deps.db
    .select({ kind: notices.kind, values: notices.values })
    .from(notices)
    .where(and(eq(notices.userId, userId), eq(notices.processId, s.process.id)))
    .orderBy(notices.createdAt);
  return rows.map(({ kind }) => kind);
}

describe("a meeting", () => {
  test("has the next number, its moment in the host's zone, and its agenda", async () => {
    const second = await planned(s, { zone: "Asia/Kolkata", time: "18:00" });
    expect([townhall.number, second.number]).toEqual([1, 2]);
    expect(second.startsAt.toISOString()).toBe("2031-05-06T12:30:00.000Z");
    expect((await agendaOf(s.deps.db, second.id)).map(({ minutes: long }) => long)).toEqual([5, 20]);
  });

  test("that is changed keeps its items and their other languages, and gets a newer calendar entry", async () => {
    value(
      await edit(
        {
          title: "Une réunion",
          agenda: [
            { title: "Bienvenue", minutes: 5 },
            { title: "Les clauses", minutes: 20 },
          ],
        },
        "fr",
      ),
    );
    const before = await agendaOf(s.deps.db, townhall.id);
    value(
      await edit({
        agenda: [
          { title: "Hello", minutes: 7 },
          { title: "The clauses", minutes: 20 },
          { title: "End", minutes: 3 },
        ],
      }),
    );
    const after = await agendaOf(s.deps.db, townhall.id);
    expect(after.map(({ id }) => id).slice(0, 2)).toEqual(before.map(({ id }) => id));
    expect(after[0]).toMatchObject({ minutes: 7, title: { text: { en: "Hello", fr: "Bienvenue" } } });
    const row = await townhallRow(s, townhall.number);
    expect(row.title.text).toEqual({ en: "A meeting", fr: "Une réunion" });
    expect(row.sequence).toBe(townhall.sequence + 2);
    value(await edit({ agenda: [{ title: "Hello", minutes: 7 }] }));
    expect(await agendaOf(s.deps.db, townhall.id)).toHaveLength(1);
  });

  test("keeps the other languages of its items where one is put in before them, and says how the agenda was", async () => {
    const agenda = [
      { title: "Bienvenue", minutes: 5 },
      { title: "Les clauses", minutes: 20 },
    ];
    value(await edit({ title: "Une réunion", agenda }, "fr"));
    const english = [
      { title: "News", minutes: 3 },
      { title: "Welcome", minutes: 5 },
      { title: "The clauses", minutes: 20 },
    ];
    value(await edit({ agenda: english }));
    const items = await agendaOf(s.deps.db, townhall.id);
    expect(items.map(({ title }) => [title.text.en, title.text.fr])).toEqual([
      ["News", undefined],
      ["Welcome", "Bienvenue"],
      ["The clauses", "Les clauses"],
    ]);
    const { rows } = await agendaChanges(s.deps, townhall.id, "en", 1);
    expect(rows.map(({ before, after }) => [before.length, after.length])).toEqual([
      [2, 3],
      [2, 2],
    ]);
    // What a form shows and gets back as it was is neither an edit nor a translation.
    const shown = items.map(({ title, minutes: long }) => ({
      title: localize(title, "fr").text,
      minutes: long,
    }));
    value(await edit({ agenda: shown }, "fr"));
    expect((await agendaChanges(s.deps, townhall.id, "en", 1)).total).toBe(2);
    expect((await agendaOf(s.deps.db, townhall.id))[0]?.title.text.fr).toBeUndefined();
  });

  test("is not about a draft that is not public", async () => {
    expect(refusal(await edit({ draft: "0.9" }))).toBe("invalid");
  });

  test("that is moved or cancelled is told to who registered, each once", async () => {
    const guest = s.participant;
    value(await register(s.deps, guest, s.process, townhall.id));
    value(await edit({ title: "Another name" }));
    expect(await told(guest.id)).toEqual([]);
    value(await edit({ time: "18:00" }));
    expect(await told(guest.id)).toEqual(["townhall-moved"]);
    value(await cancelTownhall(s.deps, s.organizer, s.process, townhall));
    expect(await told(guest.id)).toEqual(["townhall-moved", "townhall-cancelled"]);
    expect(refusal(await cancelTownhall(s.deps, s.organizer, s.process, townhall))).toBe("meeting_cancelled");
    expect(refusal(await edit({}))).toBe("meeting_cancelled");
    expect(refusal(await register(s.deps, guest, s.process, townhall.id))).toBe("meeting_cancelled");
    expect(refusal(await acting(s, townhall, s.organizer, "start", {}))).toBe("meeting_cancelled");
  });
});

describe("a series", () => {
  const series = {
    ...meetingOf({ zone: "Europe/Berlin", day: "2031-03-21" }),
    everyWeeks: 1,
    until: "2031-04-11",
  };

  test("makes a meeting for each of its dates, at the same hour of the wall", async () => {
    value(await planSeries(s.deps, s.organizer, s.process, "en", series));
    const all = (await listTownhalls(s.deps, s.process)).filter(({ seriesId }) => seriesId);
    expect(all.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      "2031-03-21T16:00:00.000Z",
      "2031-03-28T16:00:00.000Z",
      "2031-04-04T15:00:00.000Z",
      "2031-04-11T15:00:00.000Z",
    ]);
    expect(new Set(all.map(({ number }) => number)).size).toBe(4);
  });

  test("that has no date is refused", async () => {
    const none = { ...series, until: "2031-03-20" };
    expect(refusal(await planSeries(s.deps, s.organizer, s.process, "en", none))).toBe("invalid");
  });

  test("is one calendar; a single date moved or cancelled stays the same entry in it", async () => {
    value(await planSeries(s.deps, s.organizer, s.process, "en", series));
    const [id] = (await seriesOf(s.deps, s.process)).map((one) => one.id);
    const read = async (name: string) => there(await calendarFile(s.deps, s.process, name, "en"));
    const uids = (text: string) => [...text.matchAll(/UID:(\S+)/g)].map(([, uid]) => uid);
    const before = await read(`series-${id}.ics`);
    const second = there((await listTownhalls(s.deps, s.process)).filter(({ seriesId }) => seriesId)[1]);
    value(await cancelTownhall(s.deps, s.organizer, s.process, second));
    const after = await read(`series-${id}.ics`);
    expect(uids(after)).toEqual(uids(before));
    expect(after.match(/STATUS:CANCELLED/g)).toHaveLength(1);
    expect(uids(await read("all.ics"))).toHaveLength(5);
    expect(uids(await read(`townhall-${second.number}.ics`))).toEqual([uids(before)[1]]);
    for (const none of ["townhall-99.ics", "series-x.ics", `series-${s.process.id}.ics`, "../all.ics", "all"])
      expect(await calendarFile(s.deps, s.process, none, "en")).toBeNull();
  });
});

describe("a reminder", () => {
  const ahead = (left: number): Deps => ({
    ...s.deps,
    now: () => new Date(townhall.startsAt.getTime() - left),
  });

  test("comes a day and an hour before, once each, to who is registered", async () => {
    value(await register(s.deps, s.participant, s.process, townhall.id));
    value(await register(s.deps, s.participant, s.process, townhall.id));
    await remindRegistered(ahead(days(2)));
    expect(await told(s.participant.id)).toEqual([]);
    for (const left of [minutes(23 * 60), minutes(20 * 60), minutes(59), minutes(30)])
      await remindRegistered(ahead(left));
    expect(await told(s.participant.id)).toEqual(["townhall-soon", "townhall-soon"]);
    expect(await told(s.facilitator.id)).toEqual([]);
    expect([...(await registeredFor(s.deps, s.participant, [townhall.id]))]).toEqual([townhall.id]);
  });

  test("comes once to who registers late, not after leaving, and anew when the meeting moves", async () => {
    value(await register(s.deps, s.participant, s.process, townhall.id));
    await remindRegistered(ahead(minutes(30)));
    expect(await told(s.participant.id)).toEqual(["townhall-soon"]);
    await unregister(s.deps, s.participant, townhall.id);
    value(await register(s.deps, s.facilitator, s.process, townhall.id));
    value(await edit({ day: "2031-05-20" }));
    townhall = await townhallRow(s, townhall.number);
    await remindRegistered(ahead(minutes(30)));
    expect(await told(s.participant.id)).toEqual(["townhall-soon"]);
    expect(await told(s.facilitator.id)).toEqual(["townhall-moved", "townhall-soon"]);
  });
});

test("the next meeting is the one that is on, else the first that is planned", async () => {
  const soon = new Date(Date.now() + days(1)).toISOString().slice(0, 10);
  const next = await planned(s, { day: soon });
  expect((await nextTownhall(s.deps, s.process))?.number).toBe(next.number);
  value(await acting(s, townhall, s.organizer, "start", {}));
  expect((await nextTownhall(s.deps, s.process))?.number).toBe(townhall.number);
});
