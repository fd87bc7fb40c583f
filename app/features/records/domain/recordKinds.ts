/** What is recorded; apart from the schema, so that the form brings no schema to the browser. */
export const recordKinds = ["decision", "townhall", "review"] as const;
export type RecordKind = (typeof recordKinds)[number];
