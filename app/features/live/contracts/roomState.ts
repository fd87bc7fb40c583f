import type { Presence } from "~/features/live/contracts/events";
import type { TownhallState } from "~/features/meetings/domain/townhall";
import type { LocalizedView } from "~/kernel/language/localized";

/** A hand as everyone sees it. */
export type HandView = {
  readonly id: string;
  /** Only with their consent. */
  readonly name: string | null;
  readonly speaksAs: string | null;
  readonly about: string;
  /** Milliseconds spoken before; null: for the first time. */
  readonly spoken: number | null;
};

export type QuestionView = {
  readonly id: string;
  readonly number: number | null;
  readonly html: string;
  readonly language: string;
  readonly speaksAs: string | null;
  readonly name: string | null;
  readonly votes: number;
  readonly posts: number;
  readonly isAnswered: boolean;
  readonly isAnswering: boolean;
};

export type CheckView = {
  readonly id: string;
  readonly question: LocalizedView;
  readonly options: readonly LocalizedView[];
  readonly isOpen: boolean;
  /** How many answered. */
  readonly answers: number;
  /** Once closed: counts by option, and by group where enough of it answered to be shown. */
  readonly results: {
    readonly total: readonly number[];
    readonly groups: Readonly<Record<string, readonly (number | null)[] | null>>;
  } | null;
};

/** Everything of a room that is the same for all who read it in a language, as of the event `seq`. */
export type RoomState = {
  readonly townhallId: string;
  readonly number: number;
  readonly seq: number;
  readonly state: TownhallState;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly agenda: readonly {
    readonly id: string;
    readonly title: LocalizedView;
    readonly minutes: number;
  }[];
  readonly itemId: string | null;
  readonly itemSince: string | null;
  readonly display: {
    readonly kind: "clause" | "component";
    readonly path: string;
    readonly heading: LocalizedView;
    readonly html: string;
    readonly language: string;
    readonly draft: string;
    readonly clause: string;
  } | null;
  readonly queueOpen: boolean;
  readonly slowSeconds: number;
  readonly speaking: (HandView & { readonly since: string }) | null;
  readonly queue: readonly HandView[];
  /** Milliseconds by group of the turns that are over, under "" for those who did not say. */
  readonly spoken: Readonly<Record<string, number>>;
  readonly questions: readonly QuestionView[];
  readonly check: CheckView | null;
  /** Number of the topic in which the meeting talks. */
  readonly thread: number | null;
  readonly posts: readonly {
    readonly id: string;
    readonly post: number | null;
    readonly html: string;
    readonly language: string;
    readonly speaksAs: string | null;
    readonly name: string | null;
    readonly at: string;
  }[];
};

/** What in a room is one person's own. */
export type OwnInRoom = {
  readonly hand: {
    readonly id: string;
    readonly state: string;
    readonly about: string;
    readonly speaksAs: string | null;
  } | null;
  readonly votes: readonly string[];
  /** Questions that they asked and nobody has answered or replied to: they may take them back. */
  readonly asked: readonly string[];
  /** Answers to temperature checks: number of the option by check. */
  readonly answers: Readonly<Record<string, number>>;
  readonly hasAgreed: boolean;
};

/** What in a room only the one who looks sees, and may do. */
export type OwnView = {
  readonly own: OwnInRoom;
  readonly isHost: boolean;
  /** Whether they hide what was said, host or not. */
  readonly moderates: boolean;
  readonly maySpeak: boolean;
};

/** A room as one person sees it: one message is enough for a late joiner. */
export type RoomView = OwnView & {
  readonly room: RoomState;
  readonly here: Presence;
};
