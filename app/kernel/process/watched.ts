/** Further back (milliseconds) nobody asks what changed in a process: who was away for longer looks in any case. */
export const longestSince = 10 * 60_000;
