import { type SQL, sql } from "drizzle-orm";
import type { ProcessId } from "~/domain/ids";
import { type Db, rowsOf } from "~db/client";
import { processMembers, users } from "~db/schema";
import { type Extent, importedAddress, isNamed, namedId, organizerId } from "./leave";
import { columnNamed } from "./readTable.server";
import { recordTables } from "./tables";

/** Somebody in the record: by name where they agreed to be named, else only what they were. */
export type RecordedPerson = {
  readonly id: string;
  readonly name: string;
  readonly affiliation: string;
  readonly role: "organizer" | "participant";
};

/**
 * Everyone of the record who is more than "a participant": those who agreed to be named and did
 * something in it, and organizers. One JSON text each, sorted by id.
 */
export async function peopleLines(db: Db, extent: Extent): Promise<string[]> {
  const rows = await rowsOf<RecordedPerson>(
    db,
    sql`select ${namedId(extent.processId)} as id, case when ${isNamed} then u.display_name else '' end as name,
        case when ${isNamed} then u.affiliation else '' end as affiliation,
        case when m.role = 'organizer' then 'organizer' else 'participant' end as role
      from ${users} u left join ${processMembers} m on m.user_id = u.id and m.process_id = ${extent.processId}
      where (m.role = 'organizer' and (${isNamed} or ${importedAddress}))
        or (${isNamed} and u.id in (${appearances(extent)}))
      union select ${organizerId(extent.processId)}, '', '', 'organizer'
      order by 1`,
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return [...known.values()].map(({ id, name, affiliation, role }) =>
    JSON.stringify({ id, name, affiliation, role }),
  );
}

/** Everyone who stands in a column of the record. */
function appearances(extent: Extent): SQL {
  const selects = recordTables.flatMap((table) =>
    Object.entries(table.columns)
      .filter(([, { kind }]) => kind === "person")
      .map(
        ([name]) => sql`select ${columnNamed(table, name)} from ${table.table} where ${table.rows(extent)}`,
      ),
  );
  return sql.join(selects, sql` union `);
}

/** Under which address somebody of a loaded record stands; no mail is ever sent there. */
export const addressOf = (processId: ProcessId, id: string): string => `imported+${processId}+${id}@invalid`;
