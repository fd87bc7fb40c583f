import { eq, inArray } from "drizzle-orm";
import { type SaidEntry, saidBy } from "~/features/recordlog/contracts/saidEntry";
import { guardedFault } from "~/features/recordlog/services/guarded.server";
import {
  newestCheckpoint,
  recordEntryAt,
  recordHead,
  recordRows,
} from "~/features/recordlog/services/read.server";
import { keysOfLog } from "~/features/recordlog/services/verifierKeys.server";
import { witnessing } from "~/features/recordlog/services/witnessed.server";
import type { RoundKindKey } from "~/features/rounds/domain/roundKinds";
import type { ProcessId } from "~/kernel/ids";
import { pagingOf } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { type AuditName, isAuditName } from "~/registries/audit";
import type { Db } from "~db/client";
import { recordLogs } from "~db/schema/recordlog";
import { ballotLogs, rounds } from "~db/schema/rounds";

export type ShownEntry = {
  readonly index: number;
  readonly at: Date;
  readonly said: SaidEntry | null;
  /** The act that it is about, as there are words for it. */
  readonly act: AuditName | null;
  readonly entry: string;
  readonly leaf: string;
  /** The round or approval whose ballots it is about. */
  readonly round: { readonly kind: RoundKindKey; readonly number: number } | null;
};

const perPage = 50;

/** The page of a log, the newest entries first, that an entry is on. */
export const pageOfEntry = (size: number, index: number) => Math.floor((size - 1 - index) / perPage) + 1;

/** What was done in a process, the newest first, and how that is signed; null where its log has not begun. */
export async function recordLogPage(deps: Deps, processId: ProcessId, asked: number) {
  const { db } = deps;
  const head = await recordHead(db, processId);
  if (!head) return null;
  const { origin, name } = head;
  const size = head.index + 1;
  const paging = pagingOf(size, asked, perPage);
  const before = size - (paging.page - 1) * perPage;
  const rows = await recordRows(db, origin, Math.max(0, before - perPage), before);
  const shown = await shownEntries(db, rows);
  const checkpoint = await newestCheckpoint(db, origin);
  const keys = await keysOfLog(db, origin);
  return {
    ...paging,
    name,
    origin,
    size,
    verifier: keys?.keys[0] ?? null,
    continued: await continuedBy(db, origin),
    checkpoint: checkpoint
      ? { size: checkpoint.size, root: checkpoint.root, note: checkpoint.note, at: checkpoint.at }
      : null,
    fault: await guardedFault(deps, origin),
    witnessed: await witnessing(db, origin),
    entries: shown.toReversed(),
  };
}

type EntryRow = Pick<ShownEntry, "index" | "at" | "entry" | "leaf">;

/** Entries with what they say, as there are words for it. */
export async function shownEntries(db: Db, rows: readonly EntryRow[]): Promise<ShownEntry[]> {
  const all = rows.map((row) => ({ row, said: saidBy(row.entry) }));
  const known = await roundsOf(
    db,
    all.flatMap(({ said }) => (typeof said?.ballots === "string" ? [said.ballots] : [])),
  );
  return all.map(({ row: { index, at, entry, leaf }, said }) => ({
    index,
    at,
    said,
    act: namedAct(said?.act ?? said?.kind),
    entry,
    leaf,
    round: (typeof said?.ballots === "string" && known.get(said.ballots)) || null,
  }));
}

/** The log in whose place this one stands, with its name in addresses; null where it is not here. */
async function continuedBy(db: Db, origin: string) {
  const former = saidBy((await recordEntryAt(db, origin, 0))?.entry ?? "")?.continues;
  if (!former) return null;
  const [known] = await db
    .select({ name: recordLogs.name })
    .from(recordLogs)
    .where(eq(recordLogs.origin, former.origin));
  return {
    origin: former.origin,
    size: former.size,
    name: known?.name ?? null,
    isImported: former.reason === "imported",
  };
}

const namedAct = (act = "") => (isAuditName(act) ? act : null);

async function roundsOf(db: Db, logs: readonly string[]) {
  if (logs.length === 0) return new Map<string, NonNullable<ShownEntry["round"]>>();
  const found = await db
    .select({ log: ballotLogs.log, kind: rounds.kind, number: rounds.number })
    .from(ballotLogs)
    .innerJoin(rounds, eq(rounds.id, ballotLogs.roundId))
    .where(inArray(ballotLogs.log, [...new Set(logs)]));
  return new Map(found.map(({ log, kind, number }) => [log, { kind, number }]));
}
