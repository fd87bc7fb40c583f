import { numberClauses } from "~/features/drafts/domain/clause";
import { clauseRows, listDrafts } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";

/** Clauses by which editors can say that a comment was carried out: those of the two newest versions, newest first. */
export async function changesToCite(deps: Pick<Deps, "db">, process: ProcessRow) {
  const versions = (await listDrafts(deps, process, true)).reverse().slice(0, 2);
  const lists = await Promise.all(
    versions.map(async ({ id, label }) => {
      const rows = await clauseRows(deps.db, id);
      const numbers = numberClauses(rows);
      return rows.flatMap(({ clauseId, kind, heading, body }, at) =>
        kind === "section"
          ? []
          : [
              {
                value: `${label}:${clauseId}`,
                name: `${label} · ${numbers[at]} ${titleOrBeginning(heading, body, 60)}`,
              },
            ],
      );
    }),
  );
  return lists.flat();
}
