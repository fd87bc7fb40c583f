import { expect, inject, test } from "vitest";
import postgres from "postgres";
import { startPostgres } from "~tests/support/embeddedPostgres";
test("kill and restart", async () => {
  expect(inject("postgresUrl")).toMatch(/^postgres:/);
  const t=Date.now();
  const one = await startPostgres(); console.log("started", Date.now()-t);
  let sql = postgres(one.url, {max:3}); await sql`create table a (b int)`; await sql`insert into a values (1)`;
  await one.kill(); await sql.end({timeout:0}).catch(()=>{});
  const two = await startPostgres({ dir: one.dir });
  sql = postgres(two.url); expect(await sql`select b from a`).toEqual([{ b: 1 }]); await sql.end(); await two.stop(); console.log("all", Date.now()-t);
});
