/** Everything that an entry of a record log can be. */
export const entryKinds = [
  "begin",
  "keys",
  "policy",
  "plan",
  "open",
  "extend",
  "roll",
  "anchor",
  "close",
  "void",
  "count",
  "result",
  "version",
  "gates",
  "snapshot",
  "decision",
  "rows",
  "withheld",
  "gap",
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The field that tells an entry from the others of its kind; the database has an index by it. */
export const nameFields = {
  open: "ballots",
  extend: "ballots",
  roll: "ballots",
  close: "ballots",
  void: "ballots",
  count: "count",
  result: "count",
  version: "draft",
  snapshot: "snapshot",
  decision: "snapshot",
  plan: "plan",
} as const satisfies Partial<Record<EntryKind, string>>;
export type NamedKind = keyof typeof nameFields;

/** Kinds of entries about one and the same thing, which all call it by the same name. */
export const sameThing: readonly (readonly NamedKind[])[] = [
  ["open", "extend", "roll", "close", "void"],
  ["count", "result"],
  ["version"],
  ["snapshot", "decision"],
  ["plan"],
];

/** What changed public rows without an act: the application, somebody's erasure, or something that is not the application. */
export const rowCauses = ["application", "erasure", "elsewhere"] as const;
export type RowCause = (typeof rowCauses)[number];

/**
 * What stands as the act of an entry of `rows` that nobody's act is behind: the application did something that is no act of anybody's;
 * what stands elsewhere, or the time, made other of a row than it was; somebody's erasure changed it; rows of a process that was there
 * before they were committed to; and changes that nothing of the application made.
 */
export const sweptActs = ["application", "derived", "erasure", "adopted", "unexplained"] as const;
export type SweptAct = (typeof sweptActs)[number];

/** Why a row that was committed to is not among the public ones, or is again. */
export const withheldCodes = ["hidden", "erased", "shown"] as const;
export type WithheldCode = (typeof withheldCodes)[number];
