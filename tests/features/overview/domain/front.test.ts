import { describe, expect, test } from "vitest";
import { type FrontFacts, nextDates, waysIn } from "~/features/overview/domain/front";

const now = new Date("2024-06-01T12:00:00.000Z");
const nothing: FrontFacts & { result: null } = {
  publicRound: null,
  turns: [],
  callsUntil: null,
  result: null,
};
const newest = { label: "0.2", isFinal: false, commentsUntil: null };
const townhall = {
  number: 4,
  title: "A meeting",
  startsAt: new Date("2024-06-09T17:00:00.000Z"),
  minutesLong: 60,
  isLive: false,
};

describe("what anybody can do in a process", () => {
  const ways = (...asked: Parameters<typeof waysIn> extends [...infer First, Date] ? First : never) =>
    waysIn(...asked, now).map(({ way }) => way);

  test("there is always a way in", () => {
    expect(ways(nothing, null, null)).toEqual(["join"]);
  });

  test("three at most; a meeting that is on comes before all, one that is planned after what is open already", () => {
    const open = { publicRound: { number: 9, components: 26 }, callsUntil: "2024-07-01", result: null };
    expect(ways(open, newest, townhall)).toEqual(["vote", "comment", "townhall"]);
    expect(ways(open, newest, { ...townhall, isLive: true })).toEqual(["live", "vote", "comment"]);
    expect(ways(open, null, null)).toEqual(["vote", "call", "join"]);
  });

  test("not what is over: comments on a version that is final or whose day has come, a call after its last day", () => {
    expect(ways(nothing, { ...newest, isFinal: true }, null)).toEqual(["join"]);
    expect(ways(nothing, { ...newest, commentsUntil: now }, null)).toEqual(["join"]);
    expect(ways({ ...nothing, callsUntil: "2024-05-31" }, null, null)).toEqual(["join"]);
    expect(ways({ ...nothing, callsUntil: "2024-06-01" }, null, null)).toEqual(["call", "join"]);
  });

  test("a result can be counted again, besides", () => {
    expect(ways({ ...nothing, result: 4 }, newest, townhall)).toEqual([
      "comment",
      "townhall",
      "join",
      "recount",
    ]);
  });

  test("a ballot takes as long as its components", () => {
    const [vote] = waysIn({ ...nothing, publicRound: { number: 9, components: 26 } }, null, null, now);
    expect(vote).toEqual({ way: "vote", number: 9, minutes: 18 });
  });
});

describe("what comes next in a process", () => {
  const turn = (what: "opens" | "closes", at: string) => ({
    ...({ what, kind: "components", count: 1, number: 5, title: "A vote" } as const),
    at: new Date(at),
  });
  const milestones = [
    { title: "before", startsOn: "2024-05-01", endsOn: null },
    { title: "going on", startsOn: "2024-05-01", endsOn: "2024-06-20" },
    { title: "today", startsOn: "2024-06-01", endsOn: null },
  ];
  const next = (turns: FrontFacts<string>["turns"], most = 9) =>
    nextDates({ turns }, { ...newest, commentsUntil: new Date("2024-06-10T00:00:00.000Z") }, townhall, {
      ...{ milestones, now, most },
    }).map((one) => (one.what === "milestone" ? one.title : one.what));

  test("is of all kinds, the soonest first, and nothing that is over", () => {
    const turns = [turn("closes", "2024-06-02T00:00:00Z"), turn("opens", "2024-05-31T00:00:00Z")];
    expect(next(turns)).toEqual(["today", "closes", "townhall", "comments", "going on"]);
    expect(next(turns, 2)).toEqual(["today", "closes"]);
    const named = nextDates({ turns }, null, townhall, { milestones: [], now, most: 9 });
    expect(named).toMatchObject([{ title: "A vote" }, { title: "A meeting" }]);
  });

  test("what goes on is told by its end", () => {
    const [one] = nextDates({ turns: [] }, null, null, { milestones: milestones.slice(1, 2), now, most: 4 });
    expect(one).toMatchObject({ isEnd: true, at: new Date("2024-06-20") });
  });
});
