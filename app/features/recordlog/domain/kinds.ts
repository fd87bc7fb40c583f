/** Everything that an entry of a record log can be. */
export const recordKinds = [
  "begin",
  "plan",
  "open",
  "close",
  "count",
  "result",
  "version",
  "gates",
  "snapshot",
  "decision",
  "rows",
] as const;
export type RecordKind = (typeof recordKinds)[number];
