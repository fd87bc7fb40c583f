import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { roundTraits } from "~/features/rounds/domain/roundKinds";
import { asDeclared, logHead, type RoundRow } from "~/features/rounds/services/read.server";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import { canonicalHash, canonicalJson } from "~/kernel/hash/canonical";
import type { Deps, OpenedFile } from "~/platform/deps";
import { digestOf } from "~/platform/heavy/digest.server";
import type { Db } from "~db/client";
import { ballotEntries, ballotNotes } from "~db/schema/rounds";
import { type NotedRow, writeLogFile } from "./log/logTasks.server";
import { isRevealed } from "./log/logView.server";
import { verifiedLog } from "./log/verifiedLog.server";

/** The bytes whose SHA-256 the log's first entry names; null before the round opens. */
export async function termsText(
  deps: Pick<Deps, "db" | "roundKinds">,
  process: Pick<ProcessRow, "id" | "slug">,
  round: RoundRow,
  workgroup: Pick<WorkgroupRow, "key"> | null,
): Promise<string | null> {
  if (round.state === "draft") return null;
  const declared = await asDeclared(deps.db, round);
  const terms = await deps.roundKinds[round.kind].terms(deps.db, process, declared, workgroup);
  return canonicalJson(terms);
}

/**
 * The log's entries, one canonical JSON text a line, compressed; null while they may not be read. The file is made once for each state
 * of the log and of the reasons beside it.
 */
export async function logFile(
  deps: Pick<Deps, "db" | "keptFiles" | "roundKinds" | "work">,
  round: RoundRow,
): Promise<OpenedFile | null> {
  const head = await logHead(deps.db, round.id);
  if (!head || !isRevealed(round)) return null;
  const { log } = head;
  const { showsReasons } = roundTraits[round.kind];
  const { counted, digest } = await verifiedLog(deps, round, log);
  const notes = showsReasons ? await notesDigest(deps.db, log) : "";
  return deps.keptFiles.made({
    kind: "entries.jsonl",
    hash: canonicalHash({ digest, notes }),
    make: () => deps.work(writeLogFile, { counted }, notedPortions(deps.db, log, showsReasons)),
  });
}

const notesDigest = (db: Db, log: string) =>
  digestOf(db, [
    sql`select index, salt, notes from ${ballotNotes} where ${eq(ballotNotes.log, log)} order by index`,
  ]);

const portion = 100;

async function* notedPortions(db: Db, log: string, withReasons: boolean): AsyncGenerator<NotedRow[]> {
  const { index, leaf, entry } = ballotEntries;
  const { salt, notes } = ballotNotes;
  for (let last = -1; ; ) {
    const rows = await db
      .select({ index, leaf, entry, salt, notes })
      .from(ballotEntries)
      .leftJoin(ballotNotes, and(eq(ballotNotes.log, log), eq(ballotNotes.index, index), sql`${withReasons}`))
      .where(and(eq(ballotEntries.log, log), gt(index, last)))
      .orderBy(asc(index))
      .limit(portion);
    if (rows.length > 0) yield rows;
    if (rows.length < portion) return;
    last = rows.at(-1)?.index ?? last;
  }
}
