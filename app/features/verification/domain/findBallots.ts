import { fromBase64, hexOf } from "~/kernel/hash/bytes";
import { readNote } from "~/kernel/tlog/note";
import type { CheckedRound } from "./checkRounds";
import { noteOf } from "./signatures";

/** An entry for which somebody has a receipt: where it stands, and what it says. */
export type FoundBallot = {
  readonly receipt: number;
  readonly round: number;
  readonly index: number;
  readonly leaf: string;
  /** `replaced`: a later entry of the same voter stands in its place; `withdrawal`: it takes a ballot back. */
  readonly state: "counts" | "replaced" | "withdrawal";
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** The leaf that a receipt, or a note of one, is for; null where it is none. */
function leafOfReceipt(text: string): string | null {
  const written = text.trim();
  if (/^[0-9a-f]{64}$/.test(written)) return written;
  const [, encoded = ""] = /\nleaf ([^\n]+)\n/.exec(readNote(noteOf(text))?.text ?? "") ?? [];
  const bytes = fromBase64(encoded);
  return bytes?.length === 32 ? hexOf(bytes) : null;
}

/** The entries that receipts are for, among all rounds that a result counts. */
export function findBallots(receipts: readonly string[], rounds: readonly CheckedRound[]): FoundBallot[] {
  return receipts.flatMap((text, at) => {
    const leaf = leafOfReceipt(text);
    for (const { number, lines, state } of rounds) {
      const index = lines.findIndex((line) => line.leaf === leaf);
      const line = lines[index];
      if (leaf === null || !line) continue;
      const counted = state.ballots.find((one) => one.index === index);
      const choices = choicesIn(line.entry);
      const said = counted ? "counts" : choices ? "replaced" : "withdrawal";
      return [{ receipt: at + 1, round: number, index, leaf, state: said, choices: choices ?? {} } as const];
    }
    return [];
  });
}

function choicesIn(entry: string): FoundBallot["choices"] | null {
  try {
    const { kind, choices } = JSON.parse(entry) as { kind?: unknown; choices?: FoundBallot["choices"] };
    return kind === "cast" ? (choices ?? {}) : null;
  } catch {
    return null;
  }
}
