import { once } from "node:events";
import postgres from "postgres";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { sealRecordEntry } from "~/features/recordlog/domain/entry";
import { hashesOver } from "~/features/recordlog/services/logFile.server";
import { signLog } from "~/features/recordlog/services/signLogs.server";
import type { AuditAction } from "~/kernel/named";
import { ok } from "~/kernel/result";
import { grown } from "~/kernel/tlog/frontier";
import { consistencyPlaces, inclusionPlaces } from "~/kernel/tlog/nodes";
import { connectPostgres, socketOf } from "~db/client";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { signedBy, testDeps } from "~tests/support/testDeps";
import { begunProcess } from "./support/begunProcess";
import { median, quantile } from "./support/measure";
import { report, row } from "./support/report";

const entries = 1_000_000;
const signings = 100;
const proofs = 300;

const server = await startPostgres();
const handle = await connectPostgres(server.url, 4);
await handle.migrate();
const deps = testDeps(handle);
const { process: scene, head } = await begunProcess(deps);
const { origin } = head;

// As many entries as a process has in many years, each with its tree.
const plain = postgres(server.url, { ...socketOf(server.url), max: 1, onnotice: () => {} });
await plain`set session_replication_role = replica`;
const rows =
  await plain`copy record_entries (log, index, kind, leaf, entry, frontier, at) from stdin`.writable();
let frontier: readonly string[] = head.frontier;
for (let index = head.index + 1; index < entries; index++) {
  const at = new Date(head.at.getTime() + index);
  const { entry, leaf } = sealRecordEntry(
    { log: origin, index, at },
    { kind: "rows", act: "faq.saved", rows: [], by: null },
  );
  frontier = grown(frontier, index, leaf);
  const line = `${origin}\t${index}\trows\t${leaf}\t${entry}\t{${frontier.join(",")}}\t${at.toISOString()}\n`;
  if (!rows.write(line)) await once(rows, "drain");
}
rows.end();
await once(rows, "finish");
await plain`set session_replication_role = origin`;
await plain`vacuum analyze record_entries`;
await plain.end();
signedBy(deps).keep(origin, { size: entries, frontier });
if ((await signLog(deps, origin)) !== "signed") throw new Error("the log is not signed");

const acted: number[] = [];
const signed: number[] = [];
for (let turn = 0; turn < signings; turn++) {
  acted.push(
    await timed(() =>
      changeProcess(
        deps,
        { processId: scene.id, actor: null, action: "faq.saved" as AuditAction },
        async () => ok(),
      ),
    ),
  );
  signed.push(
    await timed(async () => {
      if ((await signLog(deps, origin)) !== "signed") throw new Error("the log is not signed");
    }),
  );
}
const size = entries + signings;
const included: number[] = [];
const consistent: number[] = [];
for (let turn = 0; turn < proofs; turn++) {
  const at = 1 + ((turn * 7919 * 127) % (size - 1));
  included.push(await timed(() => hashesOver(deps.db, origin, inclusionPlaces(at, size))));
  consistent.push(await timed(() => hashesOver(deps.db, origin, consistencyPlaces(at, size))));
}
await handle.close();
await server.stop();

const limit = (figure: number) => ({ what: "a fixed limit", figure });
const below = { kind: "at-most", ratio: 1 } as const;
report([
  row(`an act of which an entry is made, after ${entries} others`, median(acted), "ms", limit(20), below),
  row("the same, 95 of 100 within", quantile(acted, 0.95), "ms", limit(20)),
  row(`a checkpoint of ${entries} entries`, median(signed), "ms", limit(20), below),
  row("the same, 95 of 100 within", quantile(signed, 0.95), "ms", limit(20)),
  row("the proof that an entry is in it", median(included), "ms", limit(5), below),
  row("the same, 95 of 100 within", quantile(included, 0.95), "ms", limit(5)),
  row("the proof that it grew", median(consistent), "ms", limit(5), below),
  row("the same, 95 of 100 within", quantile(consistent, 0.95), "ms", limit(5)),
]);

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}
