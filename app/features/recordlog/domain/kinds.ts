/** Everything that an entry of a record log can be. */
export const recordKinds = [
  "begin",
  "keys",
  "policy",
  "plan",
  "open",
  "extend",
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
  "gap",
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The field that tells an entry from the others of its kind; the database has an index by it. */
export const nameFields = {
  open: "ballots",
  close: "ballots",
  count: "count",
  result: "count",
  version: "draft",
  snapshot: "snapshot",
  decision: "snapshot",
  plan: "plan",
} as const satisfies Partial<Record<RecordKind, string>>;
export type NamedKind = keyof typeof nameFields;
