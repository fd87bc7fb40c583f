import { once } from "node:events";
import postgres from "postgres";
import { entriesPage } from "~/features/overview/services/entries/entriesPage.server";
import { sealRecordEntry } from "~/features/recordlog/domain/entry";
import { readAskedEntries } from "~/features/recordlog/domain/shownEntry";
import { connectPostgres, socketOf } from "~db/client";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { testDeps } from "~tests/support/testDeps";
import { begunProcess } from "./support/begunProcess";
import { report, row } from "./support/report";

const entries = 1_000_000;
const longest = 500;
/** One row in so many entries has the rare table, and one the row that is changed all the time. */
const rare = 200_000;
const often = 50;

const server = await startPostgres();
const handle = await connectPostgres(server.url, 4);
await handle.migrate();
const deps = testDeps(handle);
const { process: scene, head } = await begunProcess(deps);

const plain = postgres(server.url, { ...socketOf(server.url), max: 1, onnotice: () => {} });
await plain`set session_replication_role = replica`;
const copied =
  await plain`copy record_entries (log, index, kind, leaf, entry, frontier, at) from stdin`.writable();
const hash = "0".repeat(64);
const busy = deps.newId();
const some: string[] = [];
for (let index = head.index + 1; index < entries; index++) {
  const at = new Date(head.at.getTime() + index);
  const key = index % often === 0 ? busy : deps.newId();
  if (index % 100_000 === 1) some.push(key);
  const table = index % rare === 7 ? "milestones" : index % 3 === 0 ? "dispositions" : "comments";
  const rows = [[table, key, hash] as const, ["comment-places", `["${key}","${hash}"]`, hash] as const];
  const { entry, leaf } = sealRecordEntry(
    { log: head.origin, index, at },
    { kind: "rows", act: "comment.added", rows, by: null },
  );
  const line = `${head.origin}\t${index}\trows\t${leaf}\t${entry.replaceAll("\\", "\\\\")}\t{}\t${at.toISOString()}\n`;
  if (!copied.write(line)) await once(copied, "drain");
}
copied.end();
await once(copied, "finish");
await plain.unsafe("analyze record_entries");

const limit = { what: "allowed", figure: longest };
async function timed(what: string, of: string) {
  const asked = readAskedEntries(of);
  if (!asked) throw new Error(`${of} is no address`);
  const began = performance.now();
  const found = await entriesPage(deps, scene.id, asked, 1);
  const ms = performance.now() - began;
  if (!found?.rows.length) throw new Error(`nothing was found of ${of}`);
  return row(`${what}: ${found.total} entries`, ms, "ms", limit, { kind: "at-most", ratio: 1 });
}

const rows = [];
for (const key of some.slice(0, 3)) rows.push(await timed("of one row", `comments:${key}`));
rows.push(await timed("of a row that is changed all the time", `comments:${busy}`));
rows.push(await timed("of a table with few rows", "milestones:*"));
rows.push(await timed("of a table with most rows", "comments:*"));
report(rows);
await plain.end();
await handle.close();
await server.stop();
