import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { deleteProcess } from "~/features/opendata/services/deleteProcess.server";
import { checkRecord } from "~/features/opendata/services/loadRecord.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { sweepProcess } from "~/features/recordlog/services/rows/sweepRows.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { anchorOpenLogs } from "~/features/rounds/services/anchors/anchorLogs.server";
import { examine } from "~/features/verification/services/examine.server";
import { connectPostgres, type DbHandle, rowsOf } from "~db/client";
import { withDeps } from "~server/cli/database";
import { run as migrate } from "~server/cli/migrate";
import { published } from "~tests/features/verification/honest";
import { commented, firstVersion } from "~tests/support/comments";
import { type Files, memorySink, memorySource } from "~tests/support/memoryRecord";
import {
  cast,
  closed,
  drafted,
  open,
  processRow,
  requires,
  roundRow,
  scenario,
  sealed,
  there,
  value,
} from "~tests/support/scenario";
import { testDeps } from "~tests/support/testDeps";

const name = randomBytes(6).toString("hex");
const [ownerRole, role] = [`owner_${name}`, `server_${name}`];
let admin: DbHandle;
let ownerUrl: string;
let owner: DbHandle;
let server: DbHandle;

/** The address of the database as a role sees it. */
const addressAs = (user: string) => {
  const address = new URL(inject("postgresUrl") as string);
  address.username = user;
  address.pathname = `/${name}`;
  return address.href;
};

// Neither of the two is a superuser, as in an installation.
beforeAll(async () => {
  admin = await connectPostgres(inject("postgresUrl") as string, 1);
  for (const statement of [
    `create role ${ownerRole} login`,
    `create role ${role} login`,
    `create database "${name}" owner ${ownerRole}`,
  ])
    await admin.db.execute(sql.raw(statement));
  ownerUrl = addressAs(ownerRole);
  const early = await connectPostgres(addressAs(role), 1);
  await expect(early.migrate()).rejects.toThrow("codraft migrate");
  await early.close();
  owner = await connectPostgres(ownerUrl, 2);
  server = await connectPostgres(addressAs(role), 6, { ownerUrl });
  await server.migrate();
});
afterAll(async () => {
  await server.close();
  await owner.close();
  await admin.db.execute(sql.raw(`drop database "${name}" with (force)`));
  await admin.db.execute(sql.raw(`drop role ${ownerRole}`));
  await admin.db.execute(sql.raw(`drop role ${role}`));
  await admin.close();
});

/** What the database says to a statement of the server's role. */
const said = (statement: string) =>
  server.db.execute(sql.raw(statement)).then(
    () => "done",
    (error: Error) => (error.cause instanceof Error ? error.cause.message : error.message),
  );

describe("A server whose role owns nothing", () => {
  test("does all that a server does: a vote under a plan from its sealing to its result, its logs, its deletion", async () => {
    // Randomness of its own: nothing that other tests made is copied.
    const deps = testDeps(server, { randomHex: (bytes) => randomBytes(bytes).toString("hex") });
    const s = await scenario(deps, { members: 3 });
    const { draft } = await firstVersion(s, "The terms of it.");
    await commented(s, there(s.members.alpha[0]), draft, { body: "All of it?" });
    const round = await drafted(s);
    await sealed(s, [round]);
    value(await open(s, round));
    for (const one of s.members.alpha)
      await cast(s, one, await roundRow(deps, round.id), requires("weights"));
    await anchorOpenLogs(deps);
    value(await eraseAccount(deps, there(s.members.alpha[2])));
    await published(s, [await closed(s, await roundRow(deps, round.id))]);
    await sweepProcess(deps, s.process.id);
    await signLogs(deps);
    expect((await examine(deps)).findings).toEqual([]);
    const files: Files = new Map();
    await writeRecord(deps, await processRow(deps, s.process.id), memorySink(files));
    value(await deleteProcess(deps, s.organizer, s.process, s.process.slug));
    const left = await rowsOf<{ log: string }>(
      deps.db,
      sql`select log from record_entries union all select log from ballot_entries union all select hash from plans`,
    );
    expect(left).toEqual([]);
    // Its log was here: what is loaded again takes it back.
    expect(await checkRecord(deps, memorySource(files))).toMatchObject({ ok: true });
  });

  test("adds to logs, and changes nothing in them, whatever it says that it is doing", async () => {
    const kept = await rowsOf<{ name: string }>(
      owner.db,
      sql`select tgrelid::regclass::text as name from pg_trigger where tgname = 'refuse_rewriting'`,
    );
    expect(kept.length).toBeGreaterThan(5);
    for (const { name: table } of kept) {
      const column = there(
        (
          await rowsOf<{ column: string }>(
            owner.db,
            sql`select column_name as column from information_schema.columns where table_name = ${table} limit 1`,
          )
        )[0],
      ).column;
      for (const statement of [
        `delete from ${table}`,
        `update ${table} set "${column}" = "${column}"`,
        `truncate ${table} cascade`,
      ])
        expect(
          await said(`do $$ begin perform set_config('codraft.deleting', 'on', true); ${statement}; end $$`),
        ).toMatch(/^permission denied for table/);
    }
    expect(await said("delete from record_logs")).toMatch(/^permission denied/);
    expect(await said("update record_logs set process_id = null")).toMatch(/^permission denied/);
  });

  test.each([
    "set session_replication_role = replica",
    "alter table record_entries disable trigger all",
    "drop trigger refuse_rewriting on ballot_entries",
    "create trigger mine before insert on record_entries for each row execute function take_record_entry()",
    "create or replace function refuse_rewriting() returns trigger language plpgsql as $$ begin return old; end $$",
    "create table public.record_entries_2 ()",
    "delete from drizzle.__drizzle_migrations",
  ])("cannot help itself by: %s", async (statement) => {
    expect(await said(statement)).toMatch(/permission denied|must be owner/);
  });

  test("starts without the owner's address once somebody has migrated, and not with an older database", async () => {
    const own = await connectPostgres(addressAs(role), 1);
    await own.migrate();
    await owner.db.execute(sql`update drizzle.__drizzle_migrations set created_at = created_at - 1`);
    await expect(own.migrate()).rejects.toThrow("codraft migrate");
    await owner.db.execute(sql`update drizzle.__drizzle_migrations set created_at = created_at + 1`);
    await own.close();
  });

  test("is not started as the owner where two roles are asked for", async () => {
    const same = await connectPostgres(ownerUrl, 1, { ownerUrl });
    await expect(same.migrate()).rejects.toThrow("a role of its own");
    await same.close();
  });
});

describe("A command", () => {
  afterEach(() => vi.unstubAllEnvs());
  const told = (env: Record<string, string>) => {
    for (const [variable, value] of Object.entries({ DATABASE_URL: addressAs(role), ...env }))
      vi.stubEnv(variable, value);
    const lines: string[] = [];
    const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
    return { lines, spy };
  };
  const changing = () =>
    withDeps(async (deps) => {
      await deps.db.execute(sql`delete from deadline_extensions where false`);
      return 0;
    });

  test("is the owner's where the owner is named, and says so where it needs to be", async () => {
    const { lines, spy } = told({});
    expect(await changing()).toBe(1);
    expect(lines.join("")).toContain("DATABASE_OWNER_URL");
    vi.stubEnv("DATABASE_OWNER_URL", ownerUrl);
    expect(await migrate([])).toBe(0);
    // Refused by the trigger now, whoever it is.
    await expect(changing()).rejects.toThrow();
    spy.mockRestore();
  });
});
