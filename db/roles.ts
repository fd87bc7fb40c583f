import type { Sql } from "postgres";

/** What a server needs of the database beside its tables: to let go of what goes with a process, see docs/database.md. */
const ownersFunctions = ["let_go_of_votes(uuid)", "let_go_of_record_log(uuid)"];

/** What stands in the way of a start, as a sentence for whoever starts the server. */
export class RoleProblem extends Error {}

/** Whether a connection's role can change the tables themselves: it owns them, or there are none yet and it can make some. */
export async function mayMigrate(client: Sql): Promise<boolean> {
  const [row] = await client<{ may: boolean }[]>`
    select coalesce(
      (select pg_has_role(current_user, relowner, 'USAGE') from pg_class where oid = to_regclass('public.record_entries')),
      has_database_privilege(current_user, current_database(), 'CREATE')) as may`;
  return row?.may ?? false;
}

/** Whether a database is as the newest migration left it, for a role that can only look; `newest` is its moment in the journal. */
export async function isMigrated(client: Sql, newest: number): Promise<boolean> {
  try {
    const [row] = await client<{ at: string | null }[]>`
      select max(created_at) as at from drizzle.__drizzle_migrations`;
    return Number(row?.at ?? 0) >= newest;
  } catch {
    return false;
  }
}

/**
 * Gives another role than the owner's what a server needs, and of tables to which is only ever added no more than that: those
 * that refuse every change, and the list of record logs, of which one thing changes when a record is loaded.
 */
export async function grantTo(owner: Sql, role: string): Promise<void> {
  await owner.begin(async (tx) => {
    const name = tx(role);
    await tx`grant usage on schema public to ${name}`;
    await tx`grant select, insert, update, delete on all tables in schema public to ${name}`;
    await tx`grant usage, select on all sequences in schema public to ${name}`;
    const kept = await tx<{ table: string }[]>`
      select tgrelid::regclass::text as table from pg_trigger where tgname = 'refuse_rewriting'`;
    for (const { table } of kept) await tx`revoke update, delete on ${tx(table)} from ${name}`;
    await tx`revoke update, delete on record_logs from ${name}`;
    await tx`grant update (former_of) on record_logs to ${name}`;
    for (const one of ownersFunctions) await tx`grant execute on function ${tx.unsafe(one)} to ${name}`;
    await tx`grant usage on schema drizzle to ${name}`;
    await tx`grant select on drizzle.__drizzle_migrations to ${name}`;
  });
}

/** The role of a connection; refused where it can do to logs what their owner can, so that there would be no use in having two. */
export async function lesserRole(client: Sql): Promise<string> {
  const [row] = await client<{ role: string; owns: boolean }[]>`
    select current_user as role,
      pg_has_role(current_user, (select relowner from pg_class where oid = 'record_entries'::regclass), 'USAGE')
        or (select rolsuper from pg_roles where rolname = current_user) as owns`;
  if (row && !row.owns) return row.role;
  throw new RoleProblem(
    "The role of DATABASE_URL owns the tables, or may do all that their owner may. With DATABASE_OWNER_URL give the server a role of its own.",
  );
}
