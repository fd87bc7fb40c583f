import { type Checkpoint, readCheckpoint } from "~/kernel/tlog/checkpoint";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { algorithms, readVerifierKey, type VerifierKey } from "~/kernel/tlog/verifierKey";
import type { Bundle } from "./bundle";
import type { ReadRecord } from "./readRecord";
import type { Findings } from "./steps";

/** The keys of a log and of its receipts, by how many entries it has: of each list that an entry names, the first key signs from there on. */
export type Keys = {
  readonly log: (size: number) => readonly VerifierKey[];
  readonly receipts: (size: number) => readonly VerifierKey[];
  /** Changes of the key of the log: the entry, and the key before it. */
  readonly changes: readonly { readonly index: number; readonly former: VerifierKey | null }[];
};

type Named = {
  readonly index: number;
  readonly key: VerifierKey | null;
  readonly receipts: VerifierKey | null;
};

/**
 * Which keys sign a log and its receipts: those that it names itself. Of a reader who brought keys of it, one has to be among them; else nothing
 * is signed but by what they brought. A key that cannot be one, or under which anybody could sign, is a fault.
 */
export function keysFor(
  origin: string,
  texts: readonly string[],
  brought: readonly string[],
  findings: Findings,
): Keys {
  const pinned = brought.map((text) => readKey(text, findings)).filter((key) => key !== null);
  const named = texts.flatMap((text, index): Named[] => {
    const lists = listsIn(text, index);
    if (!lists) return [];
    const first = ([one]: readonly string[], name: string) => {
      const key = one === undefined ? null : readKey(one, findings);
      return key?.name === name ? key : null;
    };
    return [{ index, key: first(lists.keys, origin), receipts: first(lists.receipts, `${origin}/receipts`) }];
  });
  if (!pinned.some(({ name }) => name === origin)) {
    // Keys of other logs say that this is not the one that the reader knows.
    if (brought.length > 0) findings.fault("signature", "other-log");
    else findings.notChecked("pin");
  }
  const under = (name: string, keyOf: (one: Named) => VerifierKey | null) => {
    const own = pinned.filter((key) => key.name === name);
    const isKnown = own.length === 0 || own.some(({ id }) => named.some((one) => keyOf(one)?.id === id));
    return (size: number): readonly VerifierKey[] => {
      if (!isKnown) return own;
      const key = keyOf(named.findLast(({ index }) => index < size) ?? named[0] ?? none);
      return key ? [key] : [];
    };
  };
  return {
    log: under(origin, ({ key }) => key),
    receipts: under(`${origin}/receipts`, ({ receipts }) => receipts),
    changes: named.slice(1).map(({ index }, at) => ({ index, former: named[at]?.key ?? null })),
  };
}

const none: Named = { index: 0, key: null, receipts: null };

function readKey(text: string, findings: Findings): VerifierKey | null {
  const key = readVerifierKey(text);
  if (key?.algorithm === algorithms.ed25519) return key;
  if (!findings.faults.some(({ code, where }) => code === "key" && where === text))
    findings.fault("signature", "key", text);
  return null;
}

/** What an entry says of keys; it is read again, whole, in its own step. Null for one that says nothing of them. */
function listsIn(text: string, index: number) {
  if (index > 0 && !text.includes('"kind":"keys"')) return null;
  const texts = (value: unknown) =>
    Array.isArray(value) && value.every((one) => typeof one === "string") ? (value as string[]) : [];
  try {
    const { kind, keys, receipts } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return index === 0 || kind === "keys" ? { keys: texts(keys), receipts: texts(receipts) } : null;
  } catch {
    return index === 0 ? { keys: [], receipts: [] } : null;
  }
}

/**
 * Holds each change of the key against the checkpoint that the bundle has of it: it covers the entry, is of a beginning of this log, and is signed
 * by the key before.
 */
export function checkChanges(
  { handovers }: Pick<Bundle, "handovers">,
  { origin, size }: Checkpoint,
  { changes }: Keys,
  record: ReadRecord,
  findings: Findings,
): void {
  for (const { index, former } of changes) {
    const note = readNote(handovers.get(index) ?? "");
    const kept = note && readCheckpoint(note.text);
    const isSigned = note && former && signersOf(note, [former]);
    const isOfChange = kept?.origin === origin && kept.size > index && kept.size <= size;
    if (!isSigned || !isOfChange || record.rootAt(kept.size) !== kept.root)
      findings.fault("record", "handover", index);
  }
  for (const index of handovers.keys())
    if (!changes.some((change) => change.index === index)) findings.fault("record", "handover", index);
}
