import { describe, expect, test } from "vitest";
import { approvalTodos, type PendingApproval, pendingTodos } from "~/features/approvals/domain/todos";
import { applicationTodos, type CallFacts, callTodos } from "~/features/calls/domain/todos";
import { flagTodos } from "~/features/comments/domain/todos";
import { askedTodos, flaggedTodos, uncheckedTodos } from "~/features/endorsements/domain/todos";
import {
  changeTodos,
  deviationTodos,
  dispositionTodos,
  openCommentTodos,
} from "~/features/evidence/domain/todos";
import { meetingTodos, minutesTodos } from "~/features/meetings/domain/todos";
import type { Todo } from "~/features/notices/domain/todo";
import { type FoundIn, inOneProcess, listTodos, minutesOf, onDesk } from "~/features/notices/domain/todos";
import { lateTodos } from "~/features/plans/domain/todos";
import { gateTodos } from "~/features/release/domain/todos";
import { countTodos, promisedTodos, publishTodos } from "~/features/results/domain/todos";
import { applicantTodos, reviewTodos } from "~/features/reviews/domain/todos";
import { translationTodos } from "~/features/translation/domain/todos";
import {
  againTodos,
  type RoundFacts,
  roundTodos,
  type VoteFacts,
  voteTodos,
} from "~/features/votes/domain/todos";
import { invitationTodos } from "~/features/workgroups/domain/todos";
import type { ProcessId } from "~/kernel/ids";
import { plain } from "~/kernel/language/localized";

const now = new Date("2030-01-01T12:00:00Z");
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const place = { id: "a" as ProcessId, slug: "a", title: plain("A") };
const found = (todos: readonly Todo[], process = place, desk: string | null = null): FoundIn => ({
  process,
  desk,
  decide: () => todos,
});
const ground = (until: Date | null = null, silenced = false) => ({ now, until, silenced });
const kindsOf = (todos: readonly Todo[]) => todos.map(({ kind }) => kind as string);
const list = (...all: FoundIn[]) => listTodos(all, { now, silencedIn: new Set() });

const round: VoteFacts = {
  number: 5,
  title: plain("A round"),
  workgroup: "Alpha",
  asked: 26,
  seated: true,
  cast: false,
  saved: 0,
};

describe("what waits for a person", () => {
  test("is a round that they may vote in and have not, with the ballot as its one act", () => {
    const [todo] = voteTodos(round, inHours(3));
    expect(todo).toMatchObject({ kind: "vote", path: "/rounds/5/ballot", until: inHours(3), minutes: 18 });
    expect(voteTodos({ ...round, cast: true }, inHours(3))).toEqual([]);
  });

  test("is a ballot to look at again where the list changed since, and for organizers what a version owes", () => {
    const { number, title } = round;
    expect(againTodos({ number, title, changes: 2 }, inHours(3))).toMatchObject([
      { kind: "vote-again", path: "/rounds/5/ballot", until: inHours(3), values: { count: 2 } },
    ]);
    expect(againTodos({ number, title, changes: 0 }, null)).toEqual([]);
    expect(changeTodos({ label: "0.2", before: "0.1", count: 0 })).toEqual([]);
    expect(changeTodos({ label: "0.2", before: "0.1", count: 3 })).toMatchObject([
      { kind: "changes-unexplained", path: "/compare/0.1/0.2", values: { count: 3 } },
    ]);
    const checked = {
      label: "0.2",
      checklist: 2,
      items: [{ component: "code", level: "required" as const }],
      voted: [
        { component: "code", band: "not-required" as const },
        { component: "weights", band: "required" as const },
      ],
    };
    expect(deviationTodos({ ...checked, reasons: { code: "So it runs." } })).toMatchObject([
      { kind: "deviations-unexplained", path: "/manage/checklists/2", values: { count: 1 } },
    ]);
    expect(deviationTodos({ ...checked, reasons: { code: "So.", weights: "So." } })).toEqual([]);
  });

  test("is the rest of a ballot that they began, which takes less time", () => {
    const [begun] = voteTodos({ ...round, saved: 12 }, null);
    expect(begun).toMatchObject({ kind: "vote-finish", minutes: 10, values: { saved: 12, asked: 26 } });
    const [filled] = voteTodos({ ...round, saved: 26 }, null);
    expect(filled).toMatchObject({ kind: "vote-finish", minutes: 1 });
  });

  test("is a public round on whose roll they are not yet, by the page that puts them on it", () => {
    const [todo] = voteTodos({ ...round, workgroup: null, seated: false }, null);
    expect(todo).toMatchObject({ kind: "vote-join", path: "/rounds/5" });
    const [on] = voteTodos({ ...round, workgroup: null }, null);
    expect(on).toMatchObject({ kind: "vote-public", path: "/rounds/5/ballot" });
  });

  test("is an approval in which they have taken no position", () => {
    const approval = { number: 2, draft: "1.1", taken: false };
    expect(approvalTodos(approval, null)).toMatchObject([{ kind: "approve", path: "/approvals/2" }]);
    expect(approvalTodos({ ...approval, taken: true }, null)).toEqual([]);
  });

  test("is a decision on their comment, until they say whether they are satisfied", () => {
    const facts = { comment: "c", number: 4, label: "1.1", decision: "rejected", answered: false };
    expect(dispositionTodos(facts, ground(inHours(9)))).toMatchObject([
      { kind: "disposition", path: "/comments/c", until: inHours(9) },
    ]);
    expect(dispositionTodos({ ...facts, answered: true }, ground())).toEqual([]);
    expect(dispositionTodos(facts, ground(null, true))).toEqual([]);
  });

  test("is an endorsement to give anew for a newer version", () => {
    expect(askedTodos({ number: 7, draft: "1.1" })).toMatchObject([
      { kind: "endorse-anew", path: "/endorsements/mine" },
    ]);
  });

  test("is a review with cells that nobody has filled in", () => {
    const facts = { key: "opencv", system: "OpenCV", draft: "1.1", asked: 8, done: 5 };
    expect(reviewTodos(facts)).toMatchObject([
      { kind: "review", path: "/systems/opencv/review", minutes: 3 },
    ]);
    expect(reviewTodos({ ...facts, done: 8 })).toEqual([]);
    expect(reviewTodos({ ...facts, asked: 0, done: 0 })).toEqual([]);
  });

  test("is a translation by somebody else to review", () => {
    const facts = { draft: "1.1", into: "es", count: 2 };
    expect(translationTodos(facts)).toMatchObject([
      { kind: "translation-review", path: "/drafts/1.1/translate/es", minutes: 4 },
    ]);
    expect(translationTodos({ ...facts, count: 0 })).toEqual([]);
  });

  test("is a townhall that they registered for, in the week before it and while it is on", () => {
    const facts = { number: 22, title: plain("T"), minutesLong: 60, live: false };
    expect(kindsOf(meetingTodos(facts, ground(inHours(100))))).toEqual(["townhall"]);
    expect(meetingTodos(facts, ground(inHours(200)))).toEqual([]);
    // It lasts longer than it was planned for.
    expect(list(found(meetingTodos({ ...facts, live: true }, ground(inHours(-1)))))).toHaveLength(1);
  });

  test("is a call that looks for people like them, to which they have not applied", () => {
    const facts: CallFacts = {
      number: 1,
      title: plain("C"),
      missing: ["group:deployer", "region:AF", "language:wo"],
      applied: false,
      groups: [],
      languages: [],
      country: "",
    };
    const kinds = (more: Partial<CallFacts>, silenced = false) =>
      kindsOf(callTodos({ ...facts, ...more }, ground(null, silenced)));
    expect(kinds({})).toEqual([]);
    expect(kinds({ groups: ["deployer"] })).toEqual(["call"]);
    expect(kinds({ languages: ["wo"] })).toEqual(["call"]);
    expect(kinds({ country: "KE" })).toEqual(["call"]);
    expect(kinds({ country: "KE", applied: true })).toEqual([]);
    expect(kinds({ country: "KE" }, true)).toEqual([]);
  });
});

describe("what waits for organizers", () => {
  test("is a round that is prepared, and one without a deadline in which everyone has voted", () => {
    const facts: RoundFacts = {
      number: 5,
      title: plain("A round"),
      state: "open",
      isScheduled: false,
      hasDeadline: false,
      onRoll: 3,
      voted: 3,
    };
    const kinds = (more: Partial<RoundFacts>) => kindsOf(roundTodos({ ...facts, ...more }, null));
    expect(kinds({ state: "draft" })).toEqual(["round-open"]);
    const opensAt = new Date("2030-01-01T10:00:00Z");
    expect(roundTodos({ ...facts, state: "draft", isScheduled: true }, opensAt)).toMatchObject([
      { kind: "round-scheduled", path: "/manage/rounds/5", until: opensAt },
    ]);
    expect(kinds({})).toEqual(["round-close"]);
    expect(kinds({ voted: 2 })).toEqual([]);
    expect(kinds({ hasDeadline: true })).toEqual([]);
    expect(kinds({ onRoll: 0, voted: 0 })).toEqual([]);
  });

  test("is an approval that is prepared, and one without a deadline once everyone answered or had two weeks", () => {
    const now = new Date("2026-03-20T12:00:00Z");
    const facts: PendingApproval = {
      number: 2,
      title: plain("Adopt it"),
      draft: "1.1",
      state: "open",
      isScheduled: false,
      hasDeadline: false,
      onRoll: 3,
      taken: 1,
      openedAt: "2026-03-19T12:00:00Z",
    };
    const found = (more: Partial<PendingApproval>) =>
      pendingTodos({ ...facts, ...more }, { now, opensAt: null });
    expect(found({})).toEqual([]);
    expect(found({ state: "draft", openedAt: null, onRoll: 0, taken: 0 })).toMatchObject([
      { kind: "approval-prepared", path: "/manage/approvals/2/open" },
    ]);
    expect(found({ taken: 3 })).toMatchObject([
      { kind: "approval-endless", path: "/manage/approvals/2/close" },
    ]);
    expect(kindsOf(found({ openedAt: "2026-03-06T12:00:00Z" }))).toEqual(["approval-endless"]);
    expect(found({ openedAt: "2026-03-06T12:00:01Z" })).toEqual([]);
    expect(found({ taken: 3, hasDeadline: true })).toEqual([]);
  });

  test("is what nobody has done about: counts stand for many, and none for nothing", () => {
    const counted = [
      countTodos,
      flagTodos,
      uncheckedTodos,
      flaggedTodos,
      applicantTodos,
      applicationTodos,
      ({ count }: { count: number }) =>
        openCommentTodos({ label: "1.1", count, first: count > 0 ? "c" : null }),
    ];
    for (const todosFor of counted) {
      expect(todosFor({ count: 3 })).toMatchObject([{ until: null, values: { count: 3 } }]);
      expect(todosFor({ count: 0 })).toEqual([]);
    }
    // To decide is to be at the form: of the comment that waits longest.
    expect(openCommentTodos({ label: "1.1", count: 3, first: "c" })).toMatchObject([
      { path: "/comments/c#dispose" },
    ]);
  });

  test("is a result that is counted and not published, and a meeting without minutes", () => {
    const facts = { number: 3, title: plain("R") };
    expect(publishTodos(facts)).toMatchObject([{ path: "/manage/compilations/3/publish" }]);
    expect(minutesTodos(facts)).toMatchObject([{ path: "/manage/townhalls/3" }]);
  });

  test("is people who have not answered an invitation for a week", () => {
    const invited = (hours: number) => ({ count: 2, oldest: inHours(-hours).toISOString() });
    expect(kindsOf(invitationTodos(invited(200), ground()))).toEqual(["invitations-open"]);
    expect(invitationTodos(invited(100), ground())).toEqual([]);
  });

  test("is a gate in the fortnight before its day, while there is no final version", () => {
    const facts = { gate: "g", title: plain("G"), final: false };
    expect(kindsOf(gateTodos(facts, ground(inHours(13 * 24))))).toEqual(["gate"]);
    expect(gateTodos(facts, ground(inHours(15 * 24)))).toEqual([]);
    expect(gateTodos({ ...facts, final: true }, ground(inHours(1)))).toEqual([]);
  });
});

describe("the list of what waits", () => {
  const vote = (number: number, until: Date | null) => found(voteTodos({ ...round, number }, until));

  test("begins with what ends soonest; what has no end comes last", () => {
    const things = list(vote(1, null), vote(2, inHours(9)), vote(3, inHours(1))).map(({ thing }) => thing);
    expect(things).toEqual(["3", "2", "1"]);
  });

  test("leaves out what has ended", () => {
    expect(list(vote(1, now), vote(2, inHours(-1)))).toEqual([]);
  });

  test("asks nothing that needs a voice of those who are suspended from the discussion, and only there", () => {
    const speaks: FoundIn["decide"] = ({ silenced }) => (silenced ? [] : voteTodos(round, null));
    const other = { ...place, id: "b" as ProcessId, slug: "b" };
    const both = [place, other].map((process) => ({ process, desk: null, decide: speaks }));
    const left = listTodos(both, { now, silencedIn: new Set([place.id]) });
    expect(left.map(({ process }) => process.slug)).toEqual(["b"]);
  });

  test("has the lists of one process and of its organizers' desk as parts", () => {
    const other = { ...place, id: "b" as ProcessId, slug: "b" };
    const all = list(
      vote(1, null),
      found(flagTodos({ count: 1 }), place, "moderation"),
      found(flagTodos({ count: 2 }), other, "moderation"),
    );
    expect(kindsOf(inOneProcess(all, place))).toEqual(["vote", "flags"]);
    expect(kindsOf(onDesk(all, place))).toEqual(["flags"]);
    expect(minutesOf(all)).toBe(18 + 2 + 4);
  });
});

describe("a plan", () => {
  test("waits where its rounds did not open by the moment that it sealed", () => {
    const late = (until: Date | null, count = 2) => kindsOf(lateTodos({ number: 1, count }, ground(until)));
    expect([late(inHours(-1)), late(inHours(1)), late(inHours(-1), 0), late(null)]).toEqual([
      ["plan-late"],
      [],
      [],
      [],
    ]);
  });

  test("waits for its result from a week before it is promised until it is there", () => {
    const promised = (until: Date | null) => kindsOf(promisedTodos({ number: 1 }, ground(until)));
    expect([
      promised(inHours(-999)),
      promised(inHours(24)),
      promised(inHours(24 * 8)),
      promised(null),
    ]).toEqual([["plan-result"], ["plan-result"], [], []]);
  });
});
