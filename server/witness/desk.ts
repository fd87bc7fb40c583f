import { join } from "node:path";
import { z } from "zod";
import { readCheckpoint } from "~/kernel/tlog/checkpoint";
import type { Tree } from "~/kernel/tlog/consistency";
import type { SigningKey } from "~/kernel/tlog/ed25519";
import { cosignatureLine, readNote } from "~/kernel/tlog/note";
import type { VerifierKey } from "~/kernel/tlog/verifierKey";
import { judge } from "~/kernel/witness/judge";
import { sizeType } from "~/kernel/witness/request";
import { keepWhole, readKept } from "../keptFile";

export type Reply = { readonly status: number; readonly type: string; readonly body: string };

/** What a witness works with. */
export type Desk = {
  /** Of the logs that it looks at, as they are now. */
  readonly logKeys: () => readonly VerifierKey[];
  readonly key: VerifierKey;
  readonly signing: SigningKey;
  /** Where it keeps what it saw last, a file a log. */
  readonly folder: string;
  readonly now: () => Date;
};

const seenShape = z.strictObject({ note: z.string(), at: z.string() });

const pathOf = (folder: string, origin: string) => join(folder, `${encodeURIComponent(origin)}.json`);

/** What a witness saw last of a log; null where it never did. A file that cannot be read is never taken for that. */
export function lastSeen(folder: string, origin: string): (Tree & { readonly at: string }) | null {
  const text = readKept(pathOf(folder, origin));
  if (text === null) return null;
  const { note, at } = seenShape.parse(JSON.parse(text));
  const checkpoint = readCheckpoint(readNote(note)?.text ?? "");
  if (checkpoint?.origin !== origin) throw new Error(`${pathOf(folder, origin)} is not of ${origin}`);
  return { size: checkpoint.size, root: checkpoint.root, at };
}

const plain = "text/plain; charset=utf-8";
const statuses = {
  malformed: [400, "This cannot be read as a request of tlog-witness.\n"],
  "unknown-log": [404, "This witness does not know the log.\n"],
  unsigned: [403, "The checkpoint is not signed by a key of the log that this witness knows.\n"],
  unproven: [422, "It is not proved that the log grew from what this witness saw.\n"],
} as const;

/**
 * Answers one request: looks at what was seen, keeps the new checkpoint on the disk, and only then signs. Nothing in between waits, so that two
 * requests cannot both be held against the same state.
 */
export function answerRequest({ logKeys, key, signing, folder, now }: Desk, body: string): Reply {
  const judged = judge(body, { keys: logKeys(), seen: (origin) => lastSeen(folder, origin) });
  if (judged.answer === "conflict") return { status: 409, type: sizeType, body: `${judged.size}\n` };
  if (judged.answer !== "cosign") {
    const [status, sentence] = statuses[judged.answer];
    return { status, type: plain, body: sentence };
  }
  const { checkpoint, note, signed } = judged.asked;
  const at = now();
  keepWhole(pathOf(folder, checkpoint.origin), `${JSON.stringify({ note, at: at.toISOString() })}\n`);
  const seconds = Math.floor(at.getTime() / 1000);
  return { status: 200, type: plain, body: cosignatureLine(signed.text, seconds, key, signing) };
}
