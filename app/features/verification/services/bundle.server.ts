import { createGunzip } from "node:zlib";
import { and, asc, eq, inArray } from "drizzle-orm";
import { allComponents } from "~/features/components/services/read.server";
import { plansOf } from "~/features/plans/services/read.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { anchorsText } from "~/features/recordlog/services/anchors.server";
import { checkpointOfProcess, findEntry, recordRows } from "~/features/recordlog/services/read.server";
import { handoverNotes } from "~/features/recordlog/services/verifierKeys.server";
import { declaredPolicy, witnessedCheckpoint } from "~/features/recordlog/services/witnessed.server";
import { resultText } from "~/features/results/domain/resultDocument";
import { planCollecting } from "~/features/results/services/collectBallots.server";
import type { CompilationRow } from "~/features/results/services/resultPage.server";
import { logFile, termsText } from "~/features/rounds/services/logFiles.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { canonicalHash, canonicalJson } from "~/kernel/hash/canonical";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps, OpenedFile } from "~/platform/deps";
import type { Db } from "~db/client";
import { ballotVoters, rounds, seats } from "~db/schema/rounds";
import { type BundlePiece, writeBundle } from "./bundleTask.server";

type Counted = { readonly round: RoundRow; readonly log: string };
/** The record log, and the rounds that a result counts. */
type Making = { readonly origin: string; readonly counted: readonly Counted[] };

/**
 * A published result and all that it is made of as one file, for programs that check it without asking anybody; made once for
 * what it is made of. Refused with `bundle_not_signed` until a checkpoint covers the result, which it does within seconds, and
 * with `bundle_too_large` where nobody could be asked to unpack it.
 */
export async function resultBundle(
  deps: Deps,
  process: ProcessRow,
  compilation: CompilationRow,
): Promise<Result<OpenedFile, Refusal>> {
  const { result, number } = compilation;
  if (!compilation.publishedAt) return fail({ code: "not_found" });
  const newest = await checkpointOfProcess(deps.db, process.id);
  const published = await findEntry(deps.db, process.id, { kind: "result", name: String(number) });
  if (!newest || !published || published.index >= newest.size) return fail({ code: "bundle_not_signed" });
  const checkpoint = await witnessedCheckpoint(deps.db, newest, published.index + 1);
  const declared = await declaredPolicy(deps.db, newest.origin, checkpoint.size);
  const counted = await countedRounds(deps.db, compilation);
  const pieces = await smallFiles(deps, process, compilation, { origin: newest.origin, counted });
  if (!pieces) return fail({ code: "not_found" });
  if (declared) pieces.unshift({ path: "policy", text: declared.text });
  for (const [index, note] of await handoverNotes(deps.db, newest.origin, checkpoint.size))
    pieces.unshift({ path: `keys/${index}`, text: note });
  const logs: { readonly path: string; readonly file: OpenedFile }[] = [];
  const close = () => Promise.all(logs.map(({ file }) => file.file.close().catch(() => {})));
  try {
    for (const { round } of counted) {
      const file = await logFile(deps, round);
      if (!file) return fail({ code: "not_found" });
      logs.push({ path: `rounds/${round.number}/entries.jsonl`, file });
    }
    const page = `${deps.settings.origin}/p/${process.slug}/results/${number}`;
    const made = await deps.keptFiles.made({
      kind: "bundle.zip",
      hash: canonicalHash({
        checkpoint: checkpoint.note,
        page,
        pieces,
        logs: logs.map(({ path, file }) => [path, file.sha256] as const),
      }),
      make: async () => {
        const about = { process: result.process, result: number, page };
        const zip = await deps.work(
          writeBundle,
          about,
          piecesOf(deps.db, {
            note: checkpoint.note,
            origin: checkpoint.origin,
            size: checkpoint.size,
            pieces,
            logs,
          }),
        );
        return zip ?? new Uint8Array(0);
      },
    });
    if (made.bytes > 0) return ok(made);
    await made.file.close();
    return fail({ code: "bundle_too_large" });
  } finally {
    await close();
  }
}

async function countedRounds(db: Db, { result, roundIds }: CompilationRow): Promise<Counted[]> {
  const rows = await db.select().from(rounds).where(inArray(rounds.id, roundIds)).orderBy(asc(rounds.number));
  return rows.flatMap((round) => {
    const log = result.rounds.find(({ number }) => number === round.number)?.log;
    return log === undefined ? [] : [{ round, log }];
  });
}

/** All files that are made in one piece; null where a round has none of them. */
async function smallFiles(
  deps: Deps,
  process: ProcessRow,
  { result, rule, roundIds }: CompilationRow,
  { origin, counted }: Making,
): Promise<BundlePiece[] | null> {
  const planned = await planCollecting(deps.db, process.id, roundIds);
  if (!planned.ok) return null;
  const listed = await allComponents(deps.db, process.id);
  const groups = await workgroupsOf(deps.db, process.id);
  const components = listed.map(({ key, sinceVersion, retiredVersion }) => ({
    key,
    since: sinceVersion,
    retired: retiredVersion,
  }));
  const moves = planned.value.moves.map(({ from, to, version }) => ({ from, to, version }));
  const pieces: BundlePiece[] = [
    { path: "rule.json", text: canonicalJson(rule) },
    { path: "result.json", text: resultText(result) },
    {
      path: "components.json",
      text: canonicalJson({ format: "codraft-components/1" as const, components, moves }),
    },
  ];
  for (const { number, text } of await plansOf(deps.db, process.id))
    pieces.push({ path: `plan/${number}.json`, text });
  for (const { round, log } of counted) {
    const workgroup = groups.find(({ id }) => id === round.workgroupId) ?? null;
    const terms = await termsText(deps, process, round, workgroup);
    if (terms === null) return null;
    pieces.push({ path: `rounds/${round.number}/terms.json`, text: terms });
    pieces.push({ path: `rounds/${round.number}/seats.jsonl`, text: await seatsText(deps.db, round, log) });
    const anchors = await anchorsText(deps.db, log, origin);
    if (anchors !== "") pieces.push({ path: `rounds/${round.number}/anchors.jsonl`, text: anchors });
  }
  return pieces;
}

/** What the seats with ballots that count are called, as the other files of the result call them. */
async function seatsText(db: Db, round: RoundRow, log: string): Promise<string> {
  const rows = await db
    .select({
      voter: seats.voter,
      label: seats.label,
      organization: seats.organization,
      lastKind: ballotVoters.lastKind,
    })
    .from(seats)
    .innerJoin(ballotVoters, and(eq(ballotVoters.log, log), eq(ballotVoters.voter, seats.voter)))
    .where(eq(seats.roundId, round.id))
    .orderBy(asc(seats.voter));
  return rows
    .filter(({ lastKind }) => lastKind === "cast")
    .map(({ voter, label, organization }) => {
      const named = round.attribution === "named" ? organization : null;
      return `${canonicalJson({ voter, label, organization: named })}\n`;
    })
    .join("");
}

type Pieces = {
  readonly note: string;
  readonly origin: string;
  readonly size: number;
  readonly pieces: readonly BundlePiece[];
  readonly logs: readonly { readonly path: string; readonly file: OpenedFile }[];
};

/** Entries that are read at once. */
const portion = 500;

async function* piecesOf(
  db: Db,
  { note, origin, size, pieces, logs }: Pieces,
): AsyncGenerator<BundlePiece[]> {
  yield [{ path: "checkpoint", text: note }];
  for (let from = 0; from < size; from += portion) {
    const rows = await recordRows(db, origin, from, Math.min(size, from + portion));
    yield [{ path: "record.jsonl", text: rows.map(({ entry }) => `${entry}\n`).join("") }];
  }
  for (const piece of pieces) yield [piece];
  for (const { path, file } of logs)
    for await (const text of file.file
      .createReadStream({ autoClose: false })
      .pipe(createGunzip())
      .setEncoding("utf8"))
      yield [{ path, text: text as string }];
}
