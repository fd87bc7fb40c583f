import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { deleteProcess } from "~/features/opendata/services/deleteProcess.server";
import { checkRecord } from "~/features/opendata/services/loadRecord.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { sweepProcess } from "~/features/recordlog/services/rows/sweepRows.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { anchorOpenLogs } from "~/features/rounds/services/anchors/anchorLogs.server";
import { examine } from "~/features/verification/services/examine.server";
import { connectPostgres, type DbHandle, rowsOf } from "~db/client";
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
import { createPostgresDatabase } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const role = `server_${randomBytes(6).toString("hex")}`;
let ownerUrl: string;
let owner: DbHandle;
let server: DbHandle;

const asServer = (url: string) => {
  const address = new URL(url);
  address.username = role;
  return address.href;
};

beforeAll(async () => {
  ownerUrl = await createPostgresDatabase(inject("postgresUrl") as string);
  owner = await connectPostgres(ownerUrl, 2);
  await owner.db.execute(sql.raw(`create role ${role} login`));
  server = await connectPostgres(asServer(ownerUrl), 6, ownerUrl);
  await server.migrate();
});
afterAll(async () => {
  await server.close();
  await owner.db.execute(sql.raw(`drop owned by ${role}`));
  await owner.db.execute(sql.raw(`drop role ${role}`));
  await owner.close();
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
    for (const { name } of kept) {
      const column = there(
        (
          await rowsOf<{ column: string }>(
            owner.db,
            sql`select column_name as column from information_schema.columns where table_name = ${name} limit 1`,
          )
        )[0],
      ).column;
      for (const statement of [
        `delete from ${name}`,
        `update ${name} set "${column}" = "${column}"`,
        `truncate ${name} cascade`,
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

  test("starts without the owner's address once somebody has migrated, and not before", async () => {
    const own = await connectPostgres(asServer(ownerUrl), 1);
    await own.migrate();
    await own.close();
    const name = `empty_${randomBytes(6).toString("hex")}`;
    await owner.db.execute(sql.raw(`create database ${name}`));
    const bare = new URL(asServer(ownerUrl));
    bare.pathname = `/${name}`;
    const early = await connectPostgres(bare.href, 1);
    await expect(early.migrate()).rejects.toThrow("codraft migrate");
    await early.close();
    await owner.db.execute(sql.raw(`drop database ${name}`));
  });

  test("is not started as the owner where two roles are asked for", async () => {
    const same = await connectPostgres(ownerUrl, 1, ownerUrl);
    await expect(same.migrate()).rejects.toThrow("a role of its own");
    await same.close();
  });
});
