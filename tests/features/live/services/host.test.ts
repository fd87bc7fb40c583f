import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { type RoomActName, roomSchemas } from "~/features/live/contracts/room";
import { performAct } from "~/features/live/services/performAct.server";
import { eventsAfter, viewRoom } from "~/features/live/services/room.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { possibleHosts } from "~/features/meetings/services/people.server";
import { cancelTownhall, editTownhall } from "~/features/meetings/services/plan.server";
import { clausesTouched } from "~/features/townhalls/services/clauses.server";
import { visitor } from "~/kernel/access";
import type { Actor } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { auditLog } from "~db/schema/processes";
import { begun, firstVersion, inFrench, released, reworded, written } from "~tests/support/comments";
import {
  nobody,
  refusal,
  type Scenario,
  scenario,
  signUp,
  suspended,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import {
  acting,
  asked,
  begunMeeting,
  meetingOf,
  planned,
  type Sent,
  seen,
  standingOf,
  townhallRow,
} from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
  townhall = await begunMeeting(s);
});
afterAll(() => db.close());

const host = <Name extends RoomActName>(name: Name, input: Sent<Name>, at = townhall) =>
  acting(s, at, s.organizer, name, input);
const room = async (at = townhall) => (await seen(s, at)).room;
const actions = async () =>
  (
    await s.deps.db
      .select({ action: auditLog.action, subject: auditLog.subject })
      .from(auditLog)
      .where(
        and(
          eq(auditLog.processId, s.process.id),
          inArray(auditLog.action, ["townhall.started", "townhall.ended", "townhall.hosted"]),
        ),
      )
      .orderBy(asc(auditLog.at))
  ).map(({ action, subject }) => `${action} ${subject}`);

describe("what is the host's to do", () => {
  test("is refused to everyone else, and changes nothing", async () => {
    const { id } = await asked(s, townhall, s.participant, "Why?");
    const before = await seen(s, townhall);
    const hostsPart = {
      start: {},
      end: {},
      item: { item: "next" },
      display: { what: "" },
      call: { hand: "next" },
      done: {},
      remove: { hand: id },
      queue: { open: "no" },
      slow: { seconds: 5 },
      answering: { question: id },
      answered: { question: id },
      hide: { said: id, reason: "No." },
      handOver: { to: s.participant.id },
      check: { question: "Clear?", options: ["Yes", "No"] },
      closeCheck: { check: id },
    } as const;
    const everyones = ["raise", "lower", "ask", "unask", "vote", "answer", "say", "agree"];
    expect([...Object.keys(hostsPart), ...everyones].sort()).toEqual(Object.keys(roomSchemas).sort());
    for (const [name, input] of Object.entries(hostsPart))
      for (const actor of [s.participant, s.facilitator, nobody]) {
        const refused = await acting(s, townhall, actor, name as RoomActName, input as never);
        expect([name, refusal(refused)]).toEqual([name, "not_host"]);
      }
    expect(await seen(s, townhall)).toEqual(before);
    expect(await actions()).toEqual(["townhall.started 1"]);
  });

  test("is not an organizer's who was suspended, nor of another process", async () => {
    const gone = await suspended(s.deps, s.organizer);
    const standing = { ...visitor, signedIn: true, suspended: true };
    const { deps, process } = s;
    const acts = { deps, actor: gone as Actor, standing, process, townhall, language: "en" as const };
    expect(refusal(await performAct(acts, "end", {}))).toBe("not_host");
    const other = await scenario(s.deps, { members: 0 });
    expect(refusal(await acting(s, townhall, other.organizer, "end", {}))).toBe("not_host");
  });

  test("goes to whoever it is handed over to, and stays with organizers", async () => {
    clock.forward(minutes(1));
    value(await host("handOver", { to: s.facilitator.id }));
    expect((await townhallRow(s, 1)).hostId).toBe(s.facilitator.id);
    expect((await seen(s, townhall, s.facilitator)).isHost).toBe(true);
    expect((await seen(s, townhall, s.organizer)).isHost).toBe(true);
    expect((await seen(s, townhall, s.participant)).isHost).toBe(false);
    value(await acting(s, townhall, s.facilitator, "slow", { seconds: 5 }));
    clock.forward(minutes(1));
    value(await acting(s, townhall, s.facilitator, "handOver", { to: s.participant.id }));
    expect(refusal(await acting(s, townhall, s.facilitator, "slow", { seconds: 0 }))).toBe("not_host");
    clock.forward(minutes(1));
    value(await acting(s, townhall, s.participant, "end", {}));
    expect(await actions()).toEqual([
      "townhall.started 1",
      "townhall.hosted 1",
      "townhall.hosted 1",
      "townhall.ended 1",
    ]);
  });

  test("goes to nobody who does not take part", async () => {
    const stranger = await signUp(s.deps, `stranger-${randomUUID()}`);
    for (const to of [stranger.id, randomUUID()])
      expect(refusal(await host("handOver", { to }))).toBe("not_found");
    expect((await townhallRow(s, 1)).hostId).toBe(s.organizer.id);
  });

  test("can be offered to organizers and facilitators other than oneself", async () => {
    const t = s.deps.translator("en");
    await s.deps.db.update(users).set({ displayName: "" }).where(eq(users.id, s.facilitator.id));
    const hosts = await possibleHosts(s.deps, s.process, t, s.organizer);
    expect(hosts.map(({ id }) => id)).toEqual([s.facilitator.id]);
    expect(hosts[0]?.name).toMatch(/\w/);
    expect((await possibleHosts(s.deps, s.process, t, s.facilitator)).map(({ id }) => id)).toEqual([
      s.organizer.id,
    ]);
  });
});

describe("a meeting", () => {
  test("begins once, with its first item, and ends once", async () => {
    const begins = clock.now().toISOString();
    const { agenda, ...shown } = await room();
    expect(shown).toMatchObject({ state: "live", startedAt: begins, endedAt: null, itemId: agenda[0]?.id });
    expect(refusal(await host("start", {}))).toBe("acted_meanwhile");
    clock.forward(minutes(5));
    value(await host("end", {}));
    expect(await room()).toMatchObject({ state: "ended", endedAt: clock.now().toISOString(), itemId: null });
    for (const name of ["start", "end"] as const) expect(refusal(await host(name, {}))).toBe("meeting_over");
  });

  test("without an agenda, and one that is cancelled", async () => {
    const plain = await begunMeeting(s, { agenda: [] });
    expect(await room(plain)).toMatchObject({ agenda: [], itemId: null, itemSince: null });
    expect(refusal(await host("item", { item: "next" }, plain))).toBe("not_found");
    const off = await planned(s);
    value(await cancelTownhall(s.deps, s.organizer, s.process, off));
    expect(refusal(await host("start", {}, off))).toBe("meeting_cancelled");
    expect(refusal(await host("item", { item: "next" }, off))).toBe("meeting_cancelled");
    expect(refusal(await cancelTownhall(s.deps, s.organizer, s.process, townhall))).toBe("acted_meanwhile");
  });

  test("goes to any item of its own agenda, from when on it is counted", async () => {
    const [first, second] = (await room()).agenda;
    clock.forward(minutes(7));
    value(await host("item", { item: there(second).id }));
    expect(await room()).toMatchObject({ itemId: second?.id, itemSince: clock.now().toISOString() });
    value(await host("item", { item: there(first).id }));
    const elsewhere = there((await room(await begunMeeting(s))).agenda[0]).id;
    for (const item of [elsewhere, randomUUID()])
      expect(refusal(await host("item", { item }))).toBe("not_found");
    expect((await room()).itemId).toBe(first?.id);
  });
});

describe("what is on display", () => {
  test("is a clause as its version has it, and is noted as discussed", async () => {
    const { clauses } = await firstVersion(s, "All data is open.");
    const clause = there(clauses[0]);
    value(await host("display", { what: `clause:0.1:${clause}` }));
    const next = await begun(s, "0.2");
    await reworded(s, next, clause, "All data is free.");
    expect(refusal(await host("display", { what: `clause:0.2:${clause}` }))).toBe("not_found");
    await released(s, next);
    expect((await room()).display).toMatchObject({ draft: "0.1", html: "<p>All data is open.</p>" });
    value(await host("display", { what: `clause:0.2:${clause}` }));
    expect((await room()).display).toMatchObject({ draft: "0.2", html: "<p>All data is free.</p>" });
    expect((await clausesTouched(s.deps.db, townhall.id)).map((one) => one.clause)).toEqual([clause]);
    value(await host("display", { what: "" }));
    expect((await room()).display).toBeNull();
    expect(await clausesTouched(s.deps.db, townhall.id)).toHaveLength(1);
  });

  test("is nothing of a working version, of another process, or that was removed", async () => {
    await firstVersion(s, "All data is open.");
    const next = await begun(s, "0.2");
    const [added, removed] = await written(s, next, "A new clause.", "Another one.");
    value(await arrangeClauses(s.deps, s.organizer, next, { kind: "remove", clause: there(removed) }));
    const other = await scenario(s.deps, { members: 0 });
    const elsewhere = await firstVersion(other, "Elsewhere.");
    const refused = [`clause:0.2:${added}`, `clause:0.1:${added}`, `clause:0.1:${elsewhere.clauses[0]}`];
    for (const what of refused)
      expect([what, refusal(await host("display", { what }))]).toEqual([what, "not_found"]);
    await released(s, next);
    value(await host("display", { what: `clause:0.2:${added}` }));
    expect(refusal(await host("display", { what: `clause:0.2:${removed}` }))).toBe("not_found");
    expect((await room()).display?.clause).toBe(added);
  });

  test("is in the reader's language where a reviewed translation is there", async () => {
    const draft = await begun(s, "0.1");
    const clauses = await written(s, draft, "All data is open.", "All code is open.");
    await inFrench(s, draft, clauses[0], "Toutes les données sont ouvertes.");
    await inFrench(s, draft, clauses[1], "Tout le code est ouvert.", { isReviewed: false });
    await released(s, draft);
    const french = async () =>
      there(await viewRoom(s.deps, s.process, townhall.id, null, { standing: visitor, language: "fr" })).room
        .display;
    value(await host("display", { what: `clause:0.1:${clauses[0]}` }));
    expect(await french()).toMatchObject({
      language: "fr",
      html: "<p>Toutes les données sont ouvertes.</p>",
    });
    expect((await room()).display).toMatchObject({ language: "en", html: "<p>All data is open.</p>" });
    value(await host("display", { what: `clause:0.1:${clauses[1]}` }));
    expect(await french()).toMatchObject({ language: "en", html: "<p>All code is open.</p>" });
  });
});

describe("the view of a room", () => {
  test("is the same for all who read it, and what is each one's own stands beside it", async () => {
    const { id } = await asked(s, townhall, s.participant, "Why?");
    value(await acting(s, townhall, s.facilitator, "vote", { question: id, on: "yes" }));
    value(await acting(s, townhall, s.facilitator, "raise", { about: "two words", speaksAs: null }));
    const all = [
      await seen(s, townhall),
      await seen(s, townhall, s.facilitator),
      await seen(s, townhall, s.organizer),
    ];
    for (const one of all) expect(one.room).toEqual(there(all[0]).room);
    expect(all.map(({ maySpeak, isHost }) => [maySpeak, isHost])).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
    expect(there(all[1]).own).toMatchObject({ hand: { about: "two words", state: "waiting" }, votes: [id] });
    for (const other of [all[0], all[2]]) expect(there(other).own).toMatchObject({ hand: null, votes: [] });
  });

  test("is a visitor's for who is suspended, and has no word for who is silenced", async () => {
    value(await acting(s, townhall, s.facilitator, "raise", { about: "", speaksAs: null }));
    const as = async (more: object) => {
      const standing = { ...standingOf(s, s.facilitator), ...more };
      return there(
        await viewRoom(s.deps, s.process, townhall.id, s.facilitator, { standing, language: "en" }),
      );
    };
    expect(await as({ suspended: true })).toMatchObject({
      own: { hand: null },
      maySpeak: false,
      isHost: false,
    });
    expect(await as({ silenced: true })).toMatchObject({ maySpeak: false, isHost: false });
  });

  test("is the same for who followed every event and for who comes late", async () => {
    let [cursor, latest] = [townhall.seq, (await seen(s, townhall)).room];
    const follow = async () => {
      const missed = await eventsAfter(s.deps.db, townhall.id, cursor);
      expect(missed[0]?.seq).toBe(cursor + 1);
      cursor = there(missed.at(-1)).seq;
      latest = (await seen(s, townhall)).room;
      expect(latest.seq).toBe(cursor);
    };
    const { id } = await asked(s, townhall, s.participant, "Why?");
    await follow();
    value(await acting(s, townhall, s.facilitator, "vote", { question: id, on: "yes" }));
    await follow();
    value(await host("queue", { open: "no" }));
    value(await host("slow", { seconds: 30 }));
    await follow();
    value(
      await editTownhall(s.deps, s.organizer, s.process, "en", {
        townhall,
        input: meetingOf({ agenda: [] }),
      }),
    );
    await follow();
    value(await host("end", {}));
    await follow();
    const late = there(
      await viewRoom(s.deps, s.process, townhall.id, null, { standing: visitor, language: "en" }),
    ).room;
    expect(late).toEqual(latest);
    expect(late).toMatchObject({ state: "ended", queueOpen: false, slowSeconds: 30, agenda: [] });
    expect(await eventsAfter(s.deps.db, townhall.id, cursor)).toEqual([]);
  });

  test("has agenda and questions in the language in which they are there", async () => {
    const { agenda: english } = await room();
    const agenda = ["Bienvenue", "Le texte", "La fin"]
      .slice(0, english.length)
      .map((title) => ({ title, minutes: 5 }));
    const input = meetingOf({ title: "Une réunion", agenda });
    value(await editTownhall(s.deps, s.organizer, s.process, "fr", { townhall, input }));
    const french = there(
      await viewRoom(s.deps, s.process, townhall.id, null, { standing: visitor, language: "fr" }),
    ).room;
    expect(french.agenda.map(({ title }) => [title.text, title.language])).toEqual(
      agenda.map(({ title }) => [title, "fr"]),
    );
    expect((await room()).agenda.map(({ id, title }) => [id, title.text])).toEqual(
      english.map(({ id, title }) => [id, title.text]),
    );
  });

  test("is not there for a meeting that is not", async () => {
    const none = randomUUID() as typeof townhall.id;
    expect(await viewRoom(s.deps, s.process, none, null, { standing: visitor, language: "en" })).toBeNull();
  });

  test("says with every event who has given their consent, and no longer who took it back", async () => {
    const show = (showsName: boolean) =>
      s.deps.db.update(users).set({ displayName: "Paula", showsName }).where(eq(users.id, s.participant.id));
    await show(true);
    await asked(s, townhall, s.participant, "Why?");
    expect((await room()).questions[0]?.name).toBe("Paula");
    await show(false);
    value(await host("queue", { open: "no" }));
    expect(JSON.stringify(await room())).not.toContain("Paula");
  });

  test("cannot be made to show markup of the people in it", async () => {
    await asked(s, townhall, s.participant, "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x>");
    const { html } = there((await room()).questions[0]);
    expect(html.match(/<[^>]+>/g)).toEqual(["<p>", "</p>"]);
  });
});
