import { z } from "zod";
import { extended, rootOf, type Signed } from "~/features/recordlog/domain/guard";
import type { Checkpoint } from "~/kernel/tlog/checkpoint";
import { leafHash } from "~/kernel/tlog/merkle";
import { bundlesOf, readEntryBundle, tilePath } from "~/kernel/tlog/tiles";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";
import { checkEntries } from "./entries";
import { followKeys, isSignedBy, readSigned } from "./keys";
import { followVotes, noVotes, unanchored, type Votes, votesShape } from "./votes";
import { checkWitnesses, type WitnessSaid } from "./witnesses";

/** A file of a log by its path; null where there is none. Throws `Unreached` where the server does not answer. */
export type Get = (path: string) => Promise<Uint8Array | null>;
export class Unreached extends Error {}

export const stateShape = z.strictObject({
  origin: z.string(),
  /** The key that was pinned, and whether somebody gave it or the log named it. */
  key: z.string(),
  isGiven: z.boolean(),
  /** Keys that were pinned before the log changed to this one. */
  former: z.array(z.string()).default([]),
  size: z.int().nonnegative(),
  frontier: z.array(z.string()),
  /** The checkpoint that was followed last. */
  note: z.string(),
  /** Of the last entry: time does not go back. */
  lastAt: z.string(),
  /** Hash of the policy that an entry declared last. */
  policy: z.string().nullable(),
  /** What is known of its votes; absent in a file of a former version, which is then read once more from the beginning. */
  votes: votesShape.optional(),
  /** When the log answered last. */
  reachedAt: z.string(),
});
export type Followed = z.infer<typeof stateShape>;

/** What is wrong, in a word and a sentence, with the checkpoint that shows it. */
export type Alarm = { readonly code: string; readonly sentence: string; readonly note: string | null };

export type Following = {
  readonly get: Get;
  readonly now: () => Date;
  /** A key that somebody has from elsewhere. */
  readonly key: string | null;
  /** What witnesses say that they saw of logs. */
  readonly witnesses: readonly WitnessSaid[];
};

/** What came of one look at a log: the state to keep, and what is wrong. A log that does not continue is never followed. */
export type Followup = { readonly state: Followed | null; readonly alarms: readonly Alarm[] };

const twoDays = 48 * 3_600_000;

/** Looks at a log once, from what was known of it. Throws `Unreached` where it does not answer. */
export async function follow(known: Followed | null, following: Following): Promise<Followup> {
  const alarms: Alarm[] = [];
  const note = await textOf(following.get, "checkpoint");
  const alarm = (code: string, sentence: string) => void alarms.push({ code, sentence, note });
  const keyText = known?.key ?? following.key ?? (await textOf(following.get, "key"))?.split("\n")[0] ?? "";
  const key = readVerifierKey(keyText);
  if (note === null) {
    if (known) alarm("gone", `The log has no checkpoint any more; it had ${known.size} entries.`);
    return { state: known, alarms };
  }
  const signed = readSigned(note, key?.name);
  const unsigned = () => {
    const sentence =
      "The checkpoint is not signed by the pinned key, nor by one that was announced under it.";
    alarm("signature", sentence);
    return { state: known, alarms };
  };
  if (!signed) return unsigned();
  const { checkpoint } = signed;
  const from = known?.size ?? 0;
  const grown = await grownBy(known, checkpoint, following.get);
  if ("code" in grown) {
    // Of what nobody signed it does not matter how it stands to the log.
    if (!isSignedBy(signed, keyText)) return unsigned();
    alarm(grown.code, grown.sentence);
    return { state: known, alarms };
  }
  const { texts, rootAt } = grown;
  const file = (path: string) => textOf(following.get, path);
  const handed = await followKeys(keyText, signed, { from, texts, file, rootAt });
  if ("fault" in handed) {
    if (handed.fault === "signature") return unsigned();
    alarm("keys", "Another key was announced, and not under the key before it.");
    return { state: known, alarms };
  }
  const read = checkEntries(grown.texts, {
    origin: checkpoint.origin,
    from,
    lastAt: known?.lastAt ?? "",
  });
  for (const { code, sentence } of read.alarms) alarm(code, sentence);
  const votes = await votesBefore(known, following.get);
  if (!votes) {
    alarm("entries", "The log does not give the entries that were followed before.");
    return { state: known, alarms };
  }
  const voted = followVotes(votes, grown.texts, known?.size ?? 0);
  for (const { code, sentence } of [...voted.alarms, ...unanchored(voted.votes, following.now())])
    alarm(code, sentence);
  const policy = read.policy ?? known?.policy ?? null;
  const seen = await checkWitnesses({ signed, policy, said: following.witnesses }, following, grown.rootAt);
  for (const { code, sentence } of seen) alarm(code, sentence);
  return {
    alarms,
    state: {
      origin: checkpoint.origin,
      key: handed.key,
      former: [...new Set([...(known?.former ?? []), keyText])].filter((one) => one !== handed.key),
      isGiven: known?.isGiven ?? following.key !== null,
      size: grown.tree.size,
      frontier: [...grown.tree.frontier],
      note,
      lastAt: read.lastAt,
      policy,
      votes: voted.votes,
      reachedAt: following.now().toISOString(),
    },
  };
}

/** What is known of votes; null where it would have to be read, and the log does not give it. */
async function votesBefore(known: Followed | null, get: Get): Promise<Votes | null> {
  if (!known) return noVotes;
  if (known.votes) return known.votes;
  const texts = await entriesOf(get, 0, known.size);
  const leaves = texts?.map((text) => leafHash(text)) ?? [];
  if (!texts || rootOf(extended(emptyTree, leaves)) !== rootOf(known)) return null;
  return followVotes(noVotes, texts, 0).votes;
}

/** The alarm of a log that did not answer, where that has lasted for two days. */
export function silence(known: Followed | null, now: Date): Alarm | null {
  if (!known || now.getTime() - Date.parse(known.reachedAt) < twoDays) return null;
  return { code: "silent", sentence: `The log has not answered since ${known.reachedAt}.`, note: null };
}

type Wrong = { readonly code: string; readonly sentence: string };
type Grown = {
  readonly tree: Signed;
  /** The entries since. */
  readonly texts: readonly string[];
  /** The root at a smaller size, of all entries from the first on; null where they are not those that were signed. */
  readonly rootAt: (size: number) => Promise<string | null>;
};

const emptyTree: Signed = { size: 0, frontier: [] };

/** The tree that was followed, with the entries since; or why the checkpoint does not continue it. */
async function grownBy(known: Followed | null, { size, root }: Checkpoint, get: Get): Promise<Grown | Wrong> {
  const before: Signed = known ? { size: known.size, frontier: known.frontier } : emptyTree;
  if (size < before.size)
    return {
      code: "smaller",
      sentence: `The log has ${size} entries, and had ${before.size}: it was cut or put back.`,
    };
  if (size === before.size && size > 0 && root !== rootOf(before))
    return {
      code: "other-root",
      sentence: `The log has another root at ${size} entries than before: there are two histories.`,
    };
  const texts = await entriesOf(get, before.size, size);
  if (!texts)
    return { code: "entries", sentence: `The log does not give the entries before ${size} that it signed.` };
  const tree = extended(
    before,
    texts.map((text) => leafHash(text)),
  );
  if (rootOf(tree) !== root && size > 0)
    return {
      code: "inconsistent",
      sentence: `The log of ${size} entries does not begin with the ${before.size} that were seen, or its entries are not those it signed.`,
    };
  const rootAt = async (at: number): Promise<string | null> => {
    if (at === size) return root;
    const leaves = (await entriesOf(get, 0, size))?.map((text) => leafHash(text));
    if (!leaves || rootOf(extended(emptyTree, leaves)) !== root) return null;
    return rootOf(extended(emptyTree, leaves.slice(0, at)));
  };
  return { tree, texts, rootAt };
}

async function entriesOf(get: Get, from: number, size: number): Promise<string[] | null> {
  const texts: string[] = [];
  if (from === size) return texts;
  for (const tile of bundlesOf(from, size)) {
    const bytes = await get(tilePath(tile));
    const entries = bytes && readEntryBundle(bytes);
    if (entries?.length !== tile.width) return null;
    texts.push(...entries.slice(Math.max(0, from - tile.index * 256)));
  }
  return texts;
}

async function textOf(get: Get, path: string): Promise<string | null> {
  const bytes = await get(path);
  return bytes && new TextDecoder().decode(bytes);
}
