import { Worker } from "node:worker_threads";
import type { Deps } from "~/platform/deps";
import { busyError, lateError, noPortions, type Task, type Work } from "~/platform/heavy/work";
import { projectPath } from "~db/projectFolder";
import type { FromThread, ToThread } from "./messages";

/** Threads at most. One is never given to tasks that take minutes. */
const mostThreads = 2;
/** Tasks that may wait for a thread. */
const mostWaiting = 200;
/** Milliseconds after which a task is given up, and a thread without one ends. */
const longest = 15 * 60_000;
const idleFor = 60_000;
/** Megabytes that a thread may hold: a task that needs more fails, and the server goes on. */
const mostMemory = 1536;

type Thread = {
  readonly worker: Worker;
  job: Job | undefined;
  idle: NodeJS.Timeout | undefined;
  /** Its task took longer than it may. */
  isLate: boolean;
};

type Job = {
  readonly task: Pick<Task<unknown, unknown, unknown>, "name" | "isLong" | "within">;
  readonly input: unknown;
  readonly portions: AsyncIterator<unknown>;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
};

export type WorkPool = {
  readonly work: Work;
  /** Threads that there are now. */
  readonly size: () => number;
  /** Ends the threads; tasks that are not done fail. */
  readonly close: () => Promise<void>;
};

/**
 * Threads for tasks, so that none of them holds up the requests. They start when there is something to do. A thread that
 * ends while it has a task fails that task alone; the next one gets a new thread.
 */
export function workPool(
  { log }: Pick<Deps, "log">,
  { threads = mostThreads, waiting: mostInLine = mostWaiting, start = startThread } = {},
): WorkPool {
  const all = new Set<Thread>();
  const waiting: Job[] = [];
  let isClosed = false;

  const next = () => {
    const longOnes = [...all].filter(({ job }) => job?.task.isLong).length;
    const mayBeLong = threads === 1 || longOnes < threads - 1;
    const at = waiting.findIndex(({ task }) => mayBeLong || !task.isLong);
    if (at === -1) return;
    const thread = [...all].find(({ job }) => !job) ?? (all.size < threads ? begin() : undefined);
    const [job] = thread ? waiting.splice(at, 1) : [];
    if (!thread || !job) return;
    give(thread, job);
    next();
  };

  const begin = (): Thread => {
    const thread: Thread = { worker: start(), job: undefined, idle: undefined, isLate: false };
    all.add(thread);
    thread.worker.on("message", (said: FromThread) => hear(thread, said));
    thread.worker.on("error", (error) => {
      log.error({ err: error, task: thread.job?.task.name }, "a thread for heavy work failed");
    });
    thread.worker.on("exit", () => {
      all.delete(thread);
      clearTimeout(thread.idle);
      const { job } = thread;
      thread.job = undefined;
      const ended = thread.isLate ? lateError : busyError;
      job?.reject(ended(`the thread ended that did ${job.task.name}`));
      if (!isClosed) next();
    });
    // The server decides how long it runs, not its threads.
    thread.worker.unref();
    return thread;
  };

  const give = (thread: Thread, job: Job) => {
    clearTimeout(thread.idle);
    thread.job = job;
    const { within } = job.task;
    thread.idle = setTimeout(() => {
      thread.isLate = within !== null;
      void thread.worker.terminate();
    }, within ?? longest).unref();
    try {
      tell(thread, { kind: "run", name: job.task.name, input: job.input });
    } catch (error) {
      // Something in it cannot be copied, which is a bug of the caller.
      end(thread, () => job.reject(error));
    }
  };

  const end = (thread: Thread, answer: () => void) => {
    const { job } = thread;
    clearTimeout(thread.idle);
    thread.idle = setTimeout(() => thread.worker.terminate(), idleFor).unref();
    thread.job = undefined;
    answer();
    void job?.portions.return?.().catch(() => {});
    next();
  };

  const hear = (thread: Thread, said: FromThread) => {
    const { job } = thread;
    if (!job) return;
    if (said.kind === "next") return void feed(thread, job);
    if (said.kind === "done") return end(thread, () => job.resolve(said.output));
    const error = new Error(`${job.task.name}: ${said.message}`);
    if (said.stack) error.stack = said.stack;
    end(thread, () => job.reject(error));
  };

  const feed = async (thread: Thread, job: Job) => {
    try {
      const { done, value } = await job.portions.next();
      if (thread.job === job) tell(thread, done ? { kind: "end" } : { kind: "portion", portion: value });
    } catch (error) {
      job.reject(error);
      if (thread.job === job) tell(thread, { kind: "cut" });
    }
  };

  return {
    work: <Input, Portion, Output>(
      task: Task<Input, Portion, Output>,
      input: Input,
      portions: AsyncIterable<Portion> = noPortions(),
    ) =>
      new Promise<Output>((resolve, reject) => {
        if (isClosed) return reject(busyError("the server stops"));
        if (waiting.length >= mostInLine) return reject(busyError(`${task.name} would wait too long`));
        const iterator = portions[Symbol.asyncIterator]();
        waiting.push({ task, input, portions: iterator, resolve: resolve as Job["resolve"], reject });
        next();
      }),
    size: () => all.size,
    close: async () => {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(busyError("the server stops"));
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
}

const tell = ({ worker }: Thread, message: ToThread) => worker.postMessage(message);

/** A thread from the build where the server is built, else from the sources. */
function startThread(): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  const file = projectPath(isSource ? "server/work/fromSource.js" : "build/server/thread.js");
  return new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: mostMemory }, name: "heavy work" });
}
