import { sql } from "drizzle-orm";
import {
  actorHash,
  type Continued,
  type Noted,
  type RecordBody,
  sealRecordEntry,
} from "~/features/recordlog/domain/entry";
import type { SweptAct } from "~/features/recordlog/domain/kinds";
import { portionsOf, type RowWithheld } from "~/features/recordlog/domain/rows";
import type { ProcessId } from "~/kernel/ids";
import { frontierRoot, grown } from "~/kernel/tlog/frontier";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import type { Actor, Deps } from "~/platform/deps";
import { inTurns } from "~/platform/jobs/turns";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { recordActors, recordEntries, recordLogs } from "~db/schema/recordlog";
import { logsOfProcess, newestCheckpoint, recordHead } from "./read.server";
import { rowsOfAct } from "./rows/actRows.server";
import { keepCommitted, type Recommitted } from "./rows/states.server";

/** What appending to a record log takes of `deps`. */
export type RecordDeps = Pick<Deps, "now" | "randomHex" | "recordLog" | "settings">;
/** What no act of anybody's is behind. */
type OwnBody = Extract<RecordBody, { kind: "anchor" | "roll" | "keys" | "policy" | "void" }>;
type Process = { readonly id: ProcessId; readonly slug: string };
/** Where a log stands: all that it takes to append to it. */
type Head = {
  readonly origin: string;
  readonly size: number;
  readonly frontier: readonly string[];
  /** When its last entry was made: time never goes back in a log. */
  readonly lastAt: Date;
};

/**
 * Where the log of a process stands. A process without one is given it: what was done before stands in it as things are
 * now, and every page that shows the log says since when it is kept. The caller has the process locked and has changed nothing yet.
 */
export async function beginRecord(
  deps: RecordDeps,
  tx: Db,
  process: Process,
  adopted: "yes" | "no" = "yes",
  continues: Continued | null = null,
): Promise<Head> {
  const known = await recordHead(tx, process.id);
  if (known) return { ...known, size: known.index + 1, lastAt: known.at };
  const origin = await freshOrigin(deps, tx, process);
  const head: Head = { origin, size: 0, frontier: [], lastAt: deps.now() };
  const [key] = await deps.recordLog.signer.keys(origin);
  const [receipts] = deps.recordLog.receiptKeys(origin);
  if (key === undefined || receipts === undefined) throw new Error("there is no key to begin a log with");
  const former = continues ?? (await importedLog(tx, process.id, origin));
  const begin: RecordBody = {
    kind: "begin",
    process: process.slug,
    keys: [key],
    receipts: [verifierKeyText(receipts.verifier)],
    adopted,
    continues: former,
  };
  const earlier: Noted[] = [];
  if (adopted === "yes")
    for (const stands of deps.recordLog.asThingsStand) earlier.push(...(await stands(tx, process.id)));
  const nobody = { by: null, second: null };
  return append(deps, tx, head, [begin, ...earlier.map((one) => withActors(one, nobody))]);
}

/** How far the log was signed with which the record of a process came here; null where it began here, or came without one. */
async function importedLog(tx: Db, processId: ProcessId, own: string): Promise<Continued | null> {
  const former = (await logsOfProcess(tx, processId)).find((one) => one !== own);
  if (former === undefined) return null;
  const checkpoint = await newestCheckpoint(tx, former);
  const [size, root] = checkpoint ? [checkpoint.size, checkpoint.root] : [0, frontierRoot([])];
  return { origin: former, size, root, reason: "imported" };
}

/**
 * An origin that no log ever had: a process that was deleted keeps its own, and so does one that was signed here and is in no
 * database any more.
 */
async function freshOrigin(deps: RecordDeps, tx: Db, process: Process): Promise<string> {
  const { host } = new URL(deps.settings.origin);
  for (let number = 1; ; number++) {
    const name = number === 1 ? process.slug : `${process.slug}-${number}`;
    const origin = `${host}/log/${name}`;
    if (await deps.recordLog.signer.last(origin)) continue;
    const [log] = await tx
      .insert(recordLogs)
      .values({ origin, name, processId: process.id })
      .onConflictDoNothing()
      .returning({ origin: recordLogs.origin });
    if (log) return log.origin;
  }
}

/** Appends what an act of this name leaves in the log; nothing, where it is declared not to be public. */
export async function recordAct(
  deps: RecordDeps,
  tx: Db,
  head: Head,
  act: {
    readonly processId: ProcessId;
    readonly action: string;
    readonly actor: Pick<Actor, "id"> | null;
    readonly noted: readonly Noted[];
    /** Who asked for what the actor confirmed; null where nobody had to. */
    readonly askedBy?: string | null;
  },
): Promise<void> {
  const recording = deps.recordLog.recorded.get(act.action);
  if (!recording) throw new Error(`nothing says what "${act.action}" leaves in the record log`);
  const declared = "entry" in recording ? recording.entry : null;
  const noted = notedOf(act.action, declared, act.noted);
  const rows = await rowsOfAct(deps, tx, head.origin, act.processId);
  const portions = rowPortions(rows);
  // The act of which nothing but rows is told is told also where it changed none.
  if (declared === "rows" && portions.length === 0) portions.push([]);
  const bodies = [...noted, ...portions.map((some) => rowsBody(act.action, some))];
  if (bodies.length === 0) return;
  const salt = deps.randomHex(32);
  const people = {
    by: act.askedBy ?? act.actor?.id ?? null,
    second: act.askedBy ? (act.actor?.id ?? null) : null,
  };
  const named = bodies.map((body) =>
    body.kind === "rows" ? body : withActors(body, actorsOf(people, salt, head.origin)),
  );
  const { size } = await append(deps, tx, head, named);
  for (const [at, some] of portions.entries())
    await keepCommitted(tx, head.origin, size - portions.length + at, some);
  const actorRows = named.flatMap((body, at) =>
    (["by", "second"] as const).flatMap((field) => {
      const userId = people[field];
      const isNamed = userId !== null && field in body && body.kind !== "rows";
      return isNamed ? [{ log: head.origin, index: size - named.length + at, field, salt, userId }] : [];
    }),
  );
  await insertMany(tx, recordActors, actorRows);
}

/** Appends what the server does by itself. Returns the index of the first entry. The caller has the process locked. */
export async function appendOwn(
  deps: RecordDeps,
  tx: Db,
  head: Head,
  bodies: readonly OwnBody[],
): Promise<number> {
  await append(deps, tx, head, bodies);
  return head.size;
}

/** Forgets what was noted of rows that this transaction wrote: they are gone with their process. */
export async function forgetTouched(tx: Db): Promise<void> {
  await tx.execute(sql`delete from record_touched one using record_touched now
    where now.transaction = pg_current_xact_id()::text::bigint
      and one.table_name = now.table_name and one.key = now.key`);
}

type People = { readonly by: string | null; readonly second: string | null };

/** Their pseudonyms of one act: with one salt, so that two people differ and one person is seen twice. */
const actorsOf = ({ by, second }: People, salt: string, origin: string): People => ({
  by: by && actorHash(salt, origin, by),
  second: second && actorHash(salt, origin, second),
});

type Rows = Extract<RecordBody, { kind: "rows" }>;

/** Refuses, as a bug, what a service says that its act does not declare. */
function notedOf(act: string, declared: string | null, noted: readonly Noted[]): readonly Noted[] {
  const other = noted.find(({ kind }) => kind !== declared);
  if (other) throw new Error(`"${act}" does not declare an entry of "${other.kind}"`);
  return noted;
}

const rowsBody = (act: string, rows: readonly Recommitted[]): Rows => ({
  kind: "rows",
  act,
  rows: rows.map(({ change }) => change),
  by: null,
});

/** Rows in as many lists as entries have room for. */
function rowPortions(rows: readonly Recommitted[]): Recommitted[][] {
  const of = new Map(rows.map((one) => [one.change, one]));
  return portionsOf(rows.map(({ change }) => change)).map((some) =>
    some.flatMap((change) => of.get(change) ?? []),
  );
}

/** Rows that are appended at a time: a few entries, so that others are not held up meanwhile. */
const portion = 2_000;

/** Appends what a sweep found that no act of anybody's is behind. */
export async function appendSwept(
  deps: RecordDeps,
  tx: Db,
  begun: Head,
  { rows, withheld }: Swept,
): Promise<void> {
  let head = begun;
  for (const [act, all] of rows)
    for await (const some of inTurns(all, portion)) {
      const portions = rowPortions(some);
      const bodies = portions.map((one) => rowsBody(act, one));
      const { size } = head;
      head = await append(deps, tx, head, bodies);
      for (const [at, one] of portions.entries()) await keepCommitted(tx, head.origin, size + at, one);
    }
  const bodies = portionsOf(withheld).map((some): RecordBody => ({ kind: "withheld", rows: some }));
  if (bodies.length > 0) await append(deps, tx, head, bodies);
}

export type Swept = {
  /** By what stands as the act. */
  readonly rows: ReadonlyMap<SweptAct, readonly Recommitted[]>;
  readonly withheld: readonly RowWithheld[];
};

function withActors(body: Noted, { by, second }: People): RecordBody {
  return body.kind === "count" ? { ...body, by } : { ...body, by, second };
}

/** The database takes each entry only at the end, and only with its own leaf. */
async function append(deps: RecordDeps, tx: Db, head: Head, bodies: readonly RecordBody[]): Promise<Head> {
  const at = new Date(Math.max(deps.now().getTime(), head.lastAt.getTime()));
  let { frontier, size } = head;
  const entries = bodies.map((body) => {
    const place = { log: head.origin, index: size, at };
    const sealed = sealRecordEntry(place, body);
    const nodes = grown(frontier, size, sealed.leaf);
    frontier = nodes;
    size++;
    return { ...sealed, ...place, kind: body.kind, frontier: nodes };
  });
  await insertMany(tx, recordEntries, entries);
  return { ...head, size, frontier, lastAt: at };
}
