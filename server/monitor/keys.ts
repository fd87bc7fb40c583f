import { type Checkpoint, readCheckpoint } from "~/kernel/tlog/checkpoint";
import { type Note, readNote, signersOf } from "~/kernel/tlog/note";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";

export type SignedCheckpoint = { readonly note: Note; readonly checkpoint: Checkpoint };

/** A note that is a checkpoint of this log; who signed it is asked apart. */
export function readSigned(text: string, origin: string | undefined): SignedCheckpoint | null {
  const note = readNote(text);
  const checkpoint = note && readCheckpoint(note.text);
  return note && checkpoint && checkpoint.origin === origin ? { note, checkpoint } : null;
}

export function isSignedBy({ note }: SignedCheckpoint, keyText: string): boolean {
  const key = readVerifierKey(keyText);
  return key !== null && signersOf(note, [key]) !== null;
}

/** Where the key of a log comes from: the entries since it was looked at last, and what was signed of it before. */
export type Sources = {
  /** The index of the first of these entries. */
  readonly from: number;
  readonly texts: readonly string[];
  /** A file of the log; null where there is none. */
  readonly file: (path: string) => Promise<string | null>;
  readonly rootAt: (size: number) => Promise<string | null>;
};

export type KeyFault = "signature" | "keys";

/**
 * The key by which a log signs now: the pinned one, or one that the log changed to. Each change has to be signed by the key before it: by the
 * checkpoint itself, as long as both sign, or by the one that the log keeps of the change.
 */
export async function followKeys(
  pinned: string,
  now: SignedCheckpoint,
  { from, texts, file, rootAt }: Sources,
): Promise<{ readonly key: string } | { readonly fault: KeyFault }> {
  const named = texts.flatMap((text, at) => keyNamedIn(text, from + at));
  const changes = named.filter(({ index }) => index > 0);
  // Who looks for the first time may have been given any of its keys: the log is read from the first one on.
  let key = (changes.length > 0 && named.find(({ index }) => index === 0)?.key) || pinned;
  const held = [key];
  for (const change of changes) {
    if (!isSignedBy(now, key)) {
      const kept = readSigned((await file(`keys/${change.index}`)) ?? "", now.checkpoint.origin);
      const { size = 0, root = "" } = kept?.checkpoint ?? {};
      const isOfChange = size > change.index && size <= now.checkpoint.size;
      if (!kept || !isOfChange || !isSignedBy(kept, key) || (await rootAt(size)) !== root)
        return { fault: "keys" };
    }
    key = change.key;
    held.push(key);
  }
  return isSignedBy(now, key) && held.includes(pinned) ? { key } : { fault: "signature" };
}

/** The key that an entry says signs from there on. */
function keyNamedIn(text: string, index: number): { readonly index: number; readonly key: string }[] {
  try {
    const { kind, keys } = JSON.parse(text) as { readonly kind?: unknown; readonly keys?: unknown };
    const [key]: readonly unknown[] = Array.isArray(keys) ? keys : [];
    const names = kind === "keys" || (kind === "begin" && index === 0);
    return names && typeof key === "string" ? [{ index, key }] : [];
  } catch {
    // That it is no entry is said of it where entries are read.
    return [];
  }
}
