import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import { flipsAt, reviewBoard } from "./board.server";
import { newestPublished, reviewedVersions } from "./reviewedVersions.server";

/**
 * The systems of a process as they stand at a version: the one that is asked for, else the newest that is published.
 * null where there is no such version. A version that is being written is for organizers.
 */
export async function systemsAt(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  wanted: string | null,
  isOrganizer: boolean,
) {
  const all = await reviewedVersions(deps.db, process);
  const versions = all.filter(({ draft }) => draft.state !== "working" || isOrganizer);
  const at = wanted ? versions.find(({ draft }) => draft.label === wanted) : newestPublished(versions);
  if (wanted && !at) return null;
  const board = at ? await reviewBoard(deps, process, at, all) : [];
  const flips = at ? await flipsAt(deps, process, at, all, board) : null;
  return { versions, at: at ?? null, board, flips };
}
