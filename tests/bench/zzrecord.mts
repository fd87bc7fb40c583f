import { setTimeout as pause } from "node:timers/promises";
import { startBigPostgres } from "./support/bigProcess";
import { fetchOnce } from "./support/load";
import { startProbed } from "./support/probed";

const t0 = performance.now();
const postgres = await startBigPostgres();
console.log("big postgres", Math.round(performance.now() - t0));
const app = await startProbed({ DATABASE_URL: postgres.url });
try {
  const visitor = { accept: "text/html,*/*;q=0.8", "accept-encoding": "gzip" };
  const one = async (what: string, run: () => Promise<unknown>) => {
    await app.reset();
    const before = await app.read();
    const t = performance.now();
    const got = await run();
    const ms = performance.now() - t;
    const after = await app.read();
    console.log(what, {
      ms: Math.round(ms),
      held: Math.round(after.held),
      cpu: Math.round(after.cpu - before.cpu),
      statements: after.statements,
      got,
    });
  };
  await pause(3000);
  await one("nothing", () => pause(1000));
  for (let i = 0; i < 3; i++)
    await one("export " + i, () => fetchOnce({ url: `${app.at}/p/big/export.zip`, headers: visitor }));
  await one("nothing", () => pause(1000));
  for (const f of ["report", "board", "systems", "votes"])
    await one(f, () => fetchOnce({ url: `${app.at}/en/p/big/${f}?a=1`, headers: visitor }));
} finally {
  await app.stop();
  await postgres.stop();
}
