/** What a gate asks for. */
export type GateRule =
  /** Every stakeholder group of the newest approval of the draft meets its threshold. */
  | { readonly kind: "support" }
  /** At least so many systems meet the draft. */
  | { readonly kind: "systems"; readonly least: number }
  /** At least so many endorsements of the draft. */
  | { readonly kind: "endorsements"; readonly least: number }
  /** All other gates are met by its day. */
  | { readonly kind: "ready" };
export type GateKind = GateRule["kind"];
export const gateKinds = ["support", "systems", "endorsements", "ready"] as const;

/** A fact that a gate rests on: words (a key with values) and the page where it can be checked. */
export type Evidence = {
  readonly says: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly path: string;
};

export type GateState = {
  readonly id: string;
  readonly kind: GateKind;
  readonly title: Readonly<{ source: string; text: Readonly<Record<string, string>> }>;
  readonly rule: GateRule;
  readonly dueOn: string;
  readonly isMet: boolean;
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
};
