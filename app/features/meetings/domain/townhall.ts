/** The states of a townhall. A cancelled one stays, so that calendars and people hear of it. */
export const townhallStates = ["planned", "live", "ended", "cancelled"] as const;
export type TownhallState = (typeof townhallStates)[number];

/** Whether it is past changing: it was held, or will not be. */
export const isOver = (state: TownhallState): boolean => state === "ended" || state === "cancelled";

/** What everyone looks at: a clause of a draft, or a component. */
export type Display =
  | { readonly kind: "clause"; readonly draft: string; readonly clause: string }
  | { readonly kind: "component"; readonly component: string };

/** A raised hand waits, speaks, has spoken; or it was taken down, by its owner or by the host. */
export const handStates = ["waiting", "speaking", "spoken", "withdrawn", "removed"] as const;
export type HandState = (typeof handStates)[number];

/** What a meeting leaves: what it decided, and what somebody is to do. */
export const outcomeKinds = ["decision", "action"] as const;

/** What can happen in a room. Events name what they happened to and never say what it is now. */
export const roomEventKinds = [
  "meeting",
  "item",
  "display",
  "hand",
  "queue",
  "question",
  "vote",
  "check",
  "answer",
  "post",
  "hidden",
] as const;
export type RoomEventKind = (typeof roomEventKinds)[number];
/** Something happened in a room: number, kind and id of what it happened to, never what it says. */
export type RoomEvent = { readonly seq: number; readonly kind: RoomEventKind; readonly subject: string };
