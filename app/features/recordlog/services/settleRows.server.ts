import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import type { RecordDeps } from "./appendRecord.server";
import { sweepProcess } from "./rows/sweepRows.server";

/**
 * Has the record log of a process commit to all its public rows as they are, as the hourly sweep does: before something that is made of them
 * stands for good. What no act changed is named in the log then, and cannot be put back afterwards.
 */
export const settleRows = (deps: Pick<Deps, "db"> & RecordDeps, processId: ProcessId): Promise<void> =>
  sweepProcess(deps, processId);
