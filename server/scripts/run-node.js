import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { root, script } from "./ensure-installed.js";

/**
 * Runs Node with these arguments until it ends, and ends as it did: same exit code, same signal.
 * A SIGINT typed on a terminal reaches the whole group, so it is not sent a second time.
 */
export function runNode(args, env = {}) {
  const child = spawn(process.execPath, args, {
    stdio: "inherit",
    env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.json`, ...env },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** Arguments that run a TypeScript file of this repository from any folder. */
export function typescript(file, args = []) {
  return ["--import", pathToFileURL(script("tsx/dist/loader.mjs")).href, `${root}${file}`, ...args];
}
