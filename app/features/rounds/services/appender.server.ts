import { eq, sql } from "drizzle-orm";
import { sealEntry } from "~/features/rounds/domain/entry";
import type { AppendBallot, AppendOutcome, Deps, Submission } from "~/platform/deps";
import type { Db, RunStatement } from "~db/client";
import { ballotEntries, ballotLogs } from "~db/schema/rounds";

const mostTogether = 256;
const mostRunning = 2;
/** How many have to be waiting before a second transaction begins beside the first. */
const worthASecond = 8;

type Lane = { queue: Waiting[]; running: number };
type Waiting = {
  submission: Submission;
  resolve: (outcome: AppendOutcome) => void;
  reject: (error: unknown) => void;
};

/**
 * Appends ballots to logs. Ballots that arrive together go together, in one transaction: the
 * head's lock is held until the commit is flushed, so one by one a log could take no more ballots a
 * second than the disk can flush. At most two transactions of a log are under way, so that one is sent
 * and parsed while the other is flushed. Each caller is answered only after the commit that holds
 * their ballot.
 */
export function ballotAppender(run: RunStatement): AppendBallot {
  const lanes = new Map<string, Lane>();

  const drain = async (log: string, lane: Lane) => {
    lane.running++;
    // One turn of the event loop, for those who arrive with the first.
    await new Promise((resolve) => setImmediate(resolve));
    while (lane.queue.length > 0) {
      const together = takeTogether(lane.queue);
      try {
        const outcomes = await appendTogether(
          run,
          log,
          together.map(({ submission }) => submission),
        );
        together.forEach((waiting, i) => {
          const outcome = outcomes[i];
          if (outcome) waiting.resolve(outcome);
          else waiting.reject(new Error("append_ballots answered for fewer ballots than it was given"));
        });
      } catch (error) {
        for (const waiting of together) waiting.reject(error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    lane.running--;
    if (lane.running === 0) lanes.delete(log);
  };

  return (log, submission) =>
    new Promise((resolve, reject) => {
      const lane = lanes.get(log) ?? { queue: [], running: 0 };
      lanes.set(log, lane);
      lane.queue.push({ submission, resolve, reject });
      const isBusy = lane.running > 0 && lane.queue.length < worthASecond;
      if (!isBusy && lane.running < mostRunning) void drain(log, lane);
    });
}

/** The next ballots that can go in one transaction: each voter once, order kept for the others. */
function takeTogether(queue: Waiting[]): Waiting[] {
  const voters = new Set<string>();
  const together: Waiting[] = [];
  const later: Waiting[] = [];
  for (const waiting of queue.splice(0, mostTogether)) {
    const { voter } = waiting.submission;
    if (voters.has(voter)) later.push(waiting);
    else together.push(waiting);
    voters.add(voter);
  }
  queue.unshift(...later);
  return together;
}

type OutcomeRow = {
  ord: number;
  outcome: AppendOutcome["outcome"];
  entry_index: number | null;
  entry_leaf: string | null;
  entry_at: string | Date | null;
};

/** One call of the SQL function; outcomes in the order of the submissions, each voter at most once. */
export async function appendTogether(
  run: RunStatement,
  log: string,
  submissions: readonly Submission[],
): Promise<AppendOutcome[]> {
  const items = JSON.stringify(submissions.map(({ entry: _, ...rest }) => rest));
  const entries = submissions.map(({ entry }) => entry).join("\n");
  const rows = await run<OutcomeRow>(
    sql`select * from append_ballots(${log}, ${items}::text::json, ${entries})`,
  );
  return rows
    .sort((a, b) => a.ord - b.ord)
    .map((row): AppendOutcome => {
      switch (row.outcome) {
        case "appended":
        case "repeated":
          return {
            outcome: row.outcome,
            index: row.entry_index as number,
            leaf: row.entry_leaf as string,
            at: new Date(row.entry_at as string | Date),
          };
        case "round_closed":
        case "round_void":
        case "not_on_roll":
        case "seat_given_up":
        case "superseded":
        case "key_reused":
        case "unknown_log":
          return { outcome: row.outcome };
        default:
          return row.outcome satisfies never;
      }
    });
}

/** Appends one of the log's own entries; the caller holds the head's lock and knows its size. */
export async function appendUnderLock(
  deps: Pick<Deps, "now">,
  tx: Db,
  log: string,
  size: number,
  body: Parameters<typeof sealEntry>[0],
): Promise<string> {
  const sealed = sealEntry(body);
  const voter = "voter" in body ? body.voter : null;
  await tx
    .insert(ballotEntries)
    .values({ log, index: size, kind: body.kind, voter, ...sealed, at: deps.now() });
  await tx
    .update(ballotLogs)
    .set({ size: size + 1 })
    .where(eq(ballotLogs.log, log));
  return sealed.leaf;
}
