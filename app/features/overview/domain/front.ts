import type { RoundKindKey } from "~/features/rounds/domain/roundKinds";
import type { Localized } from "~/kernel/language/localized";
import type { PhaseFacts } from "./phases";

/** What of a process is public and says what anybody can do there, and when something comes. */
export type FrontFacts<Title = Localized> = {
  /** The open round that everybody may vote in; of several the one that closes first. */
  readonly publicRound: { readonly number: number; readonly components: number } | null;
  /** Rounds and approvals that close or open by the clock, those together that do so at the same moment. */
  readonly turns: readonly {
    readonly what: "opens" | "closes";
    readonly kind: RoundKindKey;
    readonly at: Date;
    readonly count: number;
    /** Of one of them, for who stands alone. */
    readonly number: number;
    readonly title: Title;
  }[];
  /** The last day of the call for people that is open longest; null where none is. */
  readonly callsUntil: string | null;
};

type Meeting = {
  readonly number: number;
  readonly startsAt: Date;
  readonly minutesLong: number;
  readonly isLive: boolean;
};

type Milestone<Title> = { readonly title: Title; readonly startsOn: string; readonly endsOn: string | null };

/** Something that anybody can do now, and how long it takes. */
export type Way =
  | { readonly way: "vote"; readonly number: number; readonly minutes: number }
  | { readonly way: "comment"; readonly label: string; readonly minutes: number }
  | {
      readonly way: "live" | "townhall";
      readonly number: number;
      readonly minutes: number;
      readonly at: Date;
    }
  | { readonly way: "call"; readonly minutes: number }
  | { readonly way: "join"; readonly minutes: number }
  | { readonly way: "recount"; readonly number: number; readonly minutes: number };

/** So many of those that have their day. */
const waysShown = 3;
/** Seconds that a component of a ballot takes. */
const secondsEach = 40;

/**
 * What anybody can do in a process, what is on now first; there is always something. Counting the last result again comes after what
 * has its day.
 */
export function waysIn(
  {
    publicRound,
    callsUntil,
    result,
  }: Pick<FrontFacts, "publicRound" | "callsUntil"> & { result: number | null },
  newest: PhaseFacts["newest"],
  meeting: Meeting | null,
  now: Date,
): readonly Way[] {
  const all: (Way | false)[] = [
    meeting?.isLive ? townhallWay(meeting) : false,
    publicRound !== null && {
      way: "vote",
      number: publicRound.number,
      minutes: Math.max(1, Math.ceil((publicRound.components * secondsEach) / 60)),
    },
    newest !== null && takesComments(newest, now) && { way: "comment", label: newest.label, minutes: 2 },
    meeting && !meeting.isLive ? townhallWay(meeting) : false,
    callsUntil !== null && callsUntil >= dayOf(now) && { way: "call", minutes: 5 },
    { way: "join", minutes: 2 },
  ];
  const ways = all.filter((one) => one !== false).slice(0, waysShown);
  return result === null ? ways : [...ways, { way: "recount", number: result, minutes: 1 }];
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

const townhallWay = ({ number, minutesLong, isLive, startsAt }: Meeting): Way => ({
  way: isLive ? "live" : "townhall",
  number,
  minutes: minutesLong,
  at: startsAt,
});

/** Whether a version takes comments: a final one does not, and none after its day. */
function takesComments({ isFinal, commentsUntil }: NonNullable<PhaseFacts["newest"]>, now: Date): boolean {
  return !isFinal && (commentsUntil === null || commentsUntil > now);
}

/** What comes at a moment, or on a day of no particular hour. */
export type NextDate<Title> =
  | {
      readonly what: "opens" | "closes";
      readonly kind: RoundKindKey;
      readonly at: Date;
      readonly count: number;
      readonly number: number;
      readonly title: Title;
    }
  | { readonly what: "comments"; readonly at: Date; readonly label: string }
  | { readonly what: "townhall"; readonly at: Date; readonly number: number; readonly title: Title }
  | { readonly what: "milestone"; readonly at: Date; readonly title: Title; readonly isEnd: boolean };

/** What comes next in a process, the soonest first. A milestone that goes on stands by its end; a meeting that is on does not come. */
export function nextDates<Title>(
  { turns }: Pick<FrontFacts<Title>, "turns">,
  newest: PhaseFacts["newest"],
  meeting: (Meeting & { readonly title: Title }) | null,
  { milestones, now, most }: { milestones: readonly Milestone<Title>[]; now: Date; most: number },
): readonly NextDate<Title>[] {
  const today = dayOf(now);
  const dates: NextDate<Title>[] = turns.filter(({ at }) => at > now).map((turn) => ({ ...turn }));
  if (newest?.commentsUntil && takesComments(newest, now))
    dates.push({ what: "comments", at: newest.commentsUntil, label: newest.label });
  if (meeting && !meeting.isLive)
    dates.push({
      what: "townhall",
      at: meeting.startsAt,
      number: meeting.number,
      title: meeting.title,
    });
  for (const { title, startsOn, endsOn } of milestones) {
    const isEnd = startsOn < today && endsOn !== null;
    const day = isEnd ? endsOn : startsOn;
    if (day >= today) dates.push({ what: "milestone", at: new Date(day), title, isEnd });
  }
  return dates.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(0, most);
}
