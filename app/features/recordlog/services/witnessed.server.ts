import { and, desc, eq, lt } from "drizzle-orm";
import { type Sight, witnessedSize } from "~/features/recordlog/domain/witnessed";
import type { ProcessId } from "~/kernel/ids";
import { verifierKeyText } from "~/kernel/tlog/verifierKey";
import { type Policy, readPolicy, type Witness } from "~/kernel/witness/policy";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { recordCosignatures, recordEntries, recordPolicies } from "~db/schema/recordlog";
import { checkpointAt, findEntry, recordHead } from "./read.server";

/**
 * What a log declared of its witnesses last, among its first entries where a number of them is given: the policy, its text, and the
 * entry that says so; null where it never did.
 */
export async function declaredPolicy(
  db: Db,
  origin: string,
  size?: number,
): Promise<{ readonly policy: Policy; readonly text: string; readonly index: number } | null> {
  const [newest] = await db
    .select({ index: recordEntries.index, entry: recordEntries.entry })
    .from(recordEntries)
    .where(
      and(
        eq(recordEntries.log, origin),
        eq(recordEntries.kind, "policy"),
        size === undefined ? undefined : lt(recordEntries.index, size),
      ),
    )
    .orderBy(desc(recordEntries.index))
    .limit(1);
  if (!newest) return null;
  const { policy: hash } = JSON.parse(newest.entry) as { readonly policy: string };
  const [kept] = await db
    .select({ text: recordPolicies.text })
    .from(recordPolicies)
    .where(and(eq(recordPolicies.log, origin), eq(recordPolicies.hash, hash)));
  const read = kept && readPolicy(kept.text);
  return kept && read?.ok ? { policy: read.value, text: kept.text, index: newest.index } : null;
}

/** A checkpoint with the newest signature of each witness below it. */
export async function withCosignatures(
  db: Db,
  origin: string,
  { size, note }: { readonly size: number; readonly note: string },
): Promise<string> {
  const rows = await db
    .selectDistinctOn([recordCosignatures.witness], { line: recordCosignatures.line })
    .from(recordCosignatures)
    .where(and(eq(recordCosignatures.log, origin), eq(recordCosignatures.size, size)))
    .orderBy(recordCosignatures.witness, desc(recordCosignatures.at), recordCosignatures.line);
  return [note, ...rows.map(({ line }) => line)].join("");
}

/** Whether enough witnesses have seen the entry by which a result was published; null where the process asks for none. */
export async function isResultWitnessed(
  { db }: Pick<Deps, "db">,
  processId: ProcessId,
  number: number,
): Promise<boolean | null> {
  const head = await recordHead(db, processId);
  const seen = head && (await witnessing(db, head.origin));
  if (!seen?.isAsked) return null;
  const published = await findEntry(db, processId, { kind: "result", name: String(number) });
  return published !== null && (seen.size ?? 0) > published.index;
}

/** More signatures than are looked through for the newest size that enough witnesses saw. */
const newest = 1000;

/** Who saw which size last, and which size enough of them saw; null where the log asks for nobody. */
export async function witnessing(db: Db, origin: string) {
  const declared = await declaredPolicy(db, origin);
  if (!declared) return null;
  const sights = await sightsOf(db, origin);
  const { policy } = declared;
  return {
    /** Null where the policy asks for nobody. */
    isAsked: policy.quorum !== null,
    size: policy.quorum === null ? null : witnessedSize(policy, sights, textOf),
    seen: policy.witnesses.map((one) => {
      const last = sights.find((sight) => sight.witness === textOf(one));
      return { name: one.name, key: textOf(one), size: last?.size ?? null, at: last?.at ?? null };
    }),
  };
}

const textOf = (one: Witness) => verifierKeyText(one.key);

function sightsOf(db: Db, origin: string): Promise<Sight[]> {
  const { size, witness, at } = recordCosignatures;
  return db
    .select({ size, witness, at })
    .from(recordCosignatures)
    .where(eq(recordCosignatures.log, origin))
    .orderBy(desc(size), desc(at), witness)
    .limit(newest);
}

/** The largest size that was seen by as many as the policy asks for that holds among so many entries; null where there is none. */
async function ownWitnessedSize(db: Db, origin: string): Promise<number | null> {
  const sights = await sightsOf(db, origin);
  let declared = await declaredPolicy(db, origin);
  for (let until = Number.POSITIVE_INFINITY; declared; ) {
    const { policy, index } = declared;
    const within = sights.filter(({ size }) => size > index && size <= until);
    const size = witnessedSize(policy, within, textOf);
    if (size !== null) return size;
    until = index;
    declared = await declaredPolicy(db, origin, index);
  }
  return null;
}

/**
 * The newest checkpoint that enough witnesses have seen, if it covers so many entries, with what they signed; until there is one the
 * newest of all, of which a program says that it is not witnessed.
 */
export async function witnessedCheckpoint(
  db: Db,
  newest: { readonly origin: string; readonly size: number; readonly note: string },
  least: number,
) {
  const seen = await ownWitnessedSize(db, newest.origin);
  const witnessed = seen !== null && seen >= least ? await checkpointAt(db, newest.origin, seen) : undefined;
  const { size, note } = witnessed ?? newest;
  return { origin: newest.origin, size, note: await withCosignatures(db, newest.origin, { size, note }) };
}
