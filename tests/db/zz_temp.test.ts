import { expect, inject, test } from "vitest";
import postgres from "postgres";
import { PGlite } from "@electric-sql/pglite";
test("db", async () => {
  if (process.env.CODRAFT_TEST_DB === "postgres") {
    const url = inject("postgresUrl"); const sql = postgres(url!); console.log(url, (await sql`select version(), current_setting('server_encoding') e, current_setting('fsync') f`)[0]);
    await sql`create database one`; await sql.end();
  } else { expect(process.env.CODRAFT_TEST_DB).toBe("pglite"); expect(inject("postgresUrl")).toBeUndefined(); const p = await PGlite.create(); console.log((await p.query("select 1 as a")).rows); }
});
