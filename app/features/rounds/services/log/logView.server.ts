import { and, asc, eq, gte, lt } from "drizzle-orm";
import type { VerifiedLog } from "~/features/rounds/domain/verifiedLog";
import { logHead, type RoundRow } from "~/features/rounds/services/read.server";
import { type Paging, pagingOf } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { ballotEntries } from "~db/schema/rounds";
import { verifiedLog } from "./verifiedLog.server";

type LogDeps = Pick<Deps, "db" | "roundKinds" | "work">;

/** Whether a round's entries may be read: never before it closes, and as its reveal policy says. */
export function isRevealed(round: RoundRow): boolean {
  if (round.state !== "closed") return false;
  switch (round.reveal) {
    case "at-close":
      return true;
    case "at-publication":
      return round.publishedAt !== null;
    case "at-plan-close":
      return round.revealedAt !== null;
  }
}

export type LogView = {
  readonly log: string;
  readonly isClosed: boolean;
  readonly isRevealed: boolean;
  /** Only when closed: while voting goes on not even the size is shown. */
  readonly state: Pick<VerifiedLog, "size" | "root" | "problems"> | null;
  /** A page of its entries. */
  readonly rows: readonly { index: number; leaf: string; kind: string }[];
  readonly paging: Paging;
  readonly ballots: number;
};

const rowsPerPage = 100;

/** The log as anyone may see it, verified from its first entry. Null before opening. */
export async function viewLog(deps: LogDeps, round: RoundRow, asked = 1): Promise<LogView | null> {
  const head = await logHead(deps.db, round.id);
  if (!head) return null;
  const { log } = head;
  if (head.state !== "closed") {
    const paging = pagingOf(0, 1);
    return { log, isClosed: false, isRevealed: false, state: null, rows: [], paging, ballots: 0 };
  }
  const { size, root, problems, counted } = await verifiedLog(deps, round, log);
  // A row missing at the end leaves no gap: the head remembers how many there were.
  const cut = size < head.size ? [{ index: size, kind: "index-gap" as const }] : [];
  const paging = pagingOf(size, asked, rowsPerPage);
  return {
    log,
    isClosed: true,
    isRevealed: isRevealed(round),
    state: { size, root, problems: [...problems, ...cut] },
    rows: await leavesFrom(deps.db, log, (paging.page - 1) * rowsPerPage),
    paging,
    ballots: counted.length,
  };
}

function leavesFrom(db: Db, log: string, first: number) {
  const { index, leaf, kind } = ballotEntries;
  return db
    .select({ index, leaf, kind })
    .from(ballotEntries)
    .where(and(eq(ballotEntries.log, log), gte(index, first), lt(index, first + rowsPerPage)))
    .orderBy(asc(index));
}
