import { eq, type SQL, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { listSystems, type SystemRow } from "~/features/reviews/services/findSystem.server";
import { plainVersion } from "~/features/reviews/services/heldSystems.server";
import type { VersionRow } from "~/features/reviews/services/reviewedVersions.server";
import { canonicalHash } from "~/kernel/hash/canonical";
import type { Deps, OpenedFile } from "~/platform/deps";
import { digestOf } from "~/platform/heavy/digest.server";
import { type Db, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { reviewCells, reviews, systems } from "~db/schema/reviews";
import { type SystemPortion, writeCellsFile } from "./heldTasks.server";

/** The file of all systems, or of one: made once for what is said of them, in a thread for heavy work. */
export async function cellsFile(
  deps: Pick<Deps, "db" | "work" | "keptFiles">,
  process: ProcessRow,
  at: VersionRow,
  versions: readonly VersionRow[],
  only: SystemRow | null,
): Promise<OpenedFile> {
  const input = { version: plainVersion(at), versions: versions.map(plainVersion) };
  const wanted = only ? eq(systems.id, only.id) : eq(systems.processId, process.id);
  const digest = await digestOf(deps.db, saidOf(wanted));
  return deps.keptFiles.made({
    kind: "cells.csv",
    hash: canonicalHash({ digest, input, key: only?.key ?? null }),
    make: async () => {
      const all = only ? [only] : await listSystems(deps, process);
      return deps.work(writeCellsFile, input, portionsOf(deps.db, all));
    },
  });
}

const confirmed = sql`${reviews.state} = 'confirmed'`;
const shownName = sql`case when ${users.showsName} and ${users.displayName} <> '' then ${users.displayName} end`;

/** The rows that the file is made of. */
const saidOf = (wanted: SQL) => [
  sql`select ${systems.id}, ${systems.key}, ${reviews.id} as review, ${reviews.number}, ${reviews.affiliated}, ${shownName} as name
    from ${systems} join ${reviews} on ${reviews.systemId} = ${systems.id} left join ${users} on ${users.id} = ${reviews.userId}
    where ${wanted} and ${confirmed} order by ${systems.id}, ${reviews.id}`,
  sql`select ${reviewCells} from ${reviewCells} join ${reviews} on ${reviews.id} = ${reviewCells.reviewId}
    join ${systems} on ${systems.id} = ${reviews.systemId} where ${wanted} and ${confirmed}
    order by ${reviewCells.reviewId}, ${reviewCells.draftId}, ${reviewCells.component}, ${reviewCells.criterion}`,
];

async function* portionsOf(db: Db, all: readonly SystemRow[]): AsyncGenerator<SystemPortion> {
  for (const { id, key } of all) {
    const [row] = await rowsOf<SystemPortion>(
      db,
      sql`select json_build_object('system', ${key}::text, 'reviewers', (
          select coalesce(json_agg(json_build_object('id', ${reviews.id}, 'number', ${reviews.number},
            'name', ${shownName}, 'affiliated', ${reviews.affiliated})), '[]')
          from ${reviews} left join ${users} on ${users.id} = ${reviews.userId}
          where ${reviews.systemId} = ${id} and ${confirmed}
        ), 'cells', (
          select coalesce(json_agg(json_build_object('review', ${reviewCells.reviewId}, 'version', ${reviewCells.draftId},
            'component', ${reviewCells.component}, 'criterion', ${reviewCells.criterion}, 'value', ${reviewCells.value},
            'url', ${reviewCells.url}, 'note', ${reviewCells.note}, 'at', floor(extract(epoch from ${reviewCells.savedAt}) * 1000))
            order by ${reviewCells.component}, ${reviewCells.criterion}, ${reviewCells.reviewId}), '[]')
          from ${reviewCells} join ${reviews} on ${reviews.id} = ${reviewCells.reviewId}
          where ${reviews.systemId} = ${id} and ${confirmed}
        ))::text as rows`,
    );
    if (row) yield row;
  }
}
