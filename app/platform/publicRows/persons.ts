import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ProcessId } from "~/kernel/ids";
import type { ExportRule, ExportScope } from "~/platform/recordTable";
import { users } from "~db/schema/accounts";

/** What people of a loaded record have for an address: nobody can sign in with it, and no mail is sent there. */
export const importedAddress = sql.raw("u.email like 'imported+%@invalid'");

/** Who agreed to be named, and has a name. */
export const isNamed = sql.raw("(u.shows_name and u.display_name <> '')");

/**
 * The name that a person has in the record: the same wherever they agreed to be named, and another in
 * every place for who did not, so that what they did here and there cannot be put together, nor tried out
 * by whoever knows an account's id: a salt of the process that never leaves is in it. Organizers
 * without a name are "an organizer" as on pages. Who was loaded keeps the name that they came with.
 */
export function personId(
  column: PgColumn,
  place: SQL,
  leave: Extract<ExportRule, { kind: "person" }>,
  { processId }: Pick<ExportScope, "processId">,
): SQL {
  const named = sql`when ${isNamed} then ${uuidOf(sql`'named ' || ${processId}::text || ' ' || u.id::text`)}`;
  return sql`(select case when ${importedAddress} then u.id::text
    ${leave.isNamed ? named : sql``}
    ${leave.isKey ? sql`` : sql`when m.role = 'organizer' then ${organizerId(processId)}`}
    else ${uuidOf(sql`${saltOf(processId)} || ' ' || ${processId}::text || ' ' || ${place} || ' ' || u.id::text`)} end
    from ${users} u left join process_members m on m.user_id = u.id and m.process_id = ${processId}
    where u.id = ${column})`;
}

const saltOf = (processId: ProcessId): SQL =>
  sql`(select p.record_salt from processes p where p.id = ${processId})`;

/** The name that named people have in the record; `u` is their row. */
export const namedId = (processId: ProcessId): SQL =>
  sql`case when ${importedAddress} then u.id::text else ${uuidOf(
    sql`'named ' || ${processId}::text || ' ' || u.id::text`,
  )} end`;

/** Under which organizers stand who did not agree to be named. */
export const organizerId = (processId: ProcessId): SQL => uuidOf(sql`'an organizer ' || ${processId}::text`);

/** A UUID made of the first half of the SHA-256 of a text. */
function uuidOf(text: SQL): SQL {
  return sql`encode(substring(sha256(convert_to(${text}, 'UTF8')) from 1 for 16), 'hex')::uuid::text`;
}
