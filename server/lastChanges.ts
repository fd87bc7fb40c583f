/**
 * When a node last heard that each process changed, by its own clock. Pages are read before their socket is there, and ask
 * then whether they missed something.
 */
export function lastChanges(now: () => number = () => performance.now()) {
  const begun = now();
  const heard = new Map<string, number>();
  return {
    hear: (processId: string) => void heard.set(processId, now()),
    /** Whether one may have changed in so many milliseconds; a node that was not there all the time cannot say that it did not. */
    within: (processId: string, since: number) => now() - since <= (heard.get(processId) ?? begun),
  };
}
