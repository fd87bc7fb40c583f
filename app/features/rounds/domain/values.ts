import type { LogEntry } from "./entry";

/** Values that rounds and their logs can have; tables are bound to these lists. */
export const roundStates = ["draft", "open", "closed"] as const;

/** Whether published ballots say whose they are. */
export const attributions = ["named", "pseudonymous"] as const;
export type Attribution = (typeof attributions)[number];

/** When ballots are published. */
export const reveals = ["at-close", "at-publication", "at-plan-close"] as const;
export type Reveal = (typeof reveals)[number];

/** What an entry of a ballot log can be. */
export const entryKinds = [
  "open",
  "roll",
  "cast",
  "withdraw",
  "close",
  "result",
  "erasure",
] as const satisfies readonly LogEntry["kind"][];
