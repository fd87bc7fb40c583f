import { sha256Hex } from "~/kernel/hash/sha256";
import { signersOf } from "~/kernel/tlog/note";
import { hasQuorum, readPolicy } from "~/kernel/witness/policy";
import type { Following } from "./follow";
import type { SignedCheckpoint } from "./keys";

/** What a witness says that it saw last of a log. */
export type WitnessSaid = {
  readonly name: string;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
};

type Said = { readonly code: string; readonly sentence: string };
type Seen = {
  readonly signed: SignedCheckpoint;
  /** Hash of the policy that the log declared last. */
  readonly policy: string | null;
  readonly said: readonly WitnessSaid[];
};

const twoDays = 48 * 3_600_000;

/** Holds a checkpoint against the witnesses: those whose signatures the log shows, and what they say themselves. */
export async function checkWitnesses(
  { signed, policy, said }: Seen,
  { get, now }: Pick<Following, "get" | "now">,
  rootAt: (size: number) => Promise<string | null>,
): Promise<Said[]> {
  const { checkpoint } = signed;
  const found: Said[] = [];
  for (const { name, origin, size, root } of said) {
    if (origin !== checkpoint.origin) continue;
    if (size > checkpoint.size)
      found.push({
        code: "witness-ahead",
        sentence: `${name} has seen ${size} entries, and the log has ${checkpoint.size}.`,
      });
    else if ((await rootAt(size)) !== root)
      found.push({ code: "witness-other", sentence: `${name} saw another log at ${size} entries.` });
  }
  if (policy === null) return found;
  const bytes = await get("policy");
  const text = bytes && new TextDecoder().decode(bytes);
  const read = text === null ? null : readPolicy(text);
  if (text === null || sha256Hex(text) !== policy || !read?.ok) {
    found.push({ code: "policy", sentence: "The policy of witnesses is not the one that the log declared." });
    return found;
  }
  const { witnesses } = read.value;
  const by =
    signersOf(
      signed.note,
      witnesses.map(({ key }) => key),
    ) ?? [];
  const seenBy = witnesses.filter((one) => by.some(({ key }) => key === one.key)).map(({ name }) => name);
  const newest = Math.max(0, ...by.map(({ time }) => time)) * 1000;
  if (by.length > 0 && now().getTime() - newest > twoDays)
    found.push({
      code: "silent",
      sentence: `No witness has signed since ${new Date(newest).toISOString()}.`,
    });
  // A checkpoint of a moment ago is not witnessed yet; that nobody ever signs the one before either is found as it gets old.
  const isNamed = signed.note.signatures.some((one) =>
    witnesses.some(({ key }) => key.name === one.name && key.id === one.id),
  );
  if (isNamed && by.length === 0)
    found.push({ code: "cosignature", sentence: "A signature of a witness does not hold." });
  else if (by.length > 0 && !hasQuorum(read.value, new Set(seenBy)) && now().getTime() - newest > twoDays / 2)
    found.push({ code: "quorum", sentence: "Fewer witnesses sign than the process asks for." });
  return found;
}

/** What a witness of `codraft witness` says on its page: a line a log that it has seen. */
export function readSaid(name: string, page: string): WitnessSaid[] {
  return page.split("\n").flatMap((line) => {
    const [, origin, size, root] = /^(\S+) ([0-9]{1,15}) ([0-9a-f]{64}) \S+$/.exec(line) ?? [];
    return origin && size && root ? [{ name, origin, size: Number(size), root }] : [];
  });
}
