import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./ensure-installed.js";

/** Runs a program of build/server in this process. It never installs and never builds. */
export async function runBuilt(program) {
  if (!existsSync(join(root, "node_modules"))) {
    console.error("The packages are not installed; run `npm ci --omit=dev` first.");
    process.exit(1);
  }
  await import(pathToFileURL(join(root, "build", "server", `${program}.js`)).href);
}
