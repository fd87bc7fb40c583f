import { sql } from "drizzle-orm";
import { type Db, rowsOf } from "~db/client";

/** One entry on its way into a log. Everything in it was decided before; SQL decides the order. */
export type Submission = {
  readonly kind: "cast" | "withdraw";
  readonly voter: string;
  readonly prev: string | null;
  readonly entry: string;
  readonly leaf: string;
  /** Idempotency key of the form, and the hash of what it said. */
  readonly key: string;
  readonly hash: string;
  readonly noteSalt: string | null;
  readonly notes: Readonly<Record<string, string>> | null;
};

export type AppendOutcome =
  | {
      readonly outcome: "appended" | "repeated";
      readonly index: number;
      readonly leaf: string;
      readonly at: Date;
    }
  | { readonly outcome: "round_closed" | "not_on_roll" | "superseded" | "key_reused" | "unknown_log" };

export type AppendBallot = (log: string, submission: Submission) => Promise<AppendOutcome>;

const mostTogether = 256;

type Waiting = {
  submission: Submission;
  resolve: (outcome: AppendOutcome) => void;
  reject: (error: unknown) => void;
};

/**
 * Appends ballots to logs. While one append of a log is under way, further ones wait and then go
 * together in one transaction: the head's lock is held through the commit's flush, so one by one
 * a log would take as many ballots a second as the disk flushes. Each caller is answered only
 * after the commit that holds their ballot.
 */
export function ballotAppender(db: Db): AppendBallot {
  const queues = new Map<string, Waiting[]>();

  const drain = async (log: string, queue: Waiting[]) => {
    while (queue.length > 0) {
      const together = queue.splice(0, mostTogether);
      try {
        const outcomes = await appendTogether(
          db,
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
    }
    queues.delete(log);
  };

  return (log, submission) =>
    new Promise((resolve, reject) => {
      const running = queues.get(log);
      if (running) {
        running.push({ submission, resolve, reject });
        return;
      }
      const queue: Waiting[] = [{ submission, resolve, reject }];
      queues.set(log, queue);
      void drain(log, queue);
    });
}

type OutcomeRow = {
  ord: number;
  outcome: AppendOutcome["outcome"];
  entry_index: number | null;
  entry_leaf: string | null;
  entry_at: string | Date | null;
};

/** One call of the SQL function, one transaction; outcomes in the order of the submissions. */
export async function appendTogether(
  db: Db,
  log: string,
  submissions: readonly Submission[],
): Promise<AppendOutcome[]> {
  const rows = await rowsOf<OutcomeRow>(
    db,
    sql`select * from append_ballots(${log}, ${JSON.stringify(submissions)}::text::jsonb)`,
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
        case "not_on_roll":
        case "superseded":
        case "key_reused":
        case "unknown_log":
          return { outcome: row.outcome };
        default:
          return row.outcome satisfies never;
      }
    });
}
