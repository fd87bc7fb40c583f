import { and, asc, eq, sql } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { processes } from "~db/schema/processes";
import { boardSnapshots } from "~db/schema/release";
import { boardHash } from "./boardState.server";

/**
 * What does not have the hash that it should, in a sentence each: snapshots of the board, and endorsements
 * of a version whose text they do not name. Of one process, or of all.
 */
export async function examineBoard(deps: Pick<Deps, "db">, only?: ProcessId): Promise<string[]> {
  const snapshots = await deps.db
    .select({ snapshot: boardSnapshots, slug: processes.slug })
    .from(boardSnapshots)
    .innerJoin(processes, eq(processes.id, boardSnapshots.processId))
    .where(only && eq(boardSnapshots.processId, only))
    .orderBy(asc(processes.slug), asc(boardSnapshots.number));
  const changed = snapshots
    .filter(({ snapshot }) => boardHash(snapshot.state) !== snapshot.hash)
    .map(({ slug, snapshot }) => `snapshot ${slug}/${snapshot.number}: its state does not match its hash`);
  const astray = await deps.db
    .select({ slug: processes.slug, number: endorsements.number, label: drafts.label })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .innerJoin(processes, eq(processes.id, endorsements.processId))
    .innerJoin(drafts, eq(drafts.id, endorsedVersions.draftId))
    .where(
      and(
        sql`${endorsedVersions.draftHash} is distinct from ${drafts.textHash}`,
        only && eq(endorsements.processId, only),
      ),
    )
    .orderBy(asc(processes.slug), asc(endorsements.number));
  const others = astray.map(
    ({ slug, number, label }) => `endorsement ${slug}/${number}: it is of another text than that of ${label}`,
  );
  return [...changed, ...others];
}
