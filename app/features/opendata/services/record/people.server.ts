import { type SQL, sql } from "drizzle-orm";
import type { ProcessId } from "~/kernel/ids";
import { importedAddress, isNamed, namedId, organizerId } from "~/platform/publicRows/persons";
import { columnNamed } from "~/platform/publicRows/readTable.server";
import type { ExportScope } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import { type Db, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";

/**
 * Everyone of the record who is more than "a participant": those who agreed to be named and did
 * something in it, and organizers. One JSON text each, sorted by id.
 */
export async function peopleLines(db: Db, extent: ExportScope): Promise<string[]> {
  const { processId } = extent;
  // Each set is made once and joined: looked up person by person it would be read as often as there are people.
  const rows = await rowsOf<{ line: string }>(
    db,
    sql`with chosen as (
        select distinct id from (${appearances(extent)}) seen
        union select m.user_id from ${processMembers} m where m.process_id = ${processId} and m.role = 'organizer'
      )
      select row_to_json(r)::text as line from (
        select ${namedId(processId)} as id, case when ${isNamed} then u.display_name else '' end as name,
          case when ${isNamed} then u.affiliation else '' end as affiliation,
          case when m.role = 'organizer' then 'organizer' else 'participant' end as role
        from chosen join ${users} u on u.id = chosen.id
          left join ${processMembers} m on m.user_id = u.id and m.process_id = ${processId}
        where ${isNamed} or (m.role = 'organizer' and ${importedAddress})
        union select ${organizerId(processId)}, '', '', 'organizer'
        order by 1
      ) r`,
  );
  return rows.map(({ line }) => line);
}

/** Everyone who stands under their name in a column of the record. */
function appearances(extent: ExportScope): SQL {
  const selects = recordTables.flatMap((table) =>
    Object.entries(table.columns)
      .filter(([, leave]) => leave.kind === "person" && leave.isNamed)
      .map(
        ([name]) =>
          sql`select ${columnNamed(table, name)} as id from ${table.table} where ${table.rows(extent)}`,
      ),
  );
  return sql.join(selects, sql` union all `);
}

/** Under which address somebody of a loaded record stands; no mail is ever sent there. */
export const addressOf = (processId: ProcessId, id: string): string => `imported+${processId}+${id}@invalid`;
