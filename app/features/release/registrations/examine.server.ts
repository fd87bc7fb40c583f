import { asc, eq } from "drizzle-orm";
import { boardHash } from "~/features/release/services/boardState.server";
import type { Examine } from "~/platform/registrations";
import { processes } from "~db/schema/processes";
import { boardSnapshots } from "~db/schema/release";

/** What the board saw against its hash. */
export const releaseExamine: Examine = async ({ db, only }) => {
  const snapshots = await db
    .select({ snapshot: boardSnapshots, slug: processes.slug })
    .from(boardSnapshots)
    .innerJoin(processes, eq(processes.id, boardSnapshots.processId))
    .where(only && eq(boardSnapshots.processId, only))
    .orderBy(asc(processes.slug), asc(boardSnapshots.number));
  const findings = snapshots
    .filter(({ snapshot }) => boardHash(snapshot.state) !== snapshot.hash)
    .map(({ slug, snapshot }) => ({
      log: `snapshot ${slug}/${snapshot.number}`,
      index: null,
      what: "its state does not match its hash",
    }));
  return { findings };
};
