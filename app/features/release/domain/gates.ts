import type { Localized } from "~/kernel/language/localized";

/** What a gate asks for. */
export type GateRule =
  /** Every stakeholder group of the newest approval of the draft meets its threshold. */
  | { readonly kind: "support" }
  /** At least so many systems meet the draft. */
  | { readonly kind: "systems"; readonly least: number }
  /** At least so many endorsements of the draft. */
  | { readonly kind: "endorsements"; readonly least: number }
  /** There are other gates, and all of them were met by its day. */
  | { readonly kind: "ready" };
/** What the board can decide of a snapshot. */
export const boardVerdicts = ["approved", "sent-back"] as const;
export type GateKind = GateRule["kind"];
export const gateKinds = ["support", "systems", "endorsements", "ready"] as const;

/** A fact that a gate rests on: words (a key with values) and the page where it can be checked. */
export type Evidence = {
  readonly says: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly path: string;
  /** What was counted, one by one; snapshots of before it was kept have only the number. */
  readonly counted?: readonly { readonly name: string; readonly path: string }[];
};

export type GateState = {
  readonly id: string;
  readonly kind: GateKind;
  readonly title: Localized;
  readonly rule: GateRule;
  readonly dueOn: string;
  readonly isMet: boolean;
  /** The first day of which it is known that it was met; null where it is not. Older snapshots lack it. */
  readonly metOn?: string | null;
  readonly isOverdue: boolean;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Evidence[];
};

/** Everything that a board sees of a draft at one moment. */
export type BoardState = {
  readonly process: string;
  readonly draft: string;
  readonly draftHash: string;
  /** The day in UTC on which it was computed. */
  readonly day: string;
  readonly gates: readonly GateState[];
  /** Titles of the stakeholder groups by key; older snapshots lack them. */
  readonly groups?: Readonly<Record<string, GateState["title"]>>;
};

/** Whether a gate was met after its day only. */
export const isLate = ({ isMet, metOn, dueOn }: Pick<GateState, "isMet" | "metOn" | "dueOn">): boolean =>
  isMet && typeof metOn === "string" && metOn > dueOn;
