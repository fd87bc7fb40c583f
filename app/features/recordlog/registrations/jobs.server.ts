import { askWitnesses } from "~/features/recordlog/services/askWitnesses.server";
import { sweepRows } from "~/features/recordlog/services/rows/sweepRows.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import type { Deps } from "~/platform/deps";
import type { Job } from "~/platform/registrations";

/** What is asked of witnesses before anything is signed after a start: one that knows more shows that all here was put back. */
let asked: Promise<void> | undefined;
const atStart = (deps: Deps) => {
  asked ??= askWitnesses(deps, true);
  // What they say is kept; that they say it is told by the job that asks them.
  return asked.catch(() => {});
};

export const recordlogJobs: readonly Job[] = [
  {
    name: "signing record logs",
    every: 5_000,
    run: async (deps) => {
      await atStart(deps);
      await signLogs(deps);
    },
  },
  { name: "holding rows against record logs", every: 60_000, run: sweepRows },
  { name: "asking witnesses", every: 5_000, run: (deps) => askWitnesses(deps) },
];
