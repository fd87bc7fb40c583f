import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./freePort";

export type TestApp = {
  /** Where it answers, without a slash at the end. */
  url: string;
  port: number;
  /** Of the server process. */
  readonly pid: number | undefined;
  dataDir: string;
  /** The end of what the server has written to its log: warnings and errors. */
  output(): string;
  /** The session cookie of a demo seat; one session a seat, however often it is asked for. */
  sessionOf(seat: string): Promise<{ name: string; value: string }>;
  /** Ends as a supervisor would end it, and starts again at the same place with the same data. */
  restart(): Promise<void>;
  /** Ends as a supervisor would end it, and deletes the data unless the folder was given. */
  stop(): Promise<void>;
  /** Ends at once, as a power cut would, and leaves the data. */
  kill(): Promise<void>;
};

type Options = {
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
  /** What Node is given to start it. */
  program?: string;
};

/**
 * Starts the built application with the demo on a free port: on the database that `env` names, else on an embedded one of its own.
 */
export async function startApp(options: Options = {}): Promise<TestApp> {
  await ensureBuilt();
  const dataDir = options.dataDir ?? (await (options.env?.DATABASE_URL ? emptyFolder() : freshFolder()));
  const port = options.port ?? (await freePort());
  // Browsers count localhost as secure, so that the session cookie is taken without TLS.
  const url = `http://localhost:${port}`;
  const env = {
    ...inherited(),
    NODE_ENV: "production" as const,
    HOST: "127.0.0.1",
    PORT: String(port),
    DATA_DIR: dataDir,
    CODRAFT_KEYS: join(dataDir, "keys"),
    CODRAFT_DEMO: "on",
    LOG_LEVEL: "warn",
    ...options.env,
  };
  const program = options.program ?? "build/server/main.js";
  let server = await launch(program, env, url);

  return {
    url,
    port,
    get pid() {
      return server.pid;
    },
    dataDir,
    output: () => server.output(),
    sessionOf: sessionsAt(url),
    restart: async () => {
      await server.end();
      server = await launch(program, env, url);
    },
    stop: async () => {
      await server.end();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
    kill: async () => {
      server.kill("SIGKILL");
      await server.ended;
    },
  };
}

/** Where `demoGlobal.ts` loads the demo for the run, and how it says what came of it. */
const demoOf = (folder: string) => ({ data: join(folder, "data"), ended: join(folder, "ended") });

/** Loads the demo into an embedded database in a folder, for `freshFolder` to copy. Files may be waiting for it. */
export async function loadDemoInto(folder: string): Promise<void> {
  const { data, ended } = demoOf(folder);
  try {
    const app = await startApp({ dataDir: data });
    await app.stop();
    await writeFile(ended, "");
  } catch (error) {
    await writeFile(ended, String(error));
  }
}

/** A data folder of one's own: with the demo in it where the run loads it for all. */
async function freshFolder(): Promise<string> {
  const folder = await emptyFolder();
  await copyDemo(folder);
  return folder;
}

/** Copies the demo of the run into a data folder, once it is there. */
export async function copyDemo(folder: string): Promise<void> {
  const loading = process.env.CODRAFT_TEST_DEMO;
  if (!loading) return;
  const { data, ended } = demoOf(loading);
  while (!existsSync(ended)) await pause(100);
  const problem = readFileSync(ended, "utf8");
  if (problem) throw new Error(`The demo could not be loaded: ${problem}`);
  await cp(data, folder, { recursive: true });
}

/** A data folder of one's own with nothing in it. */
export const emptyFolder = () => mkdtemp(join(tmpdir(), "codraft-e2e-"));

const endsWithParent = new URL("./endsWithParent.js", import.meta.url).href;

/** Starts a server process and waits until it answers. It ends with the tests, also when they crash. */
async function launch(program: string, env: NodeJS.ProcessEnv, url: string) {
  const server = spawn(process.execPath, ["--import", endsWithParent, program], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    });
  const kill = (signal: NodeJS.Signals) => server.kill(signal);
  const endServer = () => kill("SIGKILL");
  process.once("exit", endServer);
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  void ended.then(() => process.removeListener("exit", endServer));
  await ready(server, url, () => output).catch((error: Error) => {
    kill("SIGKILL");
    throw error;
  });
  const end = async () => {
    kill("SIGTERM");
    const late = pause(60_000, "late" as const, { ref: false });
    if ((await Promise.race([ended, late])) !== "late") return;
    kill("SIGKILL");
    throw new Error(`The server did not end:\n${output}`);
  };
  return { kill, end, ended, output: () => output, pid: server.pid };
}

/** The environment without what would change what is tested. */
function inherited(): NodeJS.ProcessEnv {
  const { DATABASE_URL, SMTP_URL, APP_ORIGIN, FOUNDERS, ...rest } = process.env;
  return rest;
}

/** Builds the application unless it is built; of workers that come at once one builds, and the others wait for it. */
export async function ensureBuilt(): Promise<void> {
  const script = new URL("../../server/scripts/build.js", import.meta.url).href;
  const { build } = (await import(script)) as { build: (options: { log: () => void }) => Promise<boolean> };
  const isBuilt = await alone("codraft-building", () => build({ log: () => {} }));
  if (!isBuilt) throw new Error("The application could not be built.");
}

/** Runs something in no two processes at once: who does leaves its number in a file, and one whose process has ended counts for nothing. */
async function alone<T>(name: string, run: () => Promise<T>): Promise<T> {
  const place = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 12);
  const file = join(tmpdir(), `${name}-${place}`);
  while (!isFirst(file)) await pause(100);
  try {
    return await run();
  } finally {
    rmSync(file, { force: true });
  }
}

function isFirst(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (existsSync(file) && !isAlive(Number(readFileSync(file, "utf8")))) rmSync(file, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves once pages are answered; fails with the output when the server ends before. */
async function ready(server: ChildProcess, url: string, output: () => string): Promise<void> {
  // The first start loads the demo, beside whatever else the machine does.
  const deadline = Date.now() + 280_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The server did not start:\n${output()}`);
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await pause(100);
  }
  throw new Error(`The server was not ready in time:\n${output()}`);
}

/** Sessions of demo seats, one a seat, that nobody else has. */
export function sessionsAt(url: string): TestApp["sessionOf"] {
  const sessions = new Map<string, Promise<{ name: string; value: string }>>();
  return (seat) => {
    const session = sessions.get(seat) ?? takeSeat(url, seat);
    sessions.set(seat, session);
    return session;
  };
}

async function takeSeat(url: string, seat: string): Promise<{ name: string; value: string }> {
  const response = await fetch(`${url}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ intent: "seat", seat: `${seat}@demo.codraft.example` }),
    redirect: "manual",
  });
  const [name = "", value = ""] = (response.headers.getSetCookie()[0] ?? "").split(";")[0]?.split("=") ?? [];
  if (!value) throw new Error(`No session for ${seat}: ${response.status}`);
  return { name, value };
}
