import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from "drizzle-orm";
import { pauseAfter, sameSizeAfter, type WitnessAnswer } from "~/features/recordlog/domain/witnessed";
import { consistencyPlaces } from "~/kernel/tlog/nodes";
import { readNote, signersOf } from "~/kernel/tlog/note";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import type { Witness } from "~/kernel/witness/policy";
import { addCheckpointText, readSize, sizeType } from "~/kernel/witness/request";
import type { Deps } from "~/platform/deps";
import { alone } from "~/platform/jobs/eachAlone";
import type { Db } from "~db/client";
import { recordCheckpoints, recordCosignatures, recordLogs, recordWitnesses } from "~db/schema/recordlog";
import { hashesOver } from "./logFile.server";
import { newestCheckpoint } from "./read.server";

export type AskingDeps = Pick<Deps, "db" | "now" | "recordLog">;

/** Logs of which one witness is asked at once. */
const mostLogs = 200;

/**
 * Asks every witness of the operator for each log of which it has not seen the newest checkpoint, and once a day for the same one again.
 * `anew` asks for all: what a witness knows is what this server would have to know. Fails, once all were asked, where a witness
 * saw another tree or a larger one than was signed here.
 */
export async function askWitnesses(deps: AskingDeps, anew = false): Promise<void> {
  const policy = deps.recordLog.witnesses.policy();
  if (!policy) return;
  const alarms: string[] = [];
  const each = alone();
  await Promise.all(
    policy.witnesses.map(async (witness) => {
      if (witness.url === null) return;
      for (const log of await dueLogs(deps, witness, anew)) {
        const answer = await each.try(() => askWitness(deps, log, witness));
        if (answer === "ahead" || answer === "other") alarms.push(`${log}: ${witness.name} says ${answer}`);
        // One that is away is so for all logs; asking for each would wait each time.
        if (answer === "away") break;
      }
    }),
  );
  each.end();
  if (alarms.length > 0)
    throw new Error(
      `witnesses saw other logs, see "After a restore" in operations.md (${alarms.join("; ")})`,
    );
}

async function dueLogs({ db, now }: AskingDeps, witness: Witness, anew: boolean): Promise<string[]> {
  const moment = now();
  const newest = db
    .select({
      log: recordCheckpoints.log,
      size: sql<number>`max(${recordCheckpoints.size})`.as("newest_size"),
    })
    .from(recordCheckpoints)
    .groupBy(recordCheckpoints.log)
    .as("newest");
  const state = recordWitnesses;
  const stale = new Date(moment.getTime() - sameSizeAfter);
  const isDue = or(
    isNull(state.log),
    and(
      lte(state.askAgainAt, moment),
      or(ne(state.size, newest.size), isNull(state.seenAt), lte(state.seenAt, stale)),
    ),
  );
  const rows = await db
    .select({ log: newest.log })
    .from(newest)
    .innerJoin(recordLogs, and(eq(recordLogs.origin, newest.log), isNotNull(recordLogs.processId)))
    .leftJoin(state, and(eq(state.log, newest.log), eq(state.witness, verifierKeyText(witness.key))))
    .where(anew ? undefined : isDue)
    .orderBy(asc(state.askAgainAt), asc(newest.log))
    .limit(mostLogs);
  return rows.map(({ log }) => log);
}

/** Tries with another old size, where the witness tells the one that it knows. */
const mostTries = 3;

/** Asks one witness for the newest checkpoint of a log, and keeps what it answers; null where there is nothing to ask for. */
async function askWitness(deps: AskingDeps, log: string, witness: Witness): Promise<WitnessAnswer | null> {
  const { db, now, recordLog } = deps;
  const key = verifierKeyText(witness.key);
  const of = and(eq(recordWitnesses.log, log), eq(recordWitnesses.witness, key));
  await db
    .insert(recordWitnesses)
    .values({ log, witness: key, size: 0, answer: "away", failures: 0, askAgainAt: now() })
    .onConflictDoNothing();
  const [state] = await db.select().from(recordWitnesses).where(of);
  let old = state?.size ?? 0;
  const keep = async (answer: WitnessAnswer, more: Partial<typeof recordWitnesses.$inferInsert> = {}) => {
    const failures = answer === "saw" ? 0 : (state?.failures ?? 0) + 1;
    const pause = answer === "saw" ? 0 : pauseAfter(failures);
    const askAgainAt = new Date(now().getTime() + pause);
    await db
      .update(recordWitnesses)
      .set({ answer, failures, askAgainAt, ...more })
      .where(of);
    return answer;
  };
  for (let tries = 0; tries < mostTries; tries++) {
    const checkpoint = await newestCheckpoint(db, log);
    if (!checkpoint) return null;
    const { size, note } = checkpoint;
    if (old > size) return keep("ahead", { told: old, refused: note });
    const proof = old === 0 || old === size ? [] : await hashesOver(db, log, consistencyPlaces(old, size));
    const reply = await recordLog.witnesses.ask(witness.url ?? "", addCheckpointText({ old, proof, note }));
    const told = reply?.status === 409 && reply.type === sizeType ? readSize(reply.body.trim()) : null;
    if (reply?.status === 200) {
      const line = lineBy(note, reply.body, witness);
      if (!line) return keep("away");
      await db
        .insert(recordCosignatures)
        .values({ log, size, witness: key, ...line })
        .onConflictDoNothing();
      return keep("saw", { size, seenAt: now(), told: null, refused: null });
    }
    // The same size with another root, or a tree that did not grow from what it saw: both are proof, with what it signed before.
    if (reply?.status === 422 || (told !== null && told === old)) return keep("other", { refused: note });
    if (told === null) return keep(reply && [403, 404].includes(reply.status) ? "unknown" : "away");
    old = told;
  }
  return keep("away");
}

/** The line by which a witness signed a checkpoint, and when, out of its answer; null where none of it is by its key. */
function lineBy(note: string, answer: string, { key }: Witness) {
  for (const one of answer.split("\n")) {
    const line = `${one}\n`;
    const signed = readNote(`${note}${line}`);
    const [by] = (signed && signersOf(signed, [key])) ?? [];
    if (by) return { line, at: new Date(by.time * 1000) };
  }
  return null;
}

/** Whether a witness that the operator knows has seen more of a log than was signed here; the size that it saw. */
export async function witnessAhead(
  { db, recordLog }: { readonly db: Db } & Pick<Deps, "recordLog">,
  log: string,
): Promise<number | null> {
  const keys = (recordLog.witnesses.policy()?.witnesses ?? []).map(({ key }) => verifierKeyText(key));
  if (keys.length === 0) return null;
  const { answer, told, witness } = recordWitnesses;
  const [ahead] = await db
    .select({ told })
    .from(recordWitnesses)
    .where(and(eq(recordWitnesses.log, log), eq(answer, "ahead"), inArray(witness, keys)))
    .orderBy(desc(told))
    .limit(1);
  return ahead?.told ?? null;
}
