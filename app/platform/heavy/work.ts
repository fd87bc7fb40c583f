import type { Db } from "~db/client";
import type { Deps } from "../deps";

/**
 * Something that takes the processor long enough for others to notice: a function of its input alone, which knows no
 * database, clock or chance. It runs in a thread of its own, so what goes in and comes out is plain data (what
 * `structuredClone` copies). What is too much to hand over at once comes in portions, as fast as they are taken.
 */
export type Task<Input, Portion, Output> = {
  /** Names it for the thread that runs it: all tasks are in server/work/tasks.ts. */
  readonly name: string;
  /** Whether it may take minutes. Such tasks never have all threads. */
  readonly isLong: boolean;
  /** Milliseconds after which it is given up: for what strangers sent. Null: as long as anything. */
  readonly within: number | null;
  readonly run: (input: Input, portions: AsyncIterable<Portion>) => Promise<Output> | Output;
};

export function task<Input, Portion, Output>(
  name: string,
  run: Task<Input, Portion, Output>["run"],
  { isLong = false, within = null }: { readonly isLong?: boolean; readonly within?: number | null } = {},
): Task<Input, Portion, Output> {
  return { name, isLong, within, run };
}

/**
 * Has a task done and gives what it gives. Throws what the task throws, what reading its portions throws, and an error for which
 * `isBusy` holds when there is no thread for it for now.
 */
export type Work = <Input, Portion, Output>(
  task: Task<Input, Portion, Output>,
  input: Input,
  portions?: AsyncIterable<Portion>,
) => Promise<Output>;

export async function* noPortions(): AsyncGenerator<never> {}

/** Does tasks in the thread that asks: for commands, which nobody else waits for, and for tests. */
export const workHere: Work = async (task, input, portions = noPortions()) =>
  structuredClone(await task.run(structuredClone(input), portions));

/**
 * Dependencies for one who holds a transaction. Threads and other requests may wait for the database, which with the
 * embedded one waits for the transaction: so it waits for none of them.
 */
export const inside = (deps: Deps, tx: Db): Deps => ({
  ...deps,
  db: tx,
  work: workHere,
  keptFiles: { ...deps.keptFiles, made: deps.keptFiles.madeAlone },
});

const busy = "CODRAFT_BUSY";

/** What is thrown when heavy work cannot be done for now: nothing was changed, and it may be asked for again. */
export const busyError = (why: string): Error => Object.assign(new Error(why), { code: busy });

/** The same for a task that took longer than it may: asked for again, it would again. */
export const lateError = (why: string): Error => Object.assign(busyError(why), { isLate: true });

export const isLate = (error: unknown): boolean => isBusy(error) && "isLate" in (error as object);

export const isBusy = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === busy;
