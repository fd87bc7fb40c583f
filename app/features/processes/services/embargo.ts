import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";

/** The moment from which endorsements are shown; null when they are shown already. */
export function embargoOf(deps: Pick<Deps, "now">, process: ProcessRow): Date | null {
  return process.embargoUntil && process.embargoUntil > deps.now() ? process.embargoUntil : null;
}
