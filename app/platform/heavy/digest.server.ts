import { type SQL, sql } from "drizzle-orm";
import { type Db, rowsOf } from "~db/client";

/**
 * SHA-256 of rows, made by the database: what was made of them holds as long as it is the same. Each part selects rows
 * in an order of its own. One statement, however many rows; none of them comes here.
 */
export async function digestOf(db: Db, parts: readonly SQL[]): Promise<string> {
  const hashes = parts.map(
    (part) => sql`(select coalesce(string_agg(r::text, chr(10)), '') from (${part}) r)`,
  );
  const text = sql.join(hashes, sql` || chr(0x1e) || `);
  const [row] = await rowsOf<{ digest: string }>(
    db,
    sql`select encode(sha256(convert_to(${text}, 'UTF8')), 'hex') as digest`,
  );
  if (!row) throw new Error("the database gave no digest");
  return row.digest;
}
