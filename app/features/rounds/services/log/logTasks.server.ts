import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import type { BallotChoices, BallotKind } from "~/features/rounds/domain/ballotKind";
import type { RoundKindKey } from "~/features/rounds/domain/roundKinds";
import { keptOf, type VerifiedLog } from "~/features/rounds/domain/verifiedLog";
import { type LogBallot, type LogRow, verifyLog } from "~/features/rounds/domain/verify";
import { task } from "~/platform/heavy/work";

/** The ballot of each kind of round; a worker thread is given the kind alone. */
export type BallotOf = Readonly<Record<RoundKindKey, { readonly ballot: BallotKind }>>;

type Read = { readonly log: string; readonly kind: RoundKindKey };

/** Reads a log from its first entry to its last. */
export const verifyBallotLog = (kinds: BallotOf) =>
  task(
    "verify a ballot log",
    async ({ log, kind }: Read, portions: AsyncIterable<readonly LogRow[]>): Promise<VerifiedLog> => {
      const rows = await all(portions);
      return keptOf(verifyLog<BallotChoices>(log, rows, kinds[kind].ballot), rows);
    },
  );

/** The ballots that count in a log. */
export const readBallots = (kinds: BallotOf) =>
  task(
    "read the ballots of a log",
    async ({ log, kind }: Read, portions: AsyncIterable<readonly LogRow[]>): Promise<readonly LogBallot[]> =>
      verifyLog<BallotChoices>(log, await all(portions), kinds[kind].ballot).ballots,
  );

/** An entry with the reasons that stand beside it. */
export type NotedRow = LogRow & {
  readonly salt: string | null;
  readonly notes: Record<string, string> | null;
};

/**
 * The entries of a log as a file, compressed (gzip), one JSON text a line. Reasons stand with the ballots that count; whoever
 * revised or withdrew one took its reasons back.
 */
export const writeLogFile = task(
  "write a ballot log",
  async (
    { counted }: { readonly counted: readonly number[] },
    portions: AsyncIterable<readonly NotedRow[]>,
  ): Promise<Uint8Array> => {
    const counts = new Set(counted);
    const lines = async function* () {
      for await (const rows of portions)
        for (const { index, leaf, entry, salt, notes } of rows)
          yield `${JSON.stringify({ index, leaf, entry, ...(notes && counts.has(index) ? { salt, notes } : {}) })}\n`;
    };
    return buffer(Readable.from(lines()).pipe(createGzip()));
  },
);

async function all(portions: AsyncIterable<readonly LogRow[]>): Promise<LogRow[]> {
  const rows: LogRow[] = [];
  for await (const portion of portions) rows.push(...portion);
  return rows;
}
