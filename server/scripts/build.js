import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, script } from "./ensure-installed.js";

const sources = ["app", "db", "locales", "public", "remix.config.js", "tsconfig.json", "package-lock.json"];
const hashFile = join(root, "build", ".source-hash");

/** Builds for production when the sources changed since the last build. Resolves to whether it worked. */
export async function build({ log = console.log } = {}) {
  const hash = sourceHash();
  if (existsSync(hashFile) && readFileSync(hashFile, "utf8") === hash) return true;
  rmSync(hashFile, { force: true });
  log("Building (first start takes about a minute)…");
  const args = [script("@remix-run/dev/dist/cli.js"), "vite:build", "--config", "remix.config.js"];
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  // The hash from before the build: an edit made meanwhile counts as a change next time.
  if (code === 0) writeFileSync(hashFile, hash);
  return code === 0;
}

function sourceHash() {
  const hash = createHash("sha256");
  const add = (path) => {
    const file = join(root, path);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(`${path}/${name}`);
    } else {
      hash.update(`${path}\0`).update(createHash("sha256").update(readFileSync(file)).digest());
    }
  };
  for (const path of sources) add(path);
  return hash.digest("hex");
}
