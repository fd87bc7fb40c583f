import { type SQL, sql } from "drizzle-orm";
import type { ChangesRegistration } from "~/platform/changes";
import { type ExportScope, exported, person, recordTable, withheld } from "~/platform/recordTable";
import { changes } from "~db/schema/processes";

/** What was changed, of those kinds whose rows are public by what each feature says of them. */
export function changesTable(kinds: ChangesRegistration["kinds"]) {
  const areOut = (extent: ExportScope): SQL =>
    sql.join(
      kinds.map(({ kind, rows }) =>
        rows
          ? sql`(${changes.kind} = ${kind.name} and ${rows(extent)})`
          : sql`${changes.kind} = ${kind.name}`,
      ),
      sql` or `,
    );
  return recordTable("changes", changes, {
    about: "What stood somewhere before it was changed, what has stood there since, who changed it, and why.",
    key: ["id"],
    rows: (extent) => sql`${changes.processId} = ${extent.processId} and (${areOut(extent)})`,
    columns: {
      id: exported,
      processId: exported,
      kind: exported,
      scope: exported,
      subject: exported,
      before: exported,
      after: exported,
      reason: exported,
      changedBy: person,
      at: exported,
      transaction: withheld("numbers the transactions of one database"),
    },
  });
}
