import { entryKinds } from "~/features/recordlog/domain/kinds";
import type { Checkpoint } from "~/kernel/tlog/checkpoint";
import { leafHash, merkleTree } from "~/kernel/tlog/merkle";
import { isCanonical } from "./bundle";
import { type EntryOf, entryShape, type RecordEntry } from "./shapes";
import type { Findings } from "./steps";

/** A record log whose entries were read, with its tree. */
export type ReadRecord = {
  readonly entries: readonly RecordEntry[];
  /** The tree of the first entries, by their number; null where there are fewer. */
  readonly rootAt: (size: number) => string | null;
};

/** All entries of a kind, in order. */
export const entriesOf = <Kind extends RecordEntry["kind"]>(
  { entries }: Pick<ReadRecord, "entries">,
  kind: Kind,
): EntryOf<Kind>[] => entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);

/**
 * Whether an entry stands in its log since it was begun for a process that was there before: its time and its order are those of
 * that day. Entries of one moment are of one transaction.
 */
export function isAdopted({ entries }: Pick<ReadRecord, "entries">, { at }: RecordEntry): boolean {
  const [begin] = entries;
  return begin?.kind === "begin" && begin.adopted === "yes" && begin.at === at;
}

/** Reads every entry, and holds them against what was signed. Null where one cannot be read or the tree is another. */
export function readRecord(
  texts: readonly string[],
  checkpoint: Checkpoint,
  findings: Findings,
): ReadRecord | null {
  const entries: RecordEntry[] = [];
  let before = "";
  texts.forEach((text, index) => {
    const entry = readEntry(text, { index, before, origin: checkpoint.origin });
    if (typeof entry === "string") findings.fault("record", entry, index);
    else {
      entries.push(entry);
      before = entry.at;
    }
  });
  const leaves = texts.map((text) => leafHash(text));
  const tree = merkleTree(leaves);
  const rootAt = (size: number) => (size > leaves.length ? null : tree.rootAt(size));
  if (texts.length !== checkpoint.size) findings.fault("record", "size");
  else if (rootAt(checkpoint.size) !== checkpoint.root) findings.fault("record", "root");
  for (const entry of entries)
    if (entry.kind === "rows" && entry.act === "unexplained") findings.notChecked("unexplained", entry.index);
  return findings.has("record") ? null : { entries, rootAt };
}

type Expected = { readonly index: number; readonly before: string; readonly origin: string };

/** The entry, or the first thing that is wrong with it. */
function readEntry(text: string, { index, before, origin }: Expected): RecordEntry | string {
  if (!isCanonical(text)) return "canonical";
  const value: unknown = JSON.parse(text);
  const said = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const { v, log, index: place, kind, at } = said as Readonly<Record<string, unknown>>;
  if (v !== 1 || log !== origin || place !== index) return "place";
  if (!entryKinds.some((known) => known === kind)) return "kind";
  if ((kind === "begin") !== (index === 0)) return "begin";
  if (typeof at !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) || at < before)
    return "time";
  return entryShape.safeParse(value).data ?? "fields";
}
