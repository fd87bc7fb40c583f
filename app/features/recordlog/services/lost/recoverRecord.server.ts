import { and, asc, eq, gte, sql } from "drizzle-orm";
import { type RecordBody, sealRecordEntry } from "~/features/recordlog/domain/entry";
import { extended, rootOf, type Signed } from "~/features/recordlog/domain/guard";
import type { entryKinds } from "~/features/recordlog/domain/kinds";
import type { ProcessId } from "~/kernel/ids";
import { fail, ok, type Result } from "~/kernel/result";
import { type Checkpoint, readCheckpoint } from "~/kernel/tlog/checkpoint";
import { grown } from "~/kernel/tlog/frontier";
import { leafHash } from "~/kernel/tlog/merkle";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { readVerifierKey } from "~/kernel/tlog/verifierKey";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import {
  recordActors,
  recordAnchors,
  recordCheckpoints,
  recordEntries,
  recordWitnesses,
} from "~db/schema/recordlog";
import { appendOwn, type RecordDeps } from "../appendRecord.server";
import { witnessAhead } from "../askWitnesses.server";
import { ballotsEntriesOf, lockedProcess, newestCheckpoint, recordHead, recordRows } from "../read.server";

type RecoverDeps = RecordDeps & Pick<Deps, "db">;
/** Tells people, in the transaction, of ballot logs that were declared void. */
export type TellVoid = (tx: Db, ballots: readonly string[]) => Promise<void>;
/** Entries that somebody kept, one text each, and the checkpoint that covers them all. */
export type Copy = { readonly texts: readonly string[]; readonly note: string };

/**
 * Why a copy cannot take the place of what was lost: it is not of this log, not signed by its key, or not what is signed; it ends before
 * what was signed here or a witness has seen; it is of another history than was signed; nothing is missing.
 */
export type NotRecovered = {
  readonly code: "no_log" | "not_signed" | "altered" | "too_short" | "other" | "nothing_missing";
};
export type Recovered = {
  /** The first entry that was put back, and how many. */
  readonly from: number;
  readonly count: number;
  /** Ballot logs that are open and were anchored in what was lost: their anchors cannot be opened any more. */
  readonly unopened: readonly string[];
};

/**
 * Puts back entries that a restore lost, byte for byte, out of a copy that somebody kept; entries that were made since the restore
 * come after them, at their new places, for none of them was signed. An entry behind them says what was put back, and others which open
 * rounds are void, as their anchors are lost. Then the log continues what was signed, and signing goes on.
 */
export function recoverRecord(
  deps: RecoverDeps,
  processId: ProcessId,
  copy: Copy,
  tell: TellVoid,
): Promise<Result<Recovered, NotRecovered>> {
  // Everything that refuses comes before anything is changed.
  return deps.db.transaction(async (tx): Promise<Result<Recovered, NotRecovered>> => {
    await lockedProcess(tx, processId);
    const head = await recordHead(tx, processId);
    if (!head) return fail({ code: "no_log" });
    const { origin } = head;
    const keys = await deps.recordLog.signer.keys(origin);
    const read = readCopy(keys, origin, copy);
    if (!read.ok) return read;
    const { size, root } = read.value;
    const leaves = copy.texts.map((text) => leafHash(text));
    const signed = (await deps.recordLog.signer.last(origin)) ?? emptyTree;
    const seen = (await witnessAhead({ db: tx, recordLog: deps.recordLog }, origin)) ?? 0;
    if (size < signed.size || size < seen) return fail({ code: "too_short" });
    if (rootOf(extended(emptyTree, leaves.slice(0, signed.size))) !== rootOf(signed))
      return fail({ code: "other" });
    const rows = await recordRows(tx, origin);
    const from = leaves.findIndex((leaf, index) => rows[index]?.leaf !== leaf);
    if (from === -1) return fail({ code: "nothing_missing" });
    // What is signed in the database beyond there is of another history: no entry can be put in its place.
    if (((await newestCheckpoint(tx, origin))?.size ?? 0) > from) return fail({ code: "other" });
    await replaceEnd(deps, tx, { origin, from, copy, own: rows.slice(from) });
    await tx.insert(recordCheckpoints).values({ log: origin, size, root, note: copy.note, at: deps.now() });
    await tx
      .update(recordWitnesses)
      .set({ answer: "away", told: null, askAgainAt: deps.now() })
      .where(eq(recordWitnesses.log, origin));
    // Last, as nothing takes it back: it only ever grows.
    const answer = await deps.recordLog.signer.sign(origin, {
      from: signed.size,
      leaves: leaves.slice(signed.size),
      frontier: extended(emptyTree, leaves).frontier,
      needed: keys.slice(0, 1),
      also: [],
    });
    if ("fault" in answer) throw new Error(`${origin} was signed meanwhile`);
    const lost = await unopened(tx, copy.texts.slice(from));
    await tell(tx, await declareVoid(deps, tx, processId, lost));
    return ok({ from, count: size - from, unopened: lost });
  });
}

const emptyTree: Signed = { size: 0, frontier: [] };

function readCopy(
  ownKeys: readonly string[],
  origin: string,
  { texts, note }: Copy,
): Result<Checkpoint, NotRecovered> {
  const signed = readNote(note);
  const checkpoint = signed && readCheckpoint(signed.text);
  const keys = ownKeys.map(readVerifierKey).filter((key) => key !== null);
  if (!signed || checkpoint?.origin !== origin || !signersOf(signed, keys))
    return fail({ code: "not_signed" });
  const tree = extended(
    emptyTree,
    texts.map((text) => leafHash(text)),
  );
  if (tree.size !== checkpoint.size || rootOf(tree) !== checkpoint.root) return fail({ code: "altered" });
  return ok(checkpoint);
}

type Row = Awaited<ReturnType<typeof recordRows>>[number];
type Replacing = {
  readonly origin: string;
  readonly from: number;
  readonly copy: Copy;
  readonly own: readonly Row[];
};

/** Takes the entries since the restore out, puts back what was lost, and appends them again. */
async function replaceEnd(deps: RecoverDeps, tx: Db, { origin, from, copy, own }: Replacing): Promise<void> {
  const isSince = <T extends typeof recordActors | typeof recordAnchors>(table: T) =>
    and(eq(table.log, origin), gte(table.index, from));
  const actors = await tx
    .select()
    .from(recordActors)
    .where(isSince(recordActors))
    .orderBy(asc(recordActors.index));
  const anchors = await tx.select().from(recordAnchors).where(isSince(recordAnchors));
  await tx.execute(sql`select set_config('codraft.deleting', 'on', true)`);
  await tx.delete(recordActors).where(isSince(recordActors));
  await tx.delete(recordAnchors).where(isSince(recordAnchors));
  await tx.delete(recordEntries).where(and(eq(recordEntries.log, origin), gte(recordEntries.index, from)));
  await tx.execute(sql`select set_config('codraft.deleting', 'off', true)`);
  const [before] = from === 0 ? [] : await recordRows(tx, origin, from - 1, from);
  let frontier: readonly string[] = before?.frontier ?? [];
  let lastAt = before?.at ?? new Date(0);
  const rows: (typeof recordEntries.$inferInsert)[] = [];
  const put = (entry: string, leaf: string, kind: (typeof entryKinds)[number], at: Date) => {
    const index = from + rows.length;
    frontier = grown(frontier, index, leaf);
    lastAt = at;
    rows.push({ log: origin, index, kind, leaf, entry, frontier: [...frontier], at });
  };
  for (const text of copy.texts.slice(from)) {
    const { kind, at } = JSON.parse(text) as { readonly kind: Row["kind"]; readonly at: string };
    put(text, leafHash(text), kind, new Date(at));
  }
  const moved = rows.length;
  const append = (body: RecordBody, at: Date) => {
    const place = {
      log: origin,
      index: from + rows.length,
      at: new Date(Math.max(at.getTime(), lastAt.getTime())),
    };
    const { entry, leaf } = sealRecordEntry(place, body);
    put(entry, leaf, body.kind, place.at);
  };
  for (const row of own) {
    const {
      v: _v,
      log: _log,
      index: _index,
      at: _at,
      ...body
    } = JSON.parse(row.entry) as RecordBody & Placed;
    append(body as RecordBody, row.at);
  }
  append({ kind: "gap", from, count: moved }, deps.now());
  await insertMany(tx, recordEntries, rows);
  const later = <T extends { readonly index: number }>(row: T): T => ({ ...row, index: row.index + moved });
  await insertMany(tx, recordActors, actors.map(later));
  await insertMany(tx, recordAnchors, anchors.map(later));
}

type Placed = { readonly v: unknown; readonly log: unknown; readonly index: unknown; readonly at: unknown };

/**
 * Says of logs that are open that nobody can ever hold them against their anchors: a result without them is one of their plan, and from that
 * entry on the database takes no ballots for them. Gives those of which it was said.
 */
async function declareVoid(
  deps: RecoverDeps,
  tx: Db,
  processId: ProcessId,
  logs: readonly string[],
): Promise<readonly string[]> {
  const closed = (await ballotsEntriesOf(tx, processId, ["close"])).map(({ ballots }) => ballots);
  const open = logs.filter((log) => !closed.includes(log));
  const head = await recordHead(tx, processId);
  if (open.length === 0 || !head) return [];
  const bodies = open.map((ballots) => ({ kind: "void", ballots, reason: "anchors-lost" }) as const);
  await appendOwn(deps, tx, { ...head, size: head.index + 1, lastAt: head.at }, bodies);
  return open;
}

/** Ballot logs that anchors among these entries name, and whose openings are not there. */
async function unopened(tx: Db, texts: readonly string[]): Promise<string[]> {
  const names = new Set<string>();
  for (const text of texts) {
    const entry = JSON.parse(text) as {
      readonly kind: string;
      readonly index: number;
      readonly logs?: [string, string][];
    };
    if (entry.kind !== "anchor") continue;
    for (const [ballots] of entry.logs ?? []) {
      const [opening] = await tx
        .select({ index: recordAnchors.index })
        .from(recordAnchors)
        .where(and(eq(recordAnchors.ballots, ballots), eq(recordAnchors.index, entry.index)));
      if (!opening) names.add(ballots);
    }
  }
  return [...names].sort();
}
