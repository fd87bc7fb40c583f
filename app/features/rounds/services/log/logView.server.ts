import { eq } from "drizzle-orm";
import { type LogState, verifyLog } from "~/features/rounds/domain/verify";
import { logHead, logRows, type RoundRow } from "~/features/rounds/services/read.server";
import type { Deps } from "~/platform/deps";
import { ballotNotes } from "~db/schema/rounds";

type LogDeps = Pick<Deps, "db" | "roundKinds">;

/** Whether a round's entries may be read: never before it closes, and as its reveal policy says. */
function isRevealed(round: RoundRow): boolean {
  return round.state === "closed" && (round.reveal === "at-close" || round.publishedAt !== null);
}

export type LogView = {
  readonly log: string;
  readonly isClosed: boolean;
  readonly isRevealed: boolean;
  /** Only when closed: while voting goes on not even the size is shown. */
  readonly state: Pick<LogState, "size" | "root" | "problems"> | null;
  readonly rows: readonly { index: number; leaf: string; kind: string }[];
  readonly ballots: number;
};

/** The log as anyone may see it, verified anew from its first entry. Null before opening. */
export async function viewLog(deps: LogDeps, round: RoundRow): Promise<LogView | null> {
  const head = await logHead(deps.db, round.id);
  if (!head) return null;
  if (head.state !== "closed") {
    return { log: head.log, isClosed: false, isRevealed: false, state: null, rows: [], ballots: 0 };
  }
  const rows = await logRows(deps.db, head.log);
  const { size, root, problems, ballots } = verifyLog(head.log, rows, deps.roundKinds[round.kind].ballot);
  // A row missing at the end leaves no gap: the head remembers how many there were.
  const cut = rows.length < head.size ? [{ index: rows.length, kind: "index-gap" as const }] : [];
  return {
    log: head.log,
    isClosed: true,
    isRevealed: isRevealed(round),
    state: { size, root, problems: [...problems, ...cut] },
    rows: rows.map(({ index, leaf, kind }) => ({ index, leaf, kind })),
    ballots: ballots.length,
  };
}

/** The log's entries, one canonical JSON text a line; null while they may not be read. */
export async function logLines(deps: LogDeps, round: RoundRow): Promise<string | null> {
  const head = await logHead(deps.db, round.id);
  if (!head || !isRevealed(round)) return null;
  const [rows, notes] = await Promise.all([
    logRows(deps.db, head.log),
    deps.roundKinds[round.kind].showsReasons
      ? deps.db.select().from(ballotNotes).where(eq(ballotNotes.log, head.log))
      : [],
  ]);
  // Reasons stand with the ballot that counts; who revised or withdrew one took its reasons back.
  const counted = new Set(
    verifyLog(head.log, rows, deps.roundKinds[round.kind].ballot).ballots.map(({ index }) => index),
  );
  const noteAt = new Map(
    notes
      .filter(({ index }) => counted.has(index))
      .map(({ index, salt, notes: said }) => [index, { salt, notes: said }]),
  );
  return rows
    .map(({ index, leaf, entry }) => `${JSON.stringify({ index, leaf, entry, ...noteAt.get(index) })}\n`)
    .join("");
}
