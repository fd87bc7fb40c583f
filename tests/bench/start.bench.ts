import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "~tests/support/freePort";
import { median } from "./support/measure";
import { report, row } from "./support/report";

const turns = 5;

const folder = await mkdtemp(join(tmpdir(), "codraft-start-"));
try {
  const first = await start(folder);
  const again: number[] = [];
  for (let turn = 0; turn < turns; turn++) again.push(await start(folder));
  report([
    row("npm start, empty data folder, built already", first, "ms"),
    row(
      "npm start again, nothing changed",
      median(again),
      "ms",
      { what: "in all", figure: 3000 },
      { kind: "at-most", ratio: 1 },
    ),
    row("the longest of them", Math.max(...again), "ms"),
  ]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Milliseconds from the command to the first request that is answered. */
async function start(dataDir: string): Promise<number> {
  const port = await freePort();
  const { DATABASE_URL, SMTP_URL, APP_ORIGIN, ...inherited } = process.env;
  const env = { ...inherited, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, LOG_LEVEL: "silent" };
  const started = performance.now();
  // A group of its own: npm and its shell pass no signal on to the server.
  const child = spawn("npm", ["start"], { env, stdio: ["ignore", "ignore", "inherit"], detached: true });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const signal = (name: NodeJS.Signals) => process.kill(-(child.pid as number), name);
  const endAll = () => signal("SIGKILL");
  process.once("exit", endAll);
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error("The server did not start.");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return performance.now() - started;
  } finally {
    process.removeListener("exit", endAll);
    if (child.exitCode === null) {
      signal("SIGTERM");
      await ended;
    }
    await released(dataDir);
  }
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  return answer?.ok ?? false;
}

/** npm may end before the server has closed its database and given the folder back. */
async function released(dataDir: string): Promise<void> {
  while (existsSync(join(dataDir, "lock"))) await new Promise((resolve) => setTimeout(resolve, 20));
}
