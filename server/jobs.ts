import type { Deps } from "~/platform/deps";
import type { Job } from "~/platform/registrations";

export type RunningJobs = {
  /** When each job, and what goes on beside them, last came to its end without failing; null while it has not. */
  readonly lastSuccess: () => ReadonlyMap<string, Date | null>;
  readonly stop: () => void;
};

/**
 * Runs each job every so often. One that fails is logged and tried again at its next time, and none of them holds up
 * another. A job is not started while its last run goes on: a slow mail server is not asked for several at once.
 */
export function startJobs(
  deps: Deps,
  jobs: readonly Job[],
  beside: () => Iterable<readonly [string, Date | null]> = () => [],
): RunningJobs {
  const succeeded = new Map<string, Date | null>(jobs.map(({ name }) => [name, null]));
  const timers = jobs.map(({ name, every, run }) => {
    let isRunning = false;
    return setInterval(async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await run(deps);
        succeeded.set(name, deps.now());
      } catch (error) {
        const failures = error instanceof AggregateError ? error.errors : [error];
        for (const err of failures) deps.log.error({ err }, `${name} failed`);
      } finally {
        isRunning = false;
      }
    }, every);
  });
  return {
    lastSuccess: () => new Map([...succeeded, ...beside()]),
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** A line for each job: when it last succeeded. */
export function jobLines(jobs: RunningJobs): string {
  return [...jobs.lastSuccess()].map(([name, at]) => `${name}: ${at?.toISOString() ?? "not yet"}\n`).join("");
}
